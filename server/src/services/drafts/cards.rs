//! Starting drafts, and one person's drafts as a list.

use app::backend::ServiceError;
use app::backend::drafts::DraftCard;
use shared::catalogue::ItemId;
use shared::form::{Answers, Filled};
use shared::id::{AccountId, DraftId};
use shared::place::DivisionCode;

use super::save::check_size;
use super::{MOST, row};
use crate::services::Services;
use crate::store::{Abort, Millis, StoreError};

impl Services {
    /// Starts a draft of somebody's.
    pub(in crate::services) async fn start_draft(
        &self,
        owner: &AccountId,
        item: &ItemId,
        place: Option<&DivisionCode>,
        answers: Answers,
    ) -> Result<DraftId, ServiceError> {
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
                        .bind(owner.as_str())
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
                    .bind(owner.as_str())
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

    /// Somebody's drafts, newest first.
    pub(in crate::services) async fn draft_cards(&self, owner: &AccountId) -> Result<Vec<DraftCard>, ServiceError> {
        let today = self.clock.today();
        let papers = self.papers_of_drafts(owner).await?;
        let mut cards = Vec::new();
        for listed in self.draft_rows(owner, MOST).await? {
            let form = self.form(&listed.row.form, listed.row.form_version).await?;
            let mut answers = self.draft_answers(&listed.row)?;
            for (path, ids) in papers.get(&listed.row.id).into_iter().flatten() {
                answers.put(path, ids.clone());
            }
            let filled = Filled::new(&form, &answers, today);
            let (done, pages) = filled.progress();
            let next = filled.first_incomplete().map(|page| page.id.to_string());
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
}
