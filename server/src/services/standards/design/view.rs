//! A form in the making as the designer shows it.

use app::backend::standards::design::{DesignState, DesignStep, DesignView};
use app::backend::{ServiceError, Session};
use shared::access::{Action, may};
use shared::catalogue::{Item, ItemId, form_for};
use shared::form::FormSchema;
use shared::standard::Stage;
use shared::standard::design::form_changes;

use super::publish::unfit;
use super::stored::{StepRow, begun, drafted, newest, published_form};
use crate::services::Services;
use crate::services::standards::stored::{DraftRow, draft, stored};
use crate::store::{Millis, StoreError};

/// How many steps the page lists.
const SHOWN: i64 = 30;

/// The standard, its draft and the design, read together.
struct Open {
    base: Item,
    draft: Option<DraftRow>,
    item: Item,
    published: FormSchema,
    step: Option<StepRow>,
}

impl Services {
    async fn design_open(&self, id: &ItemId) -> Result<Open, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let base = Self::standard_base(row.as_ref())?;
        let draft = draft(self.store.reader(), id).await?;
        let item = drafted(&base, draft.as_ref());
        let published = published_form(self.store.reader(), &item.form).await?;
        let step = newest(self.store.reader(), id).await?;
        Ok(Open {
            base,
            draft,
            item,
            published,
            step,
        })
    }

    pub(super) async fn design_view(&self, session: &Session, id: &ItemId) -> Result<DesignView, ServiceError> {
        let open = self.design_open(id).await?;
        let department = &open.base.department;
        let (actor, scope) = self.standard_keeper(session, Action::ViewStandards, department).await?;
        let may_write = may(actor, Action::EditStandard, &scope);
        let stage = open.draft.as_ref().map(|draft| draft.stage.0);
        let closed = match stage {
            Some(Stage::Draft) => None,
            Some(stage) => Some(format!(
                "标准正在“{}”环节，表单现在不能修改；要改请先撤回或等退回",
                stage.words()
            )),
            None => Some("还没有开始修订；开始修订后就可以改表单".to_owned()),
        };
        let department_name: Option<String> = sqlx::query_scalar("SELECT name FROM department WHERE id = $1")
            .bind(department.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let turn = open.step.as_ref().map(StepRow::turn);
        let base = match &open.step {
            Some(step) => step.form.0.clone(),
            None => begun(&open.item, &open.published)?,
        };
        Ok(DesignView {
            item: id.clone(),
            name: open.item.name.clone(),
            department_name: department_name.unwrap_or_default(),
            whole: form_for(&open.item, &base),
            revision: turn.map_or(0, |turn| turn.revision),
            may_edit: may_write && closed.is_none(),
            may_begin: may_write && stage.is_none(),
            closed: closed.filter(|_| may_write),
            can_undo: turn.is_some_and(|turn| turn.before.is_some()),
            can_redo: turn.is_some_and(|turn| turn.after.is_some()),
            changes: form_changes(&open.published, &base),
            steps: self.design_steps(id).await?,
            lists: self.design_lists(&open.item).await?,
            today: self.today(),
            base,
        })
    }

    pub(super) async fn design_told(&self, session: &Session, id: &ItemId) -> Result<DesignState, ServiceError> {
        let open = self.design_open(id).await?;
        self.standard_keeper(session, Action::ViewStandards, &open.base.department)
            .await?;
        Ok(open.step.map_or_else(DesignState::default, |step| DesignState {
            changes: form_changes(&open.published, &step.form.0),
            problems: unfit(&open.item, &step.form.0, self.today()),
        }))
    }

    async fn design_steps(&self, id: &ItemId) -> Result<Vec<DesignStep>, StoreError> {
        type Row = (Millis, String, String, Option<Vec<u8>>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT s.changed_at, s.changed_by, s.words, a.name FROM form_design_step s \
             LEFT JOIN account a ON a.id = s.changed_by WHERE s.item = $1 ORDER BY s.revision DESC LIMIT $2",
        )
        .bind(id.as_str())
        .bind(SHOWN)
        .fetch_all(self.store.reader())
        .await?;
        rows.into_iter()
            .map(|(at, actor, words, name)| {
                Ok(DesignStep {
                    at: at.0,
                    by: self.keeper_name(&actor, name)?,
                    words,
                })
            })
            .collect()
    }
}
