//! One standard as its keepers see it.

use app::backend::standards::{Compared, StandardDraft, StandardView};
use app::backend::{ServiceError, Session};
use shared::access::{Action, may};
use shared::catalogue::{Completeness, Item, ItemId, audit};
use shared::form::Answers;
use shared::problem::FieldProblem;
use shared::standard::{answers_of, difference, item_of, item_so_far, moves, unconfirmed};
use shared::time::{Date, local_date};

use super::stored::{DraftRow, Stored, draft, no_item, stored};
use crate::services::Services;
use crate::store::{Json, Millis, StoreError};

/// How many changes of elements the item's own page shows.
const LATEST: i64 = 10;

impl Services {
    /// The item a draft is made from; an unpublished one's is what its entry in the catalogue gave.
    pub(in crate::services) fn standard_base(row: Option<&Stored>) -> Result<Item, ServiceError> {
        row.map(|row| row.body.0.clone()).ok_or_else(no_item)
    }

    pub(super) async fn standard_view(&self, session: &Session, id: &ItemId) -> Result<StandardView, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let open = draft(self.store.reader(), id).await?;
        let base = Self::standard_base(row.as_ref())?;
        let (actor, scope) = self
            .standard_keeper(session, Action::ViewStandards, &base.department)
            .await?;
        let (item, problems) = made_of(&base, open.as_ref());
        let changes = open
            .as_ref()
            .map(|open| difference(&answers_of(&base), &open.answers.0))
            .unwrap_or_default();
        let steps = open
            .as_ref()
            .map(|open| moves(open.stage.0, actor, &scope))
            .unwrap_or_default();
        let department_name = self
            .snapshot()
            .await?
            .department(&base.department)
            .map(|one| one.name.clone());
        let published = row.as_ref().is_some_and(|row| row.published == 1);
        let draft = match open {
            None => None,
            Some(open) => Some(self.shown_draft(open, problems).await?),
        };
        let model = self.model_of(id).await?;
        let may_review = may(actor, Action::ReviewStandard, &scope);
        Ok(StandardView {
            id: id.clone(),
            name: item.name.clone(),
            department_name: department_name.unwrap_or_default(),
            // Version 0 was never published: it is what its entry in the catalogue began.
            published_on: row
                .as_ref()
                .filter(|_| base.version > 0)
                .map(|row| local_date(row.created_at.0)),
            withdrawn: row.as_ref().and_then(|row| row.withdrawn.clone()),
            published: published.then(|| base.clone()),
            findings: audit(&item),
            completeness: Completeness::of_standard(&item),
            changes,
            waiting: unconfirmed(&base),
            clashes: self.pending_clashes(id, &actor.id).await?,
            may_edit: may(actor, Action::EditStandard, &scope),
            may_confirm: published && may(actor, Action::ConfirmElements, &scope),
            may_withdraw: published && may_review,
            may_mark: published && may_review,
            is_model: model.is_some_and(|version| version == base.version),
            steps,
            events: self.standard_events(id).await?,
            edits: self.standard_edits(id, 0, LATEST).await?,
            versions: self.standard_versions(id).await?,
            beside: self.beside_best_model(&item).await?,
            base,
            item,
            draft,
        })
    }

    async fn shown_draft(&self, open: DraftRow, problems: Vec<FieldProblem>) -> Result<StandardDraft, ServiceError> {
        let name: Option<(Option<Vec<u8>>,)> = sqlx::query_as("SELECT name FROM account WHERE id = $1")
            .bind(open.written_by.0.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let written_by = self.keeper_name(open.written_by.0.as_str(), name.and_then(|(name,)| name))?;
        Ok(StandardDraft {
            stage: open.stage.0,
            revision: open.revision(),
            base_version: open.base_version(),
            publish_on: open.day(),
            answers: open.answers.0,
            written_by,
            changed_at: open.changed_at.0,
            returned: open.returned,
            problems,
        })
    }

    async fn standard_versions(&self, id: &ItemId) -> Result<Vec<(u32, Date)>, StoreError> {
        let rows: Vec<(i64, Millis)> = sqlx::query_as(
            "SELECT version, created_at FROM item_version WHERE item = $1 AND version > 0 ORDER BY version DESC LIMIT 50",
        )
        .bind(id.as_str())
        .fetch_all(self.store.reader())
        .await?;
        Ok(rows
            .into_iter()
            .map(|(version, at)| (u32::try_from(version).unwrap_or_default(), local_date(at.0)))
            .collect())
    }

    pub(super) async fn standard_compare(
        &self,
        session: &Session,
        id: &ItemId,
        versions: Option<(u32, u32)>,
        model: Option<&ItemId>,
    ) -> Result<Compared, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let base = Self::standard_base(row.as_ref())?;
        self.standard_keeper(session, Action::ViewStandards, &base.department)
            .await?;
        let open = draft(self.store.reader(), id).await?;
        let drafted = open.as_ref().map(|_| base.version + 1);
        let (newest, _) = made_of(&base, open.as_ref());
        // The newest with the one before it, where nothing is named.
        let (from, to) = versions.unwrap_or_else(|| match drafted {
            Some(draft) => (base.version, draft),
            None => (base.version.saturating_sub(1).max(1), base.version),
        });
        let version = async |version: u32| -> Result<Answers, ServiceError> {
            if let (Some(open), true) = (&open, Some(version) == drafted) {
                return Ok(open.answers.0.clone());
            }
            if version == base.version {
                return Ok(answers_of(&base));
            }
            let row: Option<(Json<Item>,)> =
                sqlx::query_as("SELECT body FROM item_version WHERE item = $1 AND version = $2")
                    .bind(id.as_str())
                    .bind(i64::from(version))
                    .fetch_optional(self.store.reader())
                    .await
                    .map_err(StoreError::from)?;
            let no_version = || ServiceError::NotFound {
                what: format!("第 {version} 版"),
            };
            row.map(|(body,)| answers_of(&body.0)).ok_or_else(no_version)
        };
        Ok(Compared {
            name: newest.name.clone(),
            versions: self.standard_versions(id).await?,
            draft: drafted,
            from,
            to,
            changes: difference(&version(from).await?, &version(to).await?),
            models: self.models_for(&newest).await?,
            beside: match model {
                Some(model) => Some(self.beside_model(&newest, model).await?),
                None => None,
            },
        })
    }

    /// The item as it would be published now, for previews.
    pub(super) async fn standard_so_far(&self, session: &Session, id: &ItemId) -> Result<Item, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let base = Self::standard_base(row.as_ref())?;
        self.standard_keeper(session, Action::ViewStandards, &base.department)
            .await?;
        let open = draft(self.store.reader(), id).await?;
        Ok(made_of(&base, open.as_ref()).0)
    }
}

/// The draft as an item, as far as it is one, and what keeps it from being one; without a draft what it begins from.
fn made_of(base: &Item, open: Option<&DraftRow>) -> (Item, Vec<FieldProblem>) {
    match open.map(|open| item_of(base, &open.answers.0)) {
        None => (base.clone(), Vec::new()),
        Some(Ok(item)) => (item, Vec::new()),
        Some(Err(problems)) => {
            let item = open.map_or_else(|| base.clone(), |open| item_so_far(base, &open.answers.0));
            (item, problems)
        }
    }
}
