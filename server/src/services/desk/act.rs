//! Acting on a case.

use app::backend::cases::DemandView;
use app::backend::desk::{Act, Acted};
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::access::{Action, Actor};
use shared::case::{
    Case, CaseNo, Clock, Command, CommandKind, Demand, Recorded, clock, demand_words, permit, told_to_staff,
};
use shared::form::{Answers, FormSchema};
use shared::id::AccountId;
use shared::time::{Calendar, local_date, show_date_short, show_time};

use crate::services::Services;
use crate::services::cases::{Beside, no_case};
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
        let (case, record) = self.case_of(&row).await?;
        if revision < case.revision {
            let kind = act_kind(&act);
            self.note_refused(&noted(actor, (kind, &logged(kind)), row.id.as_str(), false))
                .await?;
            return Err(self.overtaken(&record, revision).await?);
        }
        let to = match &act {
            // What may not be done at all is refused for that, whoever it names.
            Act::Assign { to } | Act::HandOver { to, .. } if permit(&case, act_kind(&act), actor).is_ok() => {
                Some(self.works_here(&case, to).await?)
            }
            _ => None,
        };
        let held = case.holder.is_some();
        let form = self.form(&row.form, row.form_version).await?;
        if let Act::RequestCorrection { demands, .. } = &act {
            self.only_what_was_asked(&case, &form, demands).await?;
        }
        let answers = match act {
            Act::RequestCorrection { .. } => self.latest_answers(&case.filing.id).await?,
            _ => Answers::new(),
        };
        let command = command_of(act, &form, &answers);
        let kind = command.kind();
        let action = logged(kind);
        let entry = noted(actor, (kind, &action), row.id.as_str(), true);
        let beside = Beside {
            noted: Some(&entry),
            supplied: None,
        };
        let done = self
            .perform_with(&case.filing.id, actor, command, Some(revision), beside)
            .await;
        if done.is_err() {
            self.note_refused(&records::Act {
                done: false,
                ..entry.clone()
            })
            .await?;
        }
        let case = done?;
        let calendar = self.calendar().await?;
        Ok(Acted {
            number: number.clone(),
            at: self.clock.now(),
            words: done_words(&case, kind, held, to.as_deref(), actor, &calendar),
        })
    }

    /// The name of who gets the case: only someone who works for the place that handles it, and can do what is next.
    async fn works_here(&self, case: &Case, to: &AccountId) -> Result<String, ServiceError> {
        if case.holder.as_ref() == Some(to) {
            return Ok(String::new());
        }
        if let Some(one) = self.colleagues(case).await?.into_iter().find(|one| one.id == *to) {
            return Ok(one.name);
        }
        Err(ServiceError::invalid(
            "to",
            "这位同事不承办本单位的办件",
            "请从列表里选择一位同事",
        ))
    }

    /// Somebody was faster: who, when, and what they did.
    async fn overtaken(&self, record: &[Recorded], seen: u32) -> Result<ServiceError, ServiceError> {
        let names = self.names_in(record).await?;
        let today = self.today();
        let news: Vec<String> = record
            .iter()
            .filter(|recorded| recorded.seq > seen)
            .map(|recorded| {
                let told = told_to_staff(recorded, |id| names.get(id).cloned());
                let at = show_time(recorded.at);
                let at = match local_date(recorded.at) == today {
                    true => at.rsplit(' ').next().unwrap_or(&at).to_owned(),
                    false => at,
                };
                format!("{} {at} {}", told.by, told.words)
            })
            .collect();
        Ok(ServiceError::Conflict {
            message: format!("您打开之后有了新的进展，刚才看到的已不是最新：{}", news.join("；")),
            fix: "这一页已经是最新的，请核对后再办；您刚才填写的内容还在这一页".into(),
        })
    }

    /// Written alone: the act itself did not happen.
    async fn note_refused(&self, act: &records::Act<'_>) -> Result<(), ServiceError> {
        self.store
            .write(|tx| Box::pin(async move { Ok(self.note_act(tx, act).await?) }))
            .await
    }
}

/// What the log calls an act: `case.accept_case`.
fn logged(kind: CommandKind) -> String {
    let name = serde_json::to_value(kind.action()).ok();
    let name = name.and_then(|name| name.as_str().map(|name| format!("case.{name}")));
    name.unwrap_or_else(|| "case.act".to_owned())
}

/// The entry of the audit log about an act on a case. 作出决定 is one act for those who may do it, and two for those who
/// read of it.
fn noted<'a>(actor: &'a Actor, (kind, action): (CommandKind, &'a str), case: &'a str, done: bool) -> records::Act<'a> {
    records::Act {
        actor: actor.id.as_str(),
        action,
        object_kind: "case",
        object_id: case,
        done,
        detail: match kind {
            CommandKind::Grant => json!({"decided": "准予"}),
            CommandKind::Refuse => json!({"decided": "不予批准"}),
            _ => json!({}),
        },
    }
}

const fn act_kind(act: &Act) -> CommandKind {
    match act {
        Act::Take => CommandKind::Take,
        Act::Assign { .. } => CommandKind::Assign,
        Act::HandOver { .. } => CommandKind::HandOver,
        Act::RequestCorrection { .. } => CommandKind::RequestCorrection,
        Act::Accept => CommandKind::Accept,
        Act::Decline { .. } => CommandKind::Decline,
        Act::Grant { .. } => CommandKind::Grant,
        Act::Refuse { .. } => CommandKind::Refuse,
        Act::Close { .. } => CommandKind::Close,
    }
}

fn command_of(act: Act, form: &FormSchema, answers: &Answers) -> Command {
    match act {
        Act::Take => Command::Take,
        Act::Assign { to } => Command::Assign { to },
        Act::HandOver { to, reason } => Command::HandOver { to, reason },
        Act::RequestCorrection { demands, days } => Command::RequestCorrection {
            demands: demands
                .into_iter()
                .map(|demand| demand_of(demand, form, answers))
                .collect(),
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
pub(super) fn demand_of(demand: DemandView, form: &FormSchema, answers: &Answers) -> Demand {
    let field = demand.path.as_deref().and_then(|path| form.field_at(path));
    let what = match (field, &demand.path) {
        (Some(field), Some(path)) => demand_words(field, path, answers),
        _ => demand.what,
    };
    Demand {
        what,
        why: demand.why,
        path: field.and(demand.path),
    }
}

/// What was done, for the screen to announce.
fn done_words(
    case: &Case,
    kind: CommandKind,
    held: bool,
    to: Option<&str>,
    actor: &Actor,
    calendar: &Calendar,
) -> String {
    let clock = clock(case, calendar);
    let mine = case.holder.as_ref() == Some(&actor.id);
    let to = to.unwrap_or_default();
    match kind {
        CommandKind::Take => "已由您承办".to_owned(),
        CommandKind::Assign if mine => "已改由您承办".to_owned(),
        CommandKind::Assign if held => format!("已改派给{to}"),
        CommandKind::Assign => format!("已分派给{to}"),
        CommandKind::HandOver => format!("已移交给{to}"),
        CommandKind::RequestCorrection => "已告知申请人补正，正在等申请人".to_owned(),
        CommandKind::Accept => {
            let accepted = match clock.promised {
                Some(due) => format!("已受理，承诺 {}前办结", show_date_short(due.date)),
                None => "已受理".to_owned(),
            };
            match mine || case.holder.is_some() {
                true => accepted,
                false => format!("{accepted}；已转审查岗位办理"),
            }
        }
        CommandKind::Decline => "已作出不予受理的决定，理由已告知申请人".to_owned(),
        CommandKind::Grant => format!("已准予，请{}送达结果", until(&clock)),
        CommandKind::Refuse => format!(
            "已作出不予批准的决定，理由和救济途径已告知申请人，请{}送达",
            until(&clock)
        ),
        CommandKind::Close => "已送达并办结".to_owned(),
        CommandKind::Submit | CommandKind::Supply | CommandKind::Withdraw => "已更新".to_owned(),
    }
}

fn until(clock: &Clock) -> String {
    clock
        .due()
        .map(|due| format!("在 {}前", show_date_short(due.date)))
        .unwrap_or_default()
}
