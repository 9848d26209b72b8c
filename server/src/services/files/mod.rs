//! Files handed in: taken by content, kept in the object store, quarantined until checked.

mod check;
mod lists;
mod name;
mod named;
mod pdf;
mod picture;
mod put;
mod read;
mod sniff;

pub use check::{Checker, StructureChecker, Verdict};
pub use name::display_name;
pub(crate) use named::named;
pub use sniff::sniff;

use std::sync::Arc;

use app::backend::files::{FileContent, FileHome, FileState, FileView, Files, MediaType};
use app::backend::{ServiceError, Session};
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use shared::id::FileId;

use super::{Services, StartError};
use crate::secrets::{Cell, Secrets};
use crate::store::{Millis, StoreError};

/// The object store in a folder, made when it is missing.
///
/// # Errors
/// A folder that cannot be made or opened.
pub fn open_folder(folder: &std::path::Path) -> Result<Arc<dyn ObjectStore>, StartError> {
    let failed = |why: &dyn std::fmt::Display| StartError::Files {
        folder: folder.display().to_string(),
        why: why.to_string(),
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| failed(&error))?;
    Ok(Arc::new(store.with_automatic_cleanup(true)))
}

crate::store::row! {
    /// A row of `file`.
    #[derive(Clone, Debug)]
    pub struct FileRow {
        pub id: String,
        pub owner: String,
        pub draft_id: Option<String>,
        pub case_id: Option<String>,
        pub field_path: String,
        pub display_name: Vec<u8>,
        pub media_type: String,
        pub size: i64,
        pub sha256: String,
        pub state: String,
        pub object_key: String,
        pub created_at: Millis,
    }
}

/// The columns of [`FileRow`].
pub(crate) const FILE_COLUMNS: &str =
    "id, owner, draft_id, case_id, field_path, display_name, media_type, size, sha256, state, object_key, created_at";

impl FileRow {
    /// What screens may know of it.
    ///
    /// # Errors
    /// A row that cannot be read.
    pub fn view(&self, secrets: &Secrets) -> Result<FileView, StoreError> {
        let id: FileId = self.id.parse().map_err(|e| StoreError::unreadable("file id", e))?;
        Ok(FileView {
            name: secrets.open(&Cell::new("file", "display_name", &self.id), &self.display_name)?,
            id,
            path: self.field_path.clone(),
            media: media_of(&self.media_type)?,
            bytes: u64::try_from(self.size).unwrap_or(0),
            state: state_of(&self.state)?,
        })
    }
}

fn media_of(text: &str) -> Result<MediaType, StoreError> {
    [
        MediaType::Jpeg,
        MediaType::Png,
        MediaType::Webp,
        MediaType::Heic,
        MediaType::Pdf,
    ]
    .into_iter()
    .find(|media| media.mime() == text)
    .ok_or_else(|| StoreError::unreadable("media type", text))
}

fn state_of(text: &str) -> Result<FileState, StoreError> {
    match text {
        "quarantined" => Ok(FileState::Quarantined),
        "clean" => Ok(FileState::Clean),
        "rejected" => Ok(FileState::Rejected),
        other => Err(StoreError::unreadable("file state", other)),
    }
}

#[async_trait::async_trait]
impl Files for Services {
    async fn may_put(&self, session: &Session, home: &FileHome) -> Result<(), ServiceError> {
        self.may_take(session, home).await
    }

    async fn put(
        &self,
        session: &Session,
        home: &FileHome,
        path: &str,
        name: &str,
        content: Vec<u8>,
    ) -> Result<FileView, ServiceError> {
        self.take(session, home, path, name, content).await
    }

    async fn remove(&self, session: &Session, id: &FileId) -> Result<(), ServiceError> {
        self.take_out(session, id).await
    }

    async fn read(&self, session: &Session, id: &FileId) -> Result<FileContent, ServiceError> {
        self.read_clean(session, id).await
    }
}
