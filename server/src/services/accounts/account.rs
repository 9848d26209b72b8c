//! The stored account.

use jiff::Timestamp;

use crate::secrets::{Cell, SealError, Secrets};
use crate::store::Millis;

crate::store::row! {
    /// A row of `account`; personal values still sealed.
    #[derive(Clone, Debug)]
    pub struct AccountRow {
        pub id: String,
        pub role: String,
        pub login: Option<String>,
        pub password_hash: Option<String>,
        pub name: Option<Vec<u8>>,
        pub phone: Option<Vec<u8>>,
        pub citizen_number: Option<Vec<u8>>,
        pub real_name_at: Option<Millis>,
        pub department: Option<String>,
        pub territory: Option<String>,
        pub disabled_at: Option<Millis>,
        pub last_post: Option<String>,
    }
}

/// The columns of [`AccountRow`].
macro_rules! account_columns {
    () => {
        "a.id, a.role, a.login, a.password_hash, a.name, a.phone, a.citizen_number, a.real_name_at, a.department, \
         a.territory, a.disabled_at, a.last_post"
    };
}
pub(super) use account_columns;

impl AccountRow {
    /// The sealed cell of a personal value.
    pub(super) fn place<'a>(column: &'static str, id: &'a str) -> Cell<'a> {
        Cell::new("account", column, id)
    }

    pub(super) fn opened(
        &self,
        secrets: &Secrets,
        column: &'static str,
        sealed: Option<&[u8]>,
    ) -> Result<Option<String>, SealError> {
        sealed
            .map(|sealed| secrets.open(&Self::place(column, &self.id), sealed))
            .transpose()
    }

    pub(super) fn disabled(&self) -> bool {
        self.disabled_at.is_some()
    }

    pub(super) fn real_name_at(&self) -> Option<Timestamp> {
        self.real_name_at.map(|at| at.0)
    }
}
