//! Files handed in: photos, scans, PDF.

use shared::id::{CaseId, DraftId, FileId};

pub use crate::wire::{FILE, FileState, FileView, MAX_FILE_BYTES, MediaType};

/// Before a file is taken out one is asked once more: what stood typed on the page goes along under names that begin so.
pub const TYPED: &str = "typed:";

/// What an upload belongs to: a draft, or the correction of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum FileHome {
    Draft(DraftId),
    Case(CaseId),
}

/// A file's content on its way to a reader, with how it may be served.
pub struct FileContent {
    pub view: FileView,
    pub content: Vec<u8>,
}

/// The port to stored files.
#[async_trait::async_trait]
pub trait Files: Send + Sync {
    /// Whether this person may put files there: asked before a file is received.
    ///
    /// # Errors
    /// `NotFound` for what is not one's own; `Conflict` when a case does not wait for anything.
    async fn may_put(&self, session: &super::Session, home: &FileHome) -> Result<(), super::ServiceError>;

    /// Takes a file for a material field.
    ///
    /// # Errors
    /// `Invalid` with the field's path when the content is neither image nor PDF, too large, empty, or one too many.
    async fn put(
        &self,
        session: &super::Session,
        home: &FileHome,
        path: &str,
        name: &str,
        content: Vec<u8>,
    ) -> Result<FileView, super::ServiceError>;

    /// Takes a file out of one's own draft or open correction.
    async fn remove(&self, session: &super::Session, id: &FileId) -> Result<(), super::ServiceError>;

    /// Reads a clean file: the owner, or staff whose scope covers its case; staff looks are logged.
    ///
    /// # Errors
    /// `NotFound` for anyone else; `Conflict` while it is in quarantine.
    async fn read(&self, session: &super::Session, id: &FileId) -> Result<FileContent, super::ServiceError>;
}
