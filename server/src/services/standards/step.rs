//! The steps of a draft on its way to publication.

use app::backend::standards::Passing;
use app::backend::{ServiceError, Session};
use shared::access::{Action, may};
use shared::catalogue::ItemId;
use shared::standard::{Stage, Step, answers_of, difference, must_mend, next};
use shared::time::{A_YEAR_AHEAD, Date, too_far_ahead};

use super::log::Event;
use super::publish::drop_draft;
use super::stored::{DraftRow, draft, no_item, stored};
use crate::services::Services;
use crate::store::{Day, Flag, advance};

/// What the draft's history says of it.
const ALL_CONFIRMED: &str = "写好的要素一并确认，公布后不再标“待主管部门确认”";

impl Services {
    pub(super) async fn standard_step(
        &self,
        session: &Session,
        id: &ItemId,
        revision: u32,
        step: Step,
        passing: Passing<'_>,
    ) -> Result<String, ServiceError> {
        let Passing { reasons, day, confirm } = passing;
        let row = stored(self.store.reader(), id).await?;
        let item = &Self::standard_base(row.as_ref())?;
        let (actor, scope) = self
            .standard_keeper(session, Action::ViewStandards, &item.department)
            .await?;
        let open = draft(self.store.reader(), id).await?.ok_or_else(no_item)?;
        if open.revision() != revision {
            return Err(ServiceError::Conflict {
                message: "草稿刚刚有新的修改，您看到的已不是最新".into(),
                fix: "请刷新页面，看过最新内容再处理".into(),
            });
        }
        let to = next(open.stage.0, step, actor, &scope, &open.written_by.0, reasons)?;
        let kept_public = row.as_ref().is_some_and(|row| row.published == 1);
        if step == Step::Send
            && kept_public
            && difference(&answers_of(item), &open.answers.0).is_empty()
            && !self.design_waits(item).await?
        {
            return Err(ServiceError::Conflict {
                message: "草稿和已公布的没有不同，不用送审".into(),
                fix: "请先修改；不想改了的，用“放弃草稿”".into(),
            });
        }
        if matches!(step, Step::Send | Step::Pass) {
            Self::fit_to_publish(item, &open)?;
            self.power_ready(id).await?;
            self.design_fit(item, &open).await?;
        }
        let day = self.publication_day(to, day)?;
        let reasons = Some(reasons.trim()).filter(|reasons| !reasons.is_empty());
        // The department stands by what its head passes, until it goes back to the editor.
        let confirms = match (open.stage.0, step) {
            (Stage::InDepartment, Step::Pass) => confirm && may(actor, Action::ConfirmElements, &scope),
            (_, Step::Pass) => open.confirms.0,
            _ => false,
        };
        let told = (confirms && step == Step::Pass && open.stage.0 == Stage::InDepartment).then_some(ALL_CONFIRMED);
        let version = item.version + 1;
        let open = &open;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    match to {
                        None => drop_draft(tx, id, Some(open.revision)).await?,
                        Some(stage) => {
                            let moved = sqlx::query(
                                "UPDATE standard_draft SET stage = $1, publish_on = $2, returned = $3, confirms = $4 \
                                 WHERE item = $5 AND revision = $6 AND stage = $7",
                            )
                            .bind(stage.as_str())
                            .bind(day.map(Day))
                            .bind(reasons.filter(|_| step == Step::Return))
                            .bind(Flag(confirms))
                            .bind(id.as_str())
                            .bind(open.revision)
                            .bind(open.stage.0.as_str())
                            .execute(tx.sql())
                            .await?;
                            advance(moved.rows_affected(), "standard draft")?;
                        }
                    }
                    self.note_standard(
                        tx,
                        &Event {
                            item: id,
                            version,
                            kind: step.as_str(),
                            actor: actor.id.as_str(),
                            detail: reasons.or(told),
                        },
                    )
                    .await
                })
            })
            .await?;
        if to == Some(Stage::Scheduled) && day.is_some_and(|day| day <= self.today()) {
            self.publish_due().await?;
        }
        Ok(step.done_words(to, day, self.today()))
    }

    /// Problems of the sheet and severe findings of the audit, each at its field.
    fn fit_to_publish(base: &shared::catalogue::Item, open: &DraftRow) -> Result<(), ServiceError> {
        let problems = must_mend(base, &open.answers.0);
        if problems.is_empty() {
            Ok(())
        } else {
            Err(ServiceError::Invalid { problems })
        }
    }

    fn publication_day(&self, to: Option<Stage>, day: Option<Date>) -> Result<Option<Date>, ServiceError> {
        if to != Some(Stage::Scheduled) {
            return Ok(None);
        }
        let today = self.today();
        match day {
            Some(day) if day < today => Err(ServiceError::invalid(
                "day",
                "公布日期早于今天",
                "请填写今天或者以后的日期，选今天就是立即公布",
            )),
            Some(day) => match too_far_ahead("day", "公布日期", day, A_YEAR_AHEAD, today) {
                Some(problem) => Err(ServiceError::Invalid {
                    problems: vec![problem],
                }),
                None => Ok(Some(day)),
            },
            None => Err(ServiceError::invalid("day", "请写明哪一天公布", "选今天就是立即公布")),
        }
    }
}
