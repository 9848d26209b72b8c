//! Queries put together from parts, numbering their own `$n`.
//!
//! `sqlx::QueryBuilder<Any>` writes `?`, which PostgreSQL refuses. All text is `&'static str`: nothing a user typed
//! can become SQL, values are always bound.

use std::fmt::Write as _;

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::{Query, QueryAs, QueryScalar};
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, FromRow};

use super::{Day, Flag, Millis, Store, StoreError};

/// A bound value.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    Text(String),
    Int(i64),
    Real(f64),
    Bytes(Vec<u8>),
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<u32> for Arg {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}
impl From<f64> for Arg {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}
impl From<Vec<u8>> for Arg {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}
impl From<Flag> for Arg {
    fn from(value: Flag) -> Self {
        Self::Int(value.0.into())
    }
}
impl From<Millis> for Arg {
    fn from(value: Millis) -> Self {
        Self::Int(value.0.as_millisecond())
    }
}
impl From<Day> for Arg {
    fn from(value: Day) -> Self {
        Self::Text(value.0.to_string())
    }
}

/// A query being written.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    args: Vec<Arg>,
    conditions: u32,
}

impl Sql {
    /// Starts with a statement that has no WHERE yet.
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Adds text as it is.
    #[must_use]
    pub fn push(mut self, text: &'static str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds a bound value where the text stands.
    #[must_use]
    pub fn arg(mut self, value: impl Into<Arg>) -> Self {
        self.bind(value.into());
        self
    }

    /// Adds a bound value, or the word NULL. (A bound NULL has no type that both engines agree on.)
    #[must_use]
    pub fn arg_or_null(self, value: Option<Arg>) -> Self {
        match value {
            Some(value) => self.arg(value),
            None => self.push("NULL"),
        }
    }

    fn bind(&mut self, value: Arg) {
        self.args.push(value);
        // Writing to a String cannot fail.
        let _ = write!(self.text, "${}", self.args.len());
    }

    fn join(&mut self) {
        self.text
            .push_str(if self.conditions == 0 { " WHERE " } else { " AND " });
        self.conditions += 1;
    }

    /// Adds a condition without a value.
    #[must_use]
    pub fn and(mut self, condition: &'static str) -> Self {
        self.join();
        self.text.push_str(condition);
        self
    }

    /// Adds `<left> $n`; `left` carries the operator, e.g. `"town ="`.
    #[must_use]
    pub fn and_arg(mut self, left: &'static str, value: impl Into<Arg>) -> Self {
        self.join();
        self.text.push_str(left);
        self.text.push(' ');
        self.bind(value.into());
        self
    }

    /// Like [`Sql::and_arg`] when there is a value, nothing otherwise.
    #[must_use]
    pub fn and_opt(self, left: &'static str, value: Option<impl Into<Arg>>) -> Self {
        match value {
            Some(value) => self.and_arg(left, value),
            None => self,
        }
    }

    /// Adds `(<left> $n OR <left> $m)` with one value for both.
    #[must_use]
    pub fn and_either(mut self, left: [&'static str; 2], value: &str) -> Self {
        self.join();
        let [first, second] = left;
        self.text.push('(');
        self.text.push_str(first);
        self.text.push(' ');
        self.bind(value.into());
        self.text.push_str(" OR ");
        self.text.push_str(second);
        self.text.push(' ');
        self.bind(value.into());
        self.text.push(')');
        self
    }

    /// Adds `<column> IN (…)`; no values match nothing.
    #[must_use]
    pub fn and_in<V: Into<Arg>>(mut self, column: &'static str, values: impl IntoIterator<Item = V>) -> Self {
        self.join();
        self.text.push_str(column);
        self.text.push_str(" IN (");
        let mut some = false;
        for value in values {
            if some {
                self.text.push_str(", ");
            }
            some = true;
            self.bind(value.into());
        }
        self.text.push_str(if some { ")" } else { "NULL)" });
        self
    }

    /// Adds the keyset condition "after this row" for an ascending order of two columns, or "before" for a
    /// descending one. Both columns must be the order of the list and of an index.
    #[must_use]
    pub fn and_after(
        mut self,
        columns: &'static str,
        descending: bool,
        first: impl Into<Arg>,
        second: impl Into<Arg>,
    ) -> Self {
        self.join();
        self.text.push('(');
        self.text.push_str(columns);
        self.text.push_str(if descending { ") < (" } else { ") > (" });
        self.bind(first.into());
        self.text.push_str(", ");
        self.bind(second.into());
        self.text.push(')');
        self
    }

    /// Adds `LIMIT … OFFSET …`.
    #[must_use]
    pub fn limit(self, limit: i64, offset: i64) -> Self {
        self.push(" LIMIT ").arg(limit).push(" OFFSET ").arg(offset)
    }

    /// Puts another text around the query, e.g. a capped count.
    #[must_use]
    pub fn wrap(mut self, before: &'static str, after: &'static str) -> Self {
        self.text.insert_str(0, before);
        self.text.push_str(after);
        self
    }

    /// The SQL so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn arguments(args: Vec<Arg>) -> AnyArguments {
        use sqlx::Arguments as _;
        let mut out = AnyArguments::default();
        for arg in args {
            // Encoding these four into the Any buffer only pushes to a vector.
            let _ = match arg {
                Arg::Text(value) => out.add(value),
                Arg::Int(value) => out.add(value),
                Arg::Real(value) => out.add(value),
                Arg::Bytes(value) => out.add(value),
            };
        }
        out
    }

    /// As a query, for `execute`.
    pub fn query(self) -> Query<'static, Any, AnyArguments> {
        sqlx::query_with(AssertSqlSafe(self.text), Self::arguments(self.args))
    }

    /// As a query for rows of `T`.
    pub fn rows<T: for<'r> FromRow<'r, AnyRow>>(self) -> QueryAs<'static, Any, T, AnyArguments> {
        sqlx::query_as_with(AssertSqlSafe(self.text), Self::arguments(self.args))
    }

    /// All rows, read outside any unit of work.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn all<T>(self, store: &Store) -> Result<Vec<T>, StoreError>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        Ok(self.rows().fetch_all(store.reader()).await?)
    }

    /// The first row, if there is one, read outside any unit of work.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn first<T>(self, store: &Store) -> Result<Option<T>, StoreError>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        Ok(self.rows().fetch_optional(store.reader()).await?)
    }

    /// As a query for one value.
    pub fn scalar<T>(self) -> QueryScalar<'static, Any, T, AnyArguments>
    where
        (T,): for<'r> FromRow<'r, AnyRow>,
    {
        sqlx::query_scalar_with(AssertSqlSafe(self.text), Self::arguments(self.args))
    }

    /// The engine's plan for the query, one line per step. Tests use it to see that an index serves a list.
    ///
    /// # Errors
    /// When the query is not valid.
    pub async fn plan(self, store: &Store) -> Result<Vec<String>, StoreError> {
        use sqlx::Row as _;
        let dialect = store.dialect();
        let pool: &AnyPool = store.reader();
        let mut connection = pool.acquire().await?;
        let connection: &mut AnyConnection = &mut connection;
        let rows = self.wrap(dialect.explain(), "").query().fetch_all(connection).await?;
        rows.iter()
            .map(|row| row.try_get::<String, _>(row.len() - 1).map_err(Into::into))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_and_numbers_of_arguments_follow_each_other() {
        let sql = Sql::new("SELECT id FROM cases")
            .and("open = 1")
            .and_arg("town =", "350582115000")
            .and_opt("state =", None::<&str>)
            .and_in("channel", ["online", "window"])
            .push(" ORDER BY due_on, id")
            .limit(20, 40);
        assert_eq!(
            sql.text(),
            "SELECT id FROM cases WHERE open = 1 AND town = $1 AND channel IN ($2, $3) ORDER BY due_on, id LIMIT $4 OFFSET $5"
        );
    }
}
