//! One standard as its keepers see it.

use app::backend::standards::{StandardDraft, StandardView};
use app::backend::{ServiceError, Session};
use shared::access::{Action, may};
use shared::catalogue::{Completeness, Item, ItemId, audit};
use shared::standard::{Change, answers_of, difference, item_of, moves, unconfirmed};
use shared::time::{Date, local_date};

use super::stored::{DraftRow, Stored, draft, no_item, stored};
use crate::services::Services;
use crate::store::{Json, Millis, StoreError};

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
        let (item, problems) = match &open {
            None => (base.clone(), Vec::new()),
            Some(open) => match item_of(&base, &open.answers.0) {
                Ok(item) => (item, Vec::new()),
                Err(problems) => (base.clone(), problems),
            },
        };
        let changes = open
            .as_ref()
            .map(|open| difference(&answers_of(&base), &open.answers.0))
            .unwrap_or_default();
        let steps = open
            .as_ref()
            .map(|open| moves(open.stage.0, actor, &scope))
            .unwrap_or_default();
        let department_name: Option<String> = sqlx::query_scalar("SELECT name FROM department WHERE id = $1")
            .bind(base.department.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let published = row.as_ref().is_some_and(|row| row.published == 1);
        let draft = match open {
            None => None,
            Some(open) => Some(self.shown_draft(open, problems).await?),
        };
        Ok(StandardView {
            id: id.clone(),
            name: item.name.clone(),
            department_name: department_name.unwrap_or_default(),
            published_on: row.as_ref().map(|row| local_date(row.created_at.0)),
            withdrawn: row.as_ref().and_then(|row| row.withdrawn.clone()),
            published: published.then(|| base.clone()),
            findings: audit(&item),
            completeness: Completeness::of_standard(&item),
            changes,
            waiting: unconfirmed(&base),
            may_edit: may(actor, Action::EditStandard, &scope),
            may_confirm: published && may(actor, Action::ConfirmElements, &scope),
            may_withdraw: published && may(actor, Action::ReviewStandard, &scope),
            steps: steps.into_iter().map(|one| one.step).collect(),
            events: self.standard_events(id).await?,
            edits: self.standard_edits(id).await?,
            versions: self.standard_versions(id).await?,
            item,
            draft,
        })
    }

    async fn shown_draft(
        &self,
        open: DraftRow,
        problems: Vec<shared::problem::FieldProblem>,
    ) -> Result<StandardDraft, ServiceError> {
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
            "SELECT version, created_at FROM item_version WHERE item = $1 ORDER BY version DESC LIMIT 50",
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
        from: u32,
        to: u32,
    ) -> Result<Vec<Change>, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let base = Self::standard_base(row.as_ref())?;
        self.standard_keeper(session, Action::ViewStandards, &base.department)
            .await?;
        let version = async |version: u32| -> Result<Item, ServiceError> {
            let row: Option<(Json<Item>,)> =
                sqlx::query_as("SELECT body FROM item_version WHERE item = $1 AND version = $2")
                    .bind(id.as_str())
                    .bind(i64::from(version))
                    .fetch_optional(self.store.reader())
                    .await
                    .map_err(StoreError::from)?;
            row.map(|(body,)| body.0).ok_or_else(|| ServiceError::NotFound {
                what: format!("第 {version} 版"),
            })
        };
        let (from, to) = (version(from).await?, version(to).await?);
        Ok(difference(&answers_of(&from), &answers_of(&to)))
    }
}
