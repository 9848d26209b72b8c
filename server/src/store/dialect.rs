//! The only place that knows which engine is behind the store.

use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Executor};

use super::StoreError;

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// Applied to every SQLite connection. `FULL` with WAL: an acknowledged commit survives a power cut.
const SQLITE_PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; \
     PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000; \
     PRAGMA journal_size_limit = 67108864";

/// A query slower than this is worth a line in the log.
const SLOW: Duration = Duration::from_millis(250);

impl Dialect {
    /// The engine a URL names.
    ///
    /// # Errors
    /// A scheme that is neither.
    pub fn of(url: &str) -> Result<Self, StoreError> {
        match url.split_once(':') {
            Some(("sqlite", _)) => Ok(Self::Sqlite),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres),
            _ => Err(StoreError::UnknownEngine),
        }
    }

    /// Opens the reading and the writing pool. SQLite has one writer, so that waiting happens in order and not by
    /// retrying; PostgreSQL uses one pool for both.
    pub(super) async fn open(self, url: &str, connections: u32) -> Result<(AnyPool, AnyPool), StoreError> {
        sqlx::any::install_default_drivers();
        let connections = connections.max(1);
        match self {
            Self::Sqlite => {
                create_folder(url).await?;
                let options = connect_options(&creating(url))?;
                let write = sqlite_pool(1).connect_with(options.clone()).await?;
                let read = sqlite_pool(connections).connect_with(options).await?;
                Ok((read, write))
            }
            Self::Postgres => {
                let options = connect_options(url)?;
                let pool = AnyPoolOptions::new()
                    .max_connections(connections)
                    .acquire_timeout(Duration::from_secs(10))
                    .connect_with(options)
                    .await?;
                Ok((pool.clone(), pool))
            }
        }
    }

    /// The type of a column of bytes, in the schema's steps.
    pub(super) fn bytes(self) -> &'static str {
        match self {
            Self::Sqlite => "BLOB",
            Self::Postgres => "BYTEA",
        }
    }

    /// What makes a column of text compare by its bytes, in the schema's steps: so that an index serves its beginning.
    pub(super) fn bytewise(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " COLLATE \"C\"",
        }
    }

    /// How a unit of work begins. SQLite takes the write lock at once: a transaction that reads first and writes
    /// later could otherwise fail half-way.
    pub(super) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
        }
    }

    /// How a view of one moment begins. SQLite's readers have one as soon as they read.
    pub(super) fn snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN DEFERRED",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        }
    }

    /// Whether the same work may succeed when done again: a busy file, a deadlock, a serialisation failure.
    pub(super) fn is_transient(self, error: &sqlx::Error) -> bool {
        let sqlx::Error::Database(error) = error else {
            return false;
        };
        let Some(code) = error.code() else {
            return false;
        };
        match self {
            // SQLITE_BUSY and SQLITE_LOCKED with their extended codes: the low byte says which.
            Self::Sqlite => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6)),
            Self::Postgres => matches!(code.as_ref(), "40001" | "40P01"),
        }
    }

    /// What keeps the engine's knowledge of its data fresh at little cost; PostgreSQL does it by itself.
    pub(super) fn tend(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("PRAGMA analysis_limit = 400; PRAGMA optimize"),
            Self::Postgres => None,
        }
    }

    /// How the engine explains a query's plan, for tests that a list is served by an index.
    #[must_use]
    pub fn explain(self) -> &'static str {
        match self {
            Self::Sqlite => "EXPLAIN QUERY PLAN ",
            Self::Postgres => "EXPLAIN ",
        }
    }

    /// The size of the database in bytes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn size(self, pool: &AnyPool) -> Result<i64, StoreError> {
        let sql = match self {
            Self::Sqlite => {
                "SELECT CAST(page_count * page_size AS BIGINT) FROM pragma_page_count(), pragma_page_size()"
            }
            Self::Postgres => "SELECT pg_database_size(current_database())",
        };
        Ok(sqlx::query_scalar(sql).fetch_one(pool).await?)
    }
}

fn connect_options(url: &str) -> Result<AnyConnectOptions, StoreError> {
    Ok(url
        .parse::<AnyConnectOptions>()?
        .log_statements(tracing::log::LevelFilter::Trace)
        .log_slow_statements(tracing::log::LevelFilter::Warn, SLOW))
}

fn sqlite_pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        // Opening a file again costs more than keeping it open.
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(|connection: &mut AnyConnection, _| {
            Box::pin(async move { connection.execute(SQLITE_PRAGMAS).await.map(drop) })
        })
}

fn creating(url: &str) -> String {
    if url.contains("mode=") {
        url.to_owned()
    } else if url.contains('?') {
        format!("{url}&mode=rwc")
    } else {
        format!("{url}?mode=rwc")
    }
}

async fn create_folder(url: &str) -> Result<(), StoreError> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    if let Some(folder) = std::path::Path::new(path).parent()
        && !folder.as_os_str().is_empty()
    {
        tokio::fs::create_dir_all(folder).await.map_err(StoreError::Folder)?;
    }
    Ok(())
}
