//! The database: one set of queries for SQLite and PostgreSQL.
//!
//! Reads go to [`Store::reader`]; every change is a unit of work in [`Store::write`]. What differs between the engines
//! lives in [`dialect`] and nowhere else.

mod column;
pub mod dialect;
mod error;
mod filter;
mod flag;
mod migrations;
mod millis;
pub mod outbox;
mod page;
pub mod queue;
mod row;
mod rows;
mod snapshot;
pub mod sweep;
pub mod version;
mod write;

pub use column::{Day, Json, Parsed};
pub use dialect::Dialect;
pub use error::StoreError;
pub use filter::{Arg, Sql};
pub use flag::Flag;
pub use migrations::{migrate, pending};
pub use millis::Millis;
pub use page::{Count, Cursor, CursorError, Paging};
pub(crate) use row::row;
pub use rows::{Values, insert_rows};
pub use snapshot::Snapshot;
pub use version::{Topic, Versions, advance_to, versions};
pub use write::{Abort, Tx, advance};

use sqlx::AnyPool;

/// How to reach the database.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// `sqlite:<path>` or `postgres://…`.
    pub url: String,
    /// Connections for reading (on PostgreSQL: for everything).
    pub connections: u32,
}

/// The database, cheap to clone.
#[derive(Clone)]
pub struct Store {
    read: AnyPool,
    write: AnyPool,
    dialect: Dialect,
}

impl Store {
    /// Opens the database; a SQLite file is created when it is missing. Migrations are not run here.
    ///
    /// # Errors
    /// An unknown URL scheme, or a database that cannot be reached.
    pub async fn connect(options: &StoreOptions) -> Result<Self, StoreError> {
        let dialect = Dialect::of(&options.url)?;
        let (read, write) = dialect.open(&options.url, options.connections).await?;
        Ok(Self { read, write, dialect })
    }

    /// Where queries that change nothing run.
    #[must_use]
    pub fn reader(&self) -> &AnyPool {
        &self.read
    }

    pub(crate) fn writer(&self) -> &AnyPool {
        &self.write
    }

    /// Which engine it is; only for what cannot be said in common SQL.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Whatever keeps it from answering.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").fetch_one(&self.read).await?;
        Ok(())
    }

    /// Whether the database takes a write, by writing one row and waiting until it is durable.
    ///
    /// # Errors
    /// `Unavailable`; the cause is logged.
    pub async fn ping_writer(&self, now: jiff::Timestamp) -> Result<(), app::backend::ServiceError> {
        self.write(|tx| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO pulse (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
                )
                .bind(Millis(now))
                .execute(tx.sql())
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// Refreshes what the engine knows about its data, so that it picks the right index.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn analyze(&self) -> Result<(), StoreError> {
        sqlx::query("ANALYZE").execute(&self.write).await?;
        Ok(())
    }

    /// Does now and then what keeps queries fast; cheap when there is nothing to do.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn tend(&self) -> Result<(), StoreError> {
        if let Some(sql) = self.dialect.tend() {
            sqlx::raw_sql(sql).execute(&self.write).await?;
        }
        Ok(())
    }

    /// Waits for running work and closes all connections.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}
