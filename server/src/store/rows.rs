//! Many rows by few statements: a round trip to the engine costs more than a row.

use super::{Arg, Sql, StoreError, Tx};

/// Both engines take more, but SQLite looks each `$n` up among those before it: beyond this more is lost than gained.
const ARGS: usize = 250;

/// A row's values in the order of the statement's columns.
pub type Values = Vec<Option<Arg>>;

/// Inserts rows: `into` up to the column list, `then` what follows the values, e.g. an ON CONFLICT.
///
/// # Errors
/// What the engine refuses; a violated key comes back as such.
pub async fn insert_rows(
    tx: &mut Tx<'_>,
    into: &'static str,
    rows: Vec<Values>,
    then: &'static str,
) -> Result<(), StoreError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut sql = Sql::new(into).push(" VALUES ");
        let mut args = 0;
        while let Some(row) = rows.next_if(|row| args == 0 || args + row.len() <= ARGS) {
            sql = sql.push(if args == 0 { "(" } else { ", (" });
            args += row.len();
            for (at, value) in row.into_iter().enumerate() {
                sql = if at == 0 { sql } else { sql.push(", ") }.arg_or_null(value);
            }
            sql = sql.push(")");
        }
        // The text differs with the number of rows: not worth a place among the prepared ones.
        sql.push(then).query().persistent(false).execute(tx.sql()).await?;
    }
    Ok(())
}
