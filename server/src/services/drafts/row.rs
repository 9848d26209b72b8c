//! Stored drafts.

use app::backend::ServiceError;
use app::backend::catalogue::ItemLink;
use app::backend::drafts::{DraftView, Saved};
use jiff::Timestamp;
use shared::access::{Action, Actor, may};
use shared::catalogue::{Item, ItemId, Qualifies, guidance};
use shared::form::Answers;
use shared::id::{AccountId, DraftId};
use shared::time::Limit;

use super::KEPT_DAYS;
use crate::secrets::Cell;
use crate::services::Services;
use crate::store::{Millis, StoreError};

crate::store::row! {
    /// A row of `draft`.
    #[derive(Clone, Debug)]
    pub struct DraftRow {
        pub id: String,
        pub account: String,
        pub item: String,
        pub item_version: i64,
        pub form: String,
        pub form_version: i64,
        pub place: String,
        pub answers: Vec<u8>,
        pub revision: i64,
        pub updated_at: Millis,
    }
}

crate::store::row! {
    /// A row with the names that lists show.
    pub(super) struct Listed {
        pub item_name: String,
        pub place_name: Option<String>,
        ; pub row: DraftRow
    }
}

/// The cell the answers are sealed for.
pub(super) fn place(id: &DraftId) -> Cell<'_> {
    Cell::new("draft", "answers", id.as_str())
}

impl DraftRow {
    pub fn id(&self) -> Result<DraftId, StoreError> {
        self.id.parse().map_err(|e| StoreError::unreadable("draft id", e))
    }

    /// Whose it is.
    pub fn owner(&self) -> Result<AccountId, StoreError> {
        self.account
            .parse()
            .map_err(|e| StoreError::unreadable("account id", e))
    }

    pub fn item(&self) -> Result<ItemId, StoreError> {
        self.item.parse().map_err(|e| StoreError::unreadable("item id", e))
    }

    /// Its last save.
    pub(super) fn saved(&self) -> Saved {
        Saved {
            revision: u32::try_from(self.revision).unwrap_or(u32::MAX),
            at: self.updated_at.0,
        }
    }

    /// When it is deleted unless saved again.
    pub fn expires_at(&self) -> Timestamp {
        let kept = jiff::SignedDuration::from_hours(KEPT_DAYS * 24);
        self.updated_at.0.saturating_add(kept).unwrap_or(Timestamp::MAX)
    }
}

impl Services {
    /// A draft that this person reaches: their own, or one they are mandated for. Another is not there.
    pub(in crate::services) async fn draft_row(
        &self,
        id: &DraftId,
        actor: &Actor,
        action: Action,
    ) -> Result<Option<DraftRow>, StoreError> {
        let row: Option<DraftRow> = sqlx::query_as(
            "SELECT id, account, item, item_version, form, form_version, place, answers, revision, updated_at \
             FROM draft WHERE id = $1",
        )
        .bind(id.as_str())
        .fetch_optional(self.store.reader())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let scope = self.owned_scope(actor, &row.owner()?, &row.item()?).await?;
        Ok(may(actor, action, &scope).then_some(row))
    }

    pub(super) async fn draft_rows(&self, account: &AccountId, most: i64) -> Result<Vec<Listed>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT d.id, d.account, d.item, d.item_version, d.form, d.form_version, d.place, d.answers, d.revision, \
             d.updated_at, i.name AS item_name, v.name AS place_name \
             FROM draft d JOIN item i ON i.id = d.item LEFT JOIN division v ON v.code = d.place \
             WHERE d.account = $1 ORDER BY d.updated_at DESC LIMIT $2",
        )
        .bind(account.as_str())
        .bind(most)
        .fetch_all(self.store.reader())
        .await?)
    }

    pub(in crate::services) fn draft_answers(&self, row: &DraftRow) -> Result<Answers, StoreError> {
        Ok(self.secrets.open_json(&place(&row.id()?), &row.answers)?)
    }

    /// What the guidance says against the answers, in the words of the standard they are given to.
    async fn unmet(&self, item: &Item, answers: &Answers) -> Result<(Vec<String>, Vec<ItemLink>), ServiceError> {
        let told = guidance(item, answers, self.clock.today());
        let Qualifies::No { reasons } = told.qualifies else {
            return Ok((Vec::new(), Vec::new()));
        };
        let mut instead = Vec::new();
        for id in told.instead {
            let name = self.item_name(id).await?;
            instead.push(ItemLink { id: id.clone(), name });
        }
        Ok((reasons.into_iter().map(str::to_owned).collect(), instead))
    }

    pub(super) async fn draft_view(&self, actor: &Actor, row: DraftRow) -> Result<DraftView, ServiceError> {
        let id = row.id()?;
        let item = row.item()?;
        let form = self.form(&row.form, row.form_version).await?;
        let place = (!row.place.is_empty()).then(|| row.place.parse().ok()).flatten();
        let place_name = match &place {
            Some(place) => match self.handled_by(&item, place).await? {
                Some(handled) => Some(self.way_of(&handled.filed_at, &handled.handling).await?),
                None => self.hall_of(place).await?,
            },
            None => None,
        };
        let answers = self.draft_answers(&row)?;
        let item_version = u32::try_from(row.item_version).unwrap_or(0);
        let standard = self.item_version(&item, item_version).await?;
        let (unmet, instead) = self.unmet(&standard, &answers).await?;
        let owner = row.owner()?;
        let on_behalf_of = match owner == actor.id {
            true => None,
            false => Some(self.holder(&owner).await?.name),
        };
        Ok(DraftView {
            on_behalf_of,
            unmet,
            instead,
            promised: standard.promised_limit.map(Limit::after_acceptance),
            item_version,
            item_name: self.item_name(&item).await?,
            place_name,
            place,
            answers,
            files: self.files_of_draft(&id).await?,
            revision: u32::try_from(row.revision).unwrap_or(0),
            saved_at: row.updated_at.0,
            expires_at: row.expires_at(),
            form,
            item,
            id,
        })
    }
}
