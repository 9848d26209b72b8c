//! Acting on a case.

use app::backend::desk::Acted;
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::access::{Action, Actor};
use shared::case::{
    Case, CaseNo, Command, CommandKind, Demand, Moment, Recorded, Wish, demand_words, not_a_colleague, permit,
    told_to_staff,
};
use shared::form::{Answers, FormSchema};
use shared::id::AccountId;
use shared::time::{local_date, show_time};

use crate::services::Services;
use crate::services::cases::{Beside, done_words, no_case};
use crate::services::guard::require;
use crate::services::records;

impl Services {
    pub(super) async fn desk_act(
        &self,
        session: &Session,
        number: &CaseNo,
        revision: u32,
        command: Command,
    ) -> Result<Acted, ServiceError> {
        let actor = session.actor()?;
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        require(session, Action::ViewCase, &row.scope()?).map_err(|_| no_case())?;
        let (case, record) = self.case_of(&row).await?;
        let kind = command.kind();
        if revision < case.revision {
            self.note_refused(&noted(actor, (kind, &logged(kind)), row.id.as_str(), false))
                .await?;
            return Err(self.overtaken(&record, revision).await?);
        }
        let calendar = self.calendar().await?;
        let now = Moment::new(self.clock.now(), &calendar);
        let to = match &command {
            // What may not be done at all is refused for that, whoever it names.
            Command::Assign { to } | Command::HandOver { to, .. } if permit(&case, kind, actor, &now).is_ok() => {
                Some(self.works_here(&case, to).await?)
            }
            _ => None,
        };
        if let Command::Close { delivery, note } = &command
            && permit(&case, kind, actor, &now).is_ok()
            && let Some(wish) = Wish::of(&self.latest_answers(&case.filing.id).await?)
        {
            wish.kept(delivery, note).map_err(ServiceError::from)?;
        }
        let held = case.holder.is_some();
        let command = match command {
            Command::RequestCorrection { demands, days } => {
                let form = self.form(&row.form, row.form_version).await?;
                let demands = self.only_what_was_asked(&case, &form, demands).await?;
                Command::RequestCorrection { demands, days }
            }
            command => command,
        };
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
        Ok(Acted {
            number: number.clone(),
            at: self.clock.now(),
            words: done_words(&case, kind, (held, to.as_deref()), actor, (&calendar, self.today())),
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
        Err(ServiceError::Invalid {
            problems: vec![not_a_colleague("to")],
        })
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
            message: format!("您打开之后有了新的进展（{}），刚才看到的已不是最新", news.join("；")),
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
    let name = serde_json::to_value(kind.row().action).ok();
    let name = name.and_then(|name| name.as_str().map(|name| format!("case.{name}")));
    name.unwrap_or_else(|| "case.act".to_owned())
}

/// The entry of the audit log about an act on a case. 作出决定 is one act for those who may do it, and two for those who
/// read of it.
fn noted<'a>(actor: &'a Actor, (kind, action): (CommandKind, &'a str), case: &'a str, done: bool) -> records::Act<'a> {
    records::Act {
        by: actor.into(),
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

/// A demand in the words of the form: the label the applicant knows, not the field's name.
pub(super) fn in_words_of(demand: Demand, form: &FormSchema, answers: &Answers) -> Demand {
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
