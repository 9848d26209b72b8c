//! Acting on a case.

use app::backend::cases::DemandView;
use app::backend::desk::{Act, Acted};
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::access::Action;
use shared::case::{Case, CaseNo, CaseState, Command, Demand, clock, demand_words};
use shared::form::FormSchema;
use shared::id::AccountId;
use shared::time::show_date_short;

use crate::services::Services;
use crate::services::cases::no_case;
use crate::services::guard::require;
use crate::services::records;

impl Services {
    pub(super) async fn desk_act(
        &self,
        session: &Session,
        number: &CaseNo,
        revision: u32,
        act: Act,
    ) -> Result<Acted, ServiceError> {
        let actor = session.actor()?;
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        require(session, Action::ViewCase, &row.scope()?).map_err(|_| no_case())?;
        let (case, _) = self.case_of(&row).await?;
        if let Act::Assign { to } | Act::HandOver { to, .. } = &act {
            self.works_here(&case, to).await?;
        }
        let form = self.form(&row.form, row.form_version).await?;
        if let Act::RequestCorrection { demands, .. } = &act {
            self.only_what_was_asked(&case, &form, demands).await?;
        }
        let command = command_of(act, &form);
        let action = command.kind().action();
        let done = self.perform(&case.filing.id, actor, command, Some(revision)).await;
        self.note_case_act(actor.id.as_str(), action, row.id.as_str(), done.is_ok())
            .await?;
        let case = done?;
        let calendar = self.calendar().await?;
        Ok(Acted {
            number: number.clone(),
            at: self.clock.now(),
            words: words(&case, &calendar),
        })
    }

    /// Only someone who works for the place that handles the case can have it.
    async fn works_here(&self, case: &Case, to: &AccountId) -> Result<(), ServiceError> {
        if self.colleagues(case).await?.iter().any(|one| one.id == *to) {
            return Ok(());
        }
        Err(ServiceError::invalid(
            "to",
            "这位同事不承办本单位的办件",
            "请从列表里选择一位同事",
        ))
    }

    async fn note_case_act(&self, actor: &str, action: Action, case: &str, done: bool) -> Result<(), ServiceError> {
        let action = serde_json::to_value(action)
            .ok()
            .and_then(|name| name.as_str().map(|name| format!("case.{name}")));
        let action = &action.unwrap_or_else(|| "case.act".to_owned());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let act = records::Act {
                        actor,
                        action,
                        object_kind: "case",
                        object_id: case,
                        done,
                        detail: json!({}),
                    };
                    Ok(self.note_act(tx, &act).await?)
                })
            })
            .await
    }
}

fn command_of(act: Act, form: &FormSchema) -> Command {
    match act {
        Act::Take => Command::Take,
        Act::Assign { to } => Command::Assign { to },
        Act::HandOver { to, reason } => Command::HandOver { to, reason },
        Act::RequestCorrection { demands, days } => Command::RequestCorrection {
            demands: demands.into_iter().map(|demand| demand_of(demand, form)).collect(),
            days,
        },
        Act::Accept => Command::Accept,
        Act::Decline { reason, right_office } => Command::Decline { reason, right_office },
        Act::Grant { result, notes } => Command::Grant { result, notes },
        Act::Refuse { reasons, basis } => Command::Refuse { reasons, basis },
        Act::Close { delivery, note } => Command::Close { delivery, note },
    }
}

/// A demand in the words of the form: the label the applicant knows, not the field's name.
pub(super) fn demand_of(demand: DemandView, form: &FormSchema) -> Demand {
    let field = demand.path.as_deref().and_then(|path| form.field_at(path));
    let what = match field {
        Some(field) => demand_words(field),
        None => demand.what,
    };
    Demand {
        what,
        why: demand.why,
        path: field.and(demand.path),
    }
}

/// What the screen announces after the act.
fn words(case: &Case, calendar: &shared::time::Calendar) -> String {
    let clock = clock(case, calendar);
    match case.state {
        CaseState::Accepted => match clock.promised {
            Some(due) => format!("已受理，承诺 {} 前办结", show_date_short(due.date)),
            None => "已受理".to_owned(),
        },
        CaseState::CorrectionRequested => "已告知申请人补正，正在等申请人".to_owned(),
        CaseState::Granted => "已准予，请送达结果后办结".to_owned(),
        CaseState::Refused => "已作出不予批准的决定，理由和救济途径已告知申请人".to_owned(),
        CaseState::Declined => "已作出不予受理的决定，理由已告知申请人".to_owned(),
        CaseState::Closed => "已办结".to_owned(),
        CaseState::Submitted | CaseState::Withdrawn => "已更新".to_owned(),
    }
}
