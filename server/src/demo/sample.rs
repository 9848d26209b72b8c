//! The one picture that stands for every paper of the demo, handed in as real files are.

use app::backend::ServiceError;
use jiff::Timestamp;
use object_store::{ObjectStoreExt as _, PutPayload, path::Path};

use crate::secrets::{Cell, sha256};
use crate::services::Services;
use crate::store::{Abort, Millis, StoreError, Tx};

/// A drawn sheet of paper without any words.
const PICTURE: &[u8] = include_bytes!("sample.png");

/// A file of a case.
pub(super) struct Sample {
    pub id: String,
    pub path: String,
    pub owner: String,
    pub case: String,
    pub at: Timestamp,
}

fn object_key(id: &str) -> String {
    format!("files/{}/{id}", id.get(..8).unwrap_or("00000000"))
}

/// Puts the bytes into the object store.
pub(super) async fn put(services: &Services, sample: &Sample) -> Result<(), ServiceError> {
    let sealed = services
        .secrets
        .seal_bytes(&Cell::new("file", "content", &sample.id), PICTURE)
        .map_err(StoreError::from)?;
    let key = Path::from(object_key(&sample.id));
    services
        .objects
        .put(&key, PutPayload::from(sealed))
        .await
        .map_err(|error| {
            tracing::error!(%error, "the object store refused a file");
            ServiceError::Unavailable
        })?;
    Ok(())
}

/// Writes the row.
pub(super) async fn insert(tx: &mut Tx<'_>, services: &Services, sample: &Sample) -> Result<(), Abort> {
    let name = services
        .secrets
        .seal(&Cell::new("file", "display_name", &sample.id), "材料照片.png")?;
    sqlx::query(
        "INSERT INTO file (id, owner, case_id, field_path, display_name, media_type, size, sha256, state, object_key, \
         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&sample.id)
    .bind(&sample.owner)
    .bind(&sample.case)
    .bind(&sample.path)
    .bind(name)
    .bind("image/png")
    .bind(i64::try_from(PICTURE.len()).unwrap_or(0))
    .bind(sha256(PICTURE))
    .bind("clean")
    .bind(object_key(&sample.id))
    .bind(Millis(sample.at))
    .execute(tx.sql())
    .await?;
    Ok(())
}
