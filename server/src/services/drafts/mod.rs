//! Drafts: saved as typed, sealed, one person's alone, and whoever they mandated.

mod cards;
mod expire;
mod item;
mod row;
mod save;

pub use item::{HandledBy, Published};

use app::backend::drafts::{BlankView, DraftCard, DraftView, Drafts, PageSaved, Saved};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::access::{Action, Actor, Reach, Scope, reach};
use shared::catalogue::ItemId;
use shared::form::{Answers, PageSave};
use shared::id::DraftId;
use shared::place::DivisionCode;

use super::Services;
use super::guard::require;
use crate::store::{Millis, StoreError, Tx};

/// Live drafts one person may have: more is a loop in some script.
const MOST: i64 = 50;
/// Days a draft is kept after its last save (个人信息保护法 §19: no longer than the purpose needs).
pub const KEPT_DAYS: i64 = 90;

/// Drafts belong to whoever is signed in.
pub(super) fn applicant(session: &Session) -> Result<&Actor, ServiceError> {
    let actor = session.actor()?;
    require(session, Action::EditOwnDraft, &Scope::of_owner(actor.id.clone()))
}

/// Whoever may fill in drafts at all: their own, or those they are mandated for.
pub(super) fn filler(session: &Session) -> Result<&Actor, ServiceError> {
    let actor = session.actor()?;
    match reach(actor.role, Action::EditOwnDraft) {
        Reach::Mandated => Ok(actor),
        _ => applicant(session),
    }
}

fn gone() -> ServiceError {
    ServiceError::NotFound {
        what: "这份草稿，它可能已经提交或删除".into(),
    }
}

#[async_trait]
impl Drafts for Services {
    async fn blank(&self, item: &ItemId) -> Result<BlankView, ServiceError> {
        let Published { item, form } = self.published(item).await?;
        Ok(BlankView {
            item: item.id,
            item_name: item.name,
            form,
        })
    }

    async fn start(
        &self,
        session: &Session,
        item: &ItemId,
        place: Option<&DivisionCode>,
        answers: Answers,
    ) -> Result<DraftId, ServiceError> {
        let actor = applicant(session)?;
        self.start_draft(&actor.id, item, place, answers).await
    }

    async fn open(&self, session: &Session, id: &DraftId) -> Result<DraftView, ServiceError> {
        let actor = filler(session)?;
        let row = self
            .draft_row(id, actor, Action::EditOwnDraft)
            .await?
            .ok_or_else(gone)?;
        self.draft_view(actor, row).await
    }

    async fn save(
        &self,
        session: &Session,
        id: &DraftId,
        revision: u32,
        answers: Answers,
    ) -> Result<Saved, ServiceError> {
        self.save_all(filler(session)?, id, revision, &answers).await
    }

    async fn save_page(
        &self,
        session: &Session,
        id: &DraftId,
        page: &str,
        typed: &PageSave,
    ) -> Result<PageSaved, ServiceError> {
        self.save_one_page(filler(session)?, id, page, typed).await
    }

    async fn choose_place(&self, session: &Session, id: &DraftId, place: &DivisionCode) -> Result<(), ServiceError> {
        let actor = filler(session)?;
        let row = self
            .draft_row(id, actor, Action::EditOwnDraft)
            .await?
            .ok_or_else(gone)?;
        let owner = &row.owner()?;
        let item: ItemId = row.item()?;
        if self.handled_by(&item, place).await?.is_none() {
            return Err(ServiceError::invalid(
                "place",
                "这个地方不办这件事",
                "请选择您所在的村（社区）或镇（街道）",
            ));
        }
        let now = self.clock.now();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query("UPDATE draft SET place = $1, updated_at = $2 WHERE id = $3 AND account = $4")
                        .bind(place.as_str())
                        .bind(Millis(now))
                        .bind(id.as_str())
                        .bind(owner.as_str())
                        .execute(tx.sql())
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn mine(&self, session: &Session) -> Result<Vec<DraftCard>, ServiceError> {
        self.draft_cards(&applicant(session)?.id).await
    }

    fn today(&self) -> shared::time::Date {
        self.clock.today()
    }

    async fn discard(&self, session: &Session, id: &DraftId) -> Result<(), ServiceError> {
        // Thrown away only by whose it is.
        let actor = applicant(session)?;
        let row = self.draft_row(id, actor, Action::EditOwnDraft).await?;
        row.ok_or_else(gone)?;
        self.forget_files_of_draft(id).await?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    delete(tx, id.as_str(), actor.id.as_str()).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// Takes a draft away: discarded, or become a case.
pub(super) async fn delete(tx: &mut Tx<'_>, id: &str, account: &str) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM draft WHERE id = $1 AND account = $2")
        .bind(id)
        .bind(account)
        .execute(tx.sql())
        .await?;
    Ok(done.rows_affected())
}
