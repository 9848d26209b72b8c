//! Files handed in, as screens know them.

use serde::{Deserialize, Serialize};
use shared::catalogue::HandedMaterial;
use shared::id::FileId;

/// What the name of a file's input begins with; the field's path follows.
pub const FILE: &str = "file:";

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

/// A material of a case with its files; without the right to open them the files are counted and not named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseMaterial {
    #[serde(flatten)]
    pub material: HandedMaterial,
    pub views: Vec<FileView>,
}
