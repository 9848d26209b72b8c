//! Rows read by the names of their columns.

/// Declares a row: a struct whose fields are columns of the same names. After `;` may stand a field that is itself such a
/// row, whose columns stand among these.
///
/// It says no more than sqlx's derive does, and spares every build the second copy of both drivers, and of SQLite's C,
/// that the derive is compiled with.
macro_rules! row {
    (
        $(#[$meta:meta])*
        $visible:vis struct $name:ident {
            $($(#[$of:meta])* $shown:vis $field:ident: $type:ty),* $(,)?
            $(; $(#[$of_inner:meta])* $inner_shown:vis $inner:ident: $inner_type:ty $(,)?)?
        }
    ) => {
        $(#[$meta])*
        $visible struct $name {
            $($(#[$of])* $shown $field: $type,)*
            $($(#[$of_inner])* $inner_shown $inner: $inner_type,)?
        }

        impl sqlx::FromRow<'_, sqlx::any::AnyRow> for $name {
            fn from_row(row: &sqlx::any::AnyRow) -> sqlx::Result<Self> {
                Ok(Self {
                    $($field: sqlx::Row::try_get(row, stringify!($field))?,)*
                    $($inner: sqlx::FromRow::from_row(row)?,)?
                })
            }
        }
    };
}
pub(crate) use row;
