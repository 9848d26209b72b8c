//! Saving: everything at once, or one page brought together with what was saved meanwhile.

use app::backend::ServiceError;
use app::backend::drafts::{PageSaved, Saved};
use shared::access::{Action, Actor, Reach, reach};
use shared::form::{Answers, MAX_BYTES, PageSave, save_page};
use shared::id::{AccountId, DraftId};

use super::{gone, row};
use crate::services::Services;
use crate::store::{Millis, StoreError};

/// How often a page is brought together anew because another save was quicker.
const TRIES: u32 = 8;

pub(super) fn check_size(answers: &Answers) -> Result<(), ServiceError> {
    if answers.to_json().len() > MAX_BYTES {
        return Err(ServiceError::invalid(
            "",
            "填写的内容太长",
            "请精简后再保存；较长的说明可以写成材料上传",
        ));
    }
    Ok(())
}

impl Services {
    /// Writes the answers over one revision; none when it is not the stored one.
    async fn put_answers(
        &self,
        owner: &AccountId,
        id: &DraftId,
        revision: u32,
        answers: &Answers,
    ) -> Result<Option<Saved>, ServiceError> {
        let now = self.clock.now();
        let sealed = &self
            .secrets
            .seal_json(&row::place(id), answers)
            .map_err(StoreError::from)?;
        let saved: Option<i64> = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    Ok(sqlx::query_scalar(
                        "UPDATE draft SET answers = $1, revision = revision + 1, updated_at = $2 \
                         WHERE id = $3 AND account = $4 AND revision = $5 RETURNING revision",
                    )
                    .bind(sealed.clone())
                    .bind(Millis(now))
                    .bind(id.as_str())
                    .bind(owner.as_str())
                    .bind(i64::from(revision))
                    .fetch_optional(tx.sql())
                    .await?)
                })
            })
            .await?;
        Ok(saved.map(|revision| Saved {
            revision: u32::try_from(revision).unwrap_or(u32::MAX),
            at: now,
        }))
    }

    /// Whose draft it is that somebody saves: one's own needs no look at it, another's takes a mandate.
    async fn owner_for(&self, actor: &Actor, id: &DraftId) -> Result<AccountId, ServiceError> {
        if reach(actor.role, Action::EditOwnDraft) == Reach::Own {
            return Ok(actor.id.clone());
        }
        let row = self
            .draft_row(id, actor, Action::EditOwnDraft)
            .await?
            .ok_or_else(gone)?;
        Ok(row.owner()?)
    }

    pub(super) async fn save_all(
        &self,
        actor: &Actor,
        id: &DraftId,
        revision: u32,
        answers: &Answers,
    ) -> Result<Saved, ServiceError> {
        check_size(answers)?;
        let owner = self.owner_for(actor, id).await?;
        if let Some(saved) = self.put_answers(&owner, id, revision, answers).await? {
            return Ok(saved);
        }
        let row = self
            .draft_row(id, actor, Action::EditOwnDraft)
            .await?
            .ok_or_else(gone)?;
        // A save that had arrived already, sent again because no answer came.
        if self.draft_answers(&row)? == *answers {
            return Ok(row.saved());
        }
        Err(ServiceError::Conflict {
            message: "这份草稿刚在另一台设备上改过".into(),
            fix: "请刷新页面，看过那里保存的内容再改".into(),
        })
    }

    pub(super) async fn save_one_page(
        &self,
        actor: &Actor,
        id: &DraftId,
        page: &str,
        typed: &PageSave,
    ) -> Result<PageSaved, ServiceError> {
        for _ in 0..TRIES {
            let row = self
                .draft_row(id, actor, Action::EditOwnDraft)
                .await?
                .ok_or_else(gone)?;
            let owner = row.owner()?;
            let form = self.form(&row.form, row.form_version).await?;
            let before = self.draft_answers(&row)?;
            let this = form.page(page).ok_or_else(|| ServiceError::NotFound {
                what: "这一页".into()
            })?;
            let now = row.saved();
            let page = save_page(&form, this, typed, &before, now.revision, self.clock.today());
            check_size(&page.answers)?;
            let saved = if page.answers == before {
                Some(now)
            } else {
                self.put_answers(&owner, id, now.revision, &page.answers).await?
            };
            if let Some(saved) = saved {
                return Ok(PageSaved {
                    saved,
                    form,
                    before,
                    page,
                });
            }
        }
        Err(ServiceError::Unavailable)
    }
}
