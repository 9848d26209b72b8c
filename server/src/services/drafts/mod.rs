//! Drafts: saved as typed, sealed, one person's alone.

mod expire;
mod item;
mod row;
mod save;

pub use item::{HandledBy, Published};

use app::backend::drafts::{BlankView, DraftCard, DraftView, Drafts, PageSaved, Saved};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::access::{Action, Actor, Scope};
use shared::catalogue::ItemId;
use shared::form::{Answers, PageSave, Standing};
use shared::id::DraftId;
use shared::place::DivisionCode;

use save::check_size;

use super::Services;
use super::guard::require;
use crate::store::{Abort, Millis, StoreError, Tx};

/// Live drafts one person may have: more is a loop in some script.
const MOST: i64 = 50;
/// Days a draft is kept after its last save (个人信息保护法 §19: no longer than the purpose needs).
pub const KEPT_DAYS: i64 = 90;

/// Drafts belong to whoever is signed in.
pub(super) fn applicant(session: &Session) -> Result<&Actor, ServiceError> {
    let actor = session.actor()?;
    require(session, Action::EditOwnDraft, &Scope::of_owner(actor.id.clone()))
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
        check_size(&answers)?;
        let published = self.published(item).await?;
        let place = match place {
            Some(place) if self.handled_by(item, place).await?.is_some() => place.as_str(),
            _ => "",
        };
        let id: DraftId = self.new_id()?;
        let now = self.clock.now();
        let sealed = self
            .secrets
            .seal_json(&row::place(&id), &answers)
            .map_err(StoreError::from)?;
        let (id_ref, sealed, published) = (&id, &sealed, &published);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM draft WHERE account = $1")
                        .bind(actor.id.as_str())
                        .fetch_one(tx.sql())
                        .await?;
                    if count >= MOST {
                        return Err(Abort::Refused(ServiceError::Conflict {
                            message: format!("您已有 {count} 份没有提交的草稿"),
                            fix: "请先在「我的办件」里提交或删除几份".into(),
                        }));
                    }
                    sqlx::query(
                        "INSERT INTO draft (id, account, item, item_version, form, form_version, place, answers, \
                         revision, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)",
                    )
                    .bind(id_ref.as_str())
                    .bind(actor.id.as_str())
                    .bind(item.as_str())
                    .bind(i64::from(published.item.version))
                    .bind(published.form.id.as_str())
                    .bind(i64::from(published.form.version))
                    .bind(place)
                    .bind(sealed.clone())
                    .bind(Millis(now))
                    .execute(tx.sql())
                    .await?;
                    Ok(())
                })
            })
            .await?;
        Ok(id)
    }

    async fn open(&self, session: &Session, id: &DraftId) -> Result<DraftView, ServiceError> {
        let actor = applicant(session)?;
        let row = self.draft_row(id, &actor.id).await?.ok_or_else(gone)?;
        self.draft_view(row).await
    }

    async fn save(
        &self,
        session: &Session,
        id: &DraftId,
        revision: u32,
        answers: Answers,
    ) -> Result<Saved, ServiceError> {
        self.save_all(applicant(session)?, id, revision, &answers).await
    }

    async fn save_page(
        &self,
        session: &Session,
        id: &DraftId,
        page: &str,
        typed: &PageSave,
    ) -> Result<PageSaved, ServiceError> {
        self.save_one_page(applicant(session)?, id, page, typed).await
    }

    async fn choose_place(&self, session: &Session, id: &DraftId, place: &DivisionCode) -> Result<(), ServiceError> {
        let actor = applicant(session)?;
        let row = self.draft_row(id, &actor.id).await?.ok_or_else(gone)?;
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
                        .bind(actor.id.as_str())
                        .execute(tx.sql())
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn mine(&self, session: &Session) -> Result<Vec<DraftCard>, ServiceError> {
        let actor = applicant(session)?;
        let today = self.clock.today();
        let papers = self.papers_of_drafts(&actor.id).await?;
        let mut cards = Vec::new();
        for listed in self.draft_rows(&actor.id, MOST).await? {
            let form = self.form(&listed.row.form, listed.row.form_version).await?;
            let mut answers = self.draft_answers(&listed.row)?;
            for (path, ids) in papers.get(&listed.row.id).into_iter().flatten() {
                answers.put(path, ids.clone());
            }
            let standing = Standing::new(&form, &answers, today);
            let (done, pages) = standing.progress();
            let next = standing.first_incomplete().map(|page| page.id.to_string());
            let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            cards.push(DraftCard {
                id: listed.row.id()?,
                item: listed.row.item()?,
                item_name: listed.item_name,
                applicant: form.applicant_of(&answers).map(|applicant| applicant.name),
                place: (!listed.row.place.is_empty()).then(|| listed.row.place.clone()),
                place_name: listed.place_name,
                saved_at: listed.row.updated_at.0,
                expires_at: listed.row.expires_at(),
                pages_done: count(done),
                pages: count(pages),
                next,
            });
        }
        Ok(cards)
    }

    fn today(&self) -> shared::time::Date {
        self.clock.today()
    }

    async fn discard(&self, session: &Session, id: &DraftId) -> Result<(), ServiceError> {
        let actor = applicant(session)?;
        self.draft_row(id, &actor.id).await?.ok_or_else(gone)?;
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
