//! Files handed in: photos, scans, PDF.

use serde::{Deserialize, Serialize};
use shared::id::FileId;
#[cfg(feature = "ssr")]
use shared::id::{CaseId, DraftId};

/// What the name of a file's input begins with; the field's path follows.
pub const FILE: &str = "file:";

/// Before a file is taken out one is asked once more: what stood typed on the page goes along under names that begin so.
pub const TYPED: &str = "typed:";

/// The largest file taken, in bytes.
pub const MAX_FILE_BYTES: u64 = 20 * 1024 * 1024;

/// What the content was found to be; the name's ending is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaType {
    Jpeg,
    Png,
    Webp,
    Heic,
    Pdf,
}

impl MediaType {
    /// As HTTP and the database call it.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Pdf => "application/pdf",
        }
    }
}

/// A file stays in quarantine until its content was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    Quarantined,
    Clean,
    Rejected,
}

/// What screens know of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileView {
    pub id: FileId,
    /// The answer path of the material field it belongs to.
    pub path: String,
    /// The display name, stripped of any path.
    pub name: String,
    pub media: MediaType,
    pub bytes: u64,
    pub state: FileState,
}

/// What an upload belongs to: a draft, or the correction of a case.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq)]
pub enum FileHome {
    Draft(DraftId),
    Case(CaseId),
}

/// A file's content on its way to a reader, with how it may be served.
#[cfg(feature = "ssr")]
pub struct FileContent {
    pub view: FileView,
    pub content: Vec<u8>,
}

/// The port to stored files.
#[cfg(feature = "ssr")]
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
