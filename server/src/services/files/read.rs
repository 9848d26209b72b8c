//! Reading files: their owner, and staff whose scope covers the case.

use app::backend::files::{FileContent, FileHome, FileState};
use app::backend::{ServiceError, Session};
use object_store::{ObjectStoreExt as _, path::Path};
use shared::access::{Action, Actor, Scope, may};
use shared::form::FormSchema;
use shared::id::FileId;

use super::{FileRow, FileService};
use crate::secrets::Place;
use crate::services::{applications, looks};
use crate::store::StoreError;

fn unknown() -> ServiceError {
    ServiceError::NotFound { what: "这个文件".into() }
}

impl Services {
    pub(super) async fn read_clean(&self, session: &Session, id: &FileId) -> Result<FileContent, ServiceError> {
        let actor = session.actor.as_ref().ok_or(ServiceError::NotSignedIn)?;
        let row = self.row(id).await?.ok_or_else(unknown)?;
        let own = row.owner == actor.id.to_string();
        if !own {
            self.staff_may_look(actor, &row).await?;
        }
        let view = row.view(&self.secrets)?;
        if view.state != FileState::Clean {
            return Err(ServiceError::Conflict {
                message: "文件还在安全检查中".into(),
                fix: "请稍等一分钟再打开".into(),
            });
        }
        let content = self.bytes(&row).await?;
        if !own {
            looks::log(&self.store, self.rng.as_ref(), self.clock.now(), actor, row.case_id.as_deref(), "file", "查看材料")
                .await?;
        }
        Ok(FileContent { view, content })
    }

    /// Another person's file: only with its case, only for staff of that place and department.
    async fn staff_may_look(&self, actor: &Actor, row: &FileRow) -> Result<(), ServiceError> {
        let case = row.case_id.as_deref().ok_or_else(unknown)?;
        let scope = applications::scope_of(&self.store, case).await?.ok_or_else(unknown)?;
        if may(actor, Action::ViewMaterials, &scope) { Ok(()) } else { Err(unknown()) }
    }

    pub(super) async fn bytes(&self, row: &FileRow) -> Result<Vec<u8>, ServiceError> {
        let unavailable = |error: object_store::Error| {
            tracing::error!(%error, file = %row.id, "the object store has not the bytes of a file");
            ServiceError::Unavailable
        };
        let got = self.objects.get(&Path::from(row.object_key.as_str())).await.map_err(unavailable)?;
        let sealed = got.bytes().await.map_err(unavailable)?;
        Ok(self.secrets.open_bytes(&Place::new("file", "content", &row.id), &sealed).map_err(StoreError::from)?)
    }

    /// The form of the actor's own draft, or of the actor's own case that waits for a correction.
    pub(super) async fn form_of(&self, actor: &Actor, home: &FileHome) -> Result<FormSchema, ServiceError> {
        let form = match home {
            FileHome::Draft(id) => applications::form_of_draft(&self.store, id, &actor.id).await?,
            FileHome::Case(id) => applications::form_of_open_correction(&self.store, id, &actor.id).await?,
        };
        form.ok_or_else(|| ServiceError::NotFound { what: "这份申请".into() })
    }

    /// Whose the scope is, for tests of the table.
    #[must_use]
    pub fn may_read(actor: &Actor, scope: &Scope) -> bool {
        may(actor, Action::ViewMaterials, scope)
    }
}
