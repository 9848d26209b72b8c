//! The one picture that stands for every paper of the demo, handed in as real files are.

use app::backend::ServiceError;
use jiff::Timestamp;
use object_store::{ObjectStoreExt as _, PutPayload, path::Path};
use serde_json::Value;
use shared::form::{Answers, Field, FieldKind, FormSchema};

use crate::secrets::{Place, sha256};
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

/// Every file the answers name, with its path.
pub(super) fn named(form: &FormSchema, answers: &Answers) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for field in form.fields() {
        look(field, field.id.as_str(), answers.get(field.id.as_str()), &mut found);
    }
    found
}

fn look(field: &Field, path: &str, value: Option<&Value>, found: &mut Vec<(String, String)>) {
    let Some(list) = value.and_then(Value::as_array) else {
        return;
    };
    match &field.kind {
        FieldKind::Material { .. } => {
            found.extend(
                list.iter()
                    .filter_map(Value::as_str)
                    .map(|id| (path.to_owned(), id.to_owned())),
            );
        }
        FieldKind::Repeat { fields, .. } => {
            for (at, entry) in list.iter().enumerate() {
                for field in fields {
                    let path = format!("{path}[{at}].{}", field.id);
                    look(field, &path, entry.get(field.id.as_str()), found);
                }
            }
        }
        _ => {}
    }
}

fn object_key(id: &str) -> String {
    format!("files/{}/{id}", id.get(..8).unwrap_or("00000000"))
}

/// Puts the bytes into the object store.
pub(super) async fn put(services: &Services, sample: &Sample) -> Result<(), ServiceError> {
    let sealed = services
        .secrets
        .seal_bytes(&Place::new("file", "content", &sample.id), PICTURE)
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
        .seal(&Place::new("file", "display_name", &sample.id), "材料照片.png")?;
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
