//! Reading files: their owner, and staff whose scope covers the case.

use app::backend::files::{FileContent, FileHome, FileState};
use app::backend::{ServiceError, Session};
use jiff::Timestamp;
use object_store::{ObjectStoreExt as _, path::Path};
use shared::access::{Action, Actor, Scope, may};
use shared::case::{OTHER_PAPERS, OTHER_PAPERS_LABEL};
use shared::form::FormSchema;
use shared::id::{AccountId, FileId};

use super::FileRow;
use crate::secrets::Cell;
use crate::services::Services;
use crate::services::guard::require;
use crate::services::records::Look;
use crate::store::StoreError;

/// Where files are put: whose it is, its form, and since when it waits for a correction.
pub(super) struct Home {
    pub owner: AccountId,
    pub form: FormSchema,
    pub since: Option<Timestamp>,
}

pub(super) fn no_application() -> ServiceError {
    ServiceError::NotFound {
        what: "这份申请".into(),
    }
}

fn unknown() -> ServiceError {
    ServiceError::NotFound {
        what: "这个文件".into(),
    }
}

impl Services {
    pub(super) async fn read_clean(&self, session: &Session, id: &FileId) -> Result<FileContent, ServiceError> {
        let actor = session.actor.as_ref().ok_or(ServiceError::NotSignedIn)?;
        let row = self.row(id).await?.ok_or_else(unknown)?;
        let own = row.owner == actor.id.to_string();
        if !own {
            self.may_look(session, actor, &row).await?;
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
            let case = row.case_id.as_deref();
            let (actor, owner) = (actor, row.owner.as_str());
            let why = &format!("查看材料：{}", self.question_of(&row).await?);
            self.store
                .write(|tx| {
                    Box::pin(async move {
                        let look = Look {
                            case_id: case,
                            subject: Some(owner),
                            what: &["file"],
                            why,
                        };
                        Ok(self.note_look(tx, actor, &look).await?)
                    })
                })
                .await?;
        }
        Ok(FileContent { view, content })
    }

    /// What the file was asked for, e.g. 社会保障卡照片.
    async fn question_of(&self, row: &FileRow) -> Result<String, ServiceError> {
        let form: Option<(String, i64)> = sqlx::query_as("SELECT form, form_version FROM cases WHERE id = $1")
            .bind(row.case_id.as_deref())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let Some((form, version)) = form else {
            return Ok("还没有交的材料".to_owned());
        };
        if row.field_path == OTHER_PAPERS {
            return Ok(OTHER_PAPERS_LABEL.to_owned());
        }
        let form = self.form(&form, version).await?;
        let label = form.field_at(&row.field_path).map(|field| field.label.clone());
        Ok(label.unwrap_or_else(|| "其他文件".to_owned()))
    }

    /// Another person's file: with its case, for staff of that place and department; with case or draft, for whom its
    /// owner mandated.
    async fn may_look(&self, session: &Session, actor: &Actor, row: &FileRow) -> Result<(), ServiceError> {
        let scope = self.scope_of_file(actor, row).await?.ok_or_else(unknown)?;
        require(session, Action::ViewMaterials, &scope)
            .map(drop)
            .map_err(|_| unknown())
    }

    /// Whose a file is; none for one that belongs to nothing any more.
    pub(super) async fn scope_of_file(&self, actor: &Actor, row: &FileRow) -> Result<Option<Scope>, StoreError> {
        match (&row.case_id, &row.draft_id) {
            (Some(case), _) => self.case_scope(actor, case).await,
            (None, Some(draft)) => {
                let draft = draft.parse().map_err(|e| StoreError::unreadable("draft id", e))?;
                let row = self.draft_row(&draft, actor, Action::EditOwnDraft).await?;
                match row {
                    Some(row) => Ok(Some(self.owned_scope(actor, &row.owner()?, &row.item()?).await?)),
                    None => Ok(None),
                }
            }
            (None, None) => Ok(None),
        }
    }

    pub(in crate::services) async fn bytes(&self, row: &FileRow) -> Result<Vec<u8>, ServiceError> {
        let unavailable = |error: object_store::Error| {
            tracing::error!(%error, file = %row.id, "the object store has not the bytes of a file");
            ServiceError::Unavailable
        };
        let got = match self.objects.get(&Path::from(row.object_key.as_str())).await {
            Err(error @ object_store::Error::NotFound { .. }) => {
                tracing::error!(%error, file = %row.id, "a file is registered and its bytes are gone");
                return Err(ServiceError::Conflict {
                    message: "这个文件登记过，但是系统里找不到它的内容了".into(),
                    fix: "请拨打办理窗口的电话说明，需要时重新交一份".into(),
                });
            }
            got => got.map_err(unavailable)?,
        };
        let sealed = got.bytes().await.map_err(unavailable)?;
        Ok(self
            .secrets
            .open_bytes(&Cell::new("file", "content", &row.id), &sealed)
            .map_err(StoreError::from)?)
    }

    /// A draft or a case that waits for a correction, where the actor may put files: their own, or what they are mandated
    /// for.
    pub(super) async fn home_of(&self, actor: &Actor, home: &FileHome) -> Result<Home, ServiceError> {
        match home {
            FileHome::Draft(id) => {
                let row = self.draft_row(id, actor, Action::EditOwnDraft).await?;
                let row = row.ok_or_else(no_application)?;
                Ok(Home {
                    owner: row.owner()?,
                    form: self.form(&row.form, row.form_version).await?,
                    since: None,
                })
            }
            FileHome::Case(id) => {
                let scope = self.case_scope(actor, id.as_str()).await?;
                let scope = scope.filter(|scope| may(actor, Action::SupplyCorrection, scope));
                let owner = scope.and_then(|scope| scope.owner).ok_or_else(no_application)?;
                let form = self.form_of_own_case(id, &owner).await?.ok_or_else(no_application)?;
                let since = self
                    .correction_open_since(id)
                    .await?
                    .ok_or_else(|| ServiceError::Conflict {
                        message: "这件办件现在不需要补正".into(),
                        fix: "下一步做什么，办件页面上写着".into(),
                    })?;
                Ok(Home {
                    owner,
                    form,
                    since: Some(since),
                })
            }
        }
    }
}
