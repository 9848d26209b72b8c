//! What can go wrong with the database. Nothing of it reaches a user: services log it and say "unavailable".

use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the database URL must begin with sqlite: or postgres:")]
    UnknownEngine,
    #[error("the database's folder cannot be created: {0}")]
    Folder(std::io::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("migration failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored value that the program cannot read: a wrong key, a damaged row, or a newer version's data.
    #[error("stored {what} cannot be read: {why}")]
    Unreadable { what: &'static str, why: String },
    /// Other work changed the same rows first; doing it again may succeed.
    #[error("{0} was changed by other work at the same time")]
    Raced(&'static str),
}

impl StoreError {
    /// Shorthand for a stored value that cannot be understood.
    pub fn unreadable(what: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Unreadable {
            what,
            why: why.to_string(),
        }
    }

    /// Whether a unique constraint refused the row.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

impl From<crate::secrets::SealError> for StoreError {
    fn from(error: crate::secrets::SealError) -> Self {
        Self::unreadable("sealed value", error)
    }
}
