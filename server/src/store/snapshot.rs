//! Reading much as it stood at one moment, while others go on writing.

use sqlx::{AnyConnection, ConnectOptions as _, Executor as _};

use super::{Store, StoreError};

/// A view of the database that later commits do not change. It has a connection of its own, so that what takes minutes
/// takes none from requests; on SQLite it keeps the log of writes from being folded in. For what reads everything now
/// and then. Dropping it ends it.
pub struct Snapshot(AnyConnection);

impl Store {
    /// Opens a view; it is of the moment of its first query.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let mut connection = self.reader().connect_options().connect().await?;
        connection.execute(self.dialect().snapshot()).await?;
        Ok(Snapshot(connection))
    }
}

impl Snapshot {
    /// The connection to read on.
    pub fn sql(&mut self) -> &mut AnyConnection {
        &mut self.0
    }
}
