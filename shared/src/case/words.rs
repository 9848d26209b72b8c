//! The record in plain words, and what happens next.

use serde::{Deserialize, Serialize};

use super::{By, Case, CaseState, Clock, Decision, Delivery, Event, Recorded};
use crate::access::Role;
use crate::time::{DueDate, show_date, show_date_short};

/// One event, told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub words: String,
    pub detail: Option<String>,
    /// Who did it.
    pub by: String,
}

/// What happens next, for the applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    pub words: String,
    /// It waits for the applicant.
    pub yours: bool,
    pub by: Option<DueDate>,
}

/// What happens next and by when. Give it case and clock as of today.
#[must_use]
pub fn next_for_applicant(case: &Case, clock: &Clock) -> Next {
    let yours = case.state == CaseState::CorrectionRequested;
    let (words, by) = match case.state {
        CaseState::Submitted => (
            by_when(clock.first_notice_due, "告诉您是否受理，或者还缺什么材料", "我们会"),
            clock.first_notice_due,
        ),
        CaseState::CorrectionRequested => (correction_words(case, clock.correction_due), clock.correction_due),
        CaseState::Accepted => {
            let due = clock.due();
            (by_when(due, "作出决定", "我们会"), due)
        }
        CaseState::Granted => ("已经办成，请按下面的说明领取结果".to_owned(), None),
        CaseState::Refused => ("没有获得批准，理由和救济途径见下方".to_owned(), None),
        CaseState::Declined => (declined_words(case), None),
        CaseState::Closed => ("已经办结，您不用再做什么".to_owned(), None),
        CaseState::Withdrawn => ("您已撤回申请；需要时可以重新申请".to_owned(), None),
    };
    Next { words, yours, by }
}

fn by_when(due: Option<DueDate>, what: &str, who: &str) -> String {
    match due {
        None => format!("{who}尽快{what}"),
        Some(due) if due.provisional => format!("{who}在 {}前（暂定）{what}", show_date(due.date)),
        Some(due) => format!("{who}在 {}前{what}", show_date_short(due.date)),
    }
}

fn correction_words(case: &Case, due: Option<DueDate>) -> String {
    let count = case.open_demands().len();
    if case.correction.as_ref().is_some_and(|correction| correction.lapsed) {
        return format!("补正期限已过，请尽快补齐 {count} 项内容，否则可能不予受理");
    }
    match due {
        None => format!("请补齐 {count} 项内容"),
        Some(due) if due.provisional => format!("请在 {}前（暂定）补齐 {count} 项内容", show_date(due.date)),
        Some(due) => format!("请在 {}前补齐 {count} 项内容", show_date_short(due.date)),
    }
}

fn declined_words(case: &Case) -> String {
    match &case.decision {
        Some(Decision::Declined {
            right_office: Some(office),
            ..
        }) => format!("没有受理，请向{office}申请"),
        _ => "没有受理，理由和救济途径见下方".to_owned(),
    }
}

/// The event as the applicant reads it; `None` for what only concerns the office.
#[must_use]
pub fn told_to_applicant(recorded: &Recorded) -> Option<Told> {
    let (words, detail) = match &recorded.event {
        Event::Submitted { filing, .. } => (
            "您提交了申请".to_owned(),
            Some(format!("渠道：{}；办件号 {}", filing.channel.words(), filing.number)),
        ),
        Event::CorrectionRequested { demands, days } => (
            format!("需要您补正 {} 项内容", demands.len()),
            Some(format!("{}。请在 {days} 个工作日内补齐", demand_words(demands))),
        ),
        Event::Supplied { note, .. } => ("您补交了材料".to_owned(), filled(note)),
        Event::CorrectionLapsed { .. } => (
            "补正期限已过".to_owned(),
            Some("仍可以补交；工作人员作出不予受理决定后就不能再补".to_owned()),
        ),
        Event::Accepted => ("申请已受理".to_owned(), None),
        Event::CountedAsAccepted { from, .. } => (
            "申请视为已受理".to_owned(),
            Some(format!("5 个工作日内没有告知您，自 {}起即为受理", show_date(*from))),
        ),
        Event::Declined {
            reason,
            right_office,
            remedies,
        } => {
            let office = right_office
                .as_ref()
                .map(|office| format!("请向{office}申请。"))
                .unwrap_or_default();
            (
                "不予受理".to_owned(),
                Some(format!("理由：{}{office}{remedies}", stopped(reason))),
            )
        }
        Event::Granted { result, notes, .. } => ("已办成".to_owned(), Some(joined(result, notes))),
        Event::Refused {
            reasons,
            basis,
            remedies,
            ..
        } => (
            "不予批准".to_owned(),
            Some(format!("理由：{}依据：{}{remedies}", stopped(reasons), stopped(basis))),
        ),
        Event::Closed { note, delivery } => ("结果已送达，已办结".to_owned(), delivered(delivery.as_ref(), note)),
        Event::Withdrawn { reason } => ("您撤回了申请".to_owned(), filled(reason)),
        Event::Reminded => ("您催办了".to_owned(), None),
        Event::Assigned { .. } | Event::Taken | Event::HandedOver { .. } | Event::Released => return None,
    };
    let by = match &recorded.by {
        By::Applicant { .. } => "您".to_owned(),
        By::Staff { role, .. } => role.title().to_owned(),
        By::Law => "依法自动生效".to_owned(),
    };
    Some(Told { words, detail, by })
}

/// The event as staff read it: everything, with the officer's name. `name_of` gives the name behind an account.
#[must_use]
pub fn told_to_staff(recorded: &Recorded, name_of: impl Fn(&crate::id::AccountId) -> Option<String>) -> Told {
    let name = |id| name_of(id).unwrap_or_else(|| "其他人员".to_owned());
    let (words, detail) = match &recorded.event {
        Event::Submitted { filing, .. } => ("提交申请".to_owned(), Some(format!("渠道：{}", filing.channel.words()))),
        Event::CorrectionRequested { demands, days } => (
            format!("告知补正 {} 项，{days} 个工作日内补齐", demands.len()),
            Some(demand_words(demands)),
        ),
        Event::Supplied { note, .. } => ("补交材料".to_owned(), filled(note)),
        Event::CorrectionLapsed { due } => ("补正期限届满".to_owned(), Some(format!("期限为 {}", show_date(*due)))),
        Event::Accepted => ("受理".to_owned(), None),
        Event::CountedAsAccepted { from, notice_due } => (
            "逾期未告知，视为受理".to_owned(),
            Some(format!(
                "应当在 {}前告知；自 {}起即为受理",
                show_date(*notice_due),
                show_date(*from)
            )),
        ),
        Event::Declined {
            reason, right_office, ..
        } => {
            let office = right_office
                .as_ref()
                .map(|office| format!("；应当向{office}申请"))
                .unwrap_or_default();
            ("不予受理".to_owned(), Some(format!("{reason}{office}")))
        }
        Event::Granted { result, notes, .. } => ("准予".to_owned(), Some(joined(result, notes))),
        Event::Refused { reasons, basis, .. } => (
            "不予批准".to_owned(),
            Some(format!("理由：{}依据：{}", stopped(reasons), stopped(basis))),
        ),
        Event::Closed { note, delivery } => ("送达并办结".to_owned(), delivered(delivery.as_ref(), note)),
        Event::Withdrawn { reason } => ("撤回申请".to_owned(), filled(reason)),
        Event::Reminded => ("催办".to_owned(), None),
        Event::Assigned { to } if recorded.by.account() == Some(to) => ("改由本人承办".to_owned(), None),
        Event::Assigned { to } => (format!("分派给{}", name(to)), None),
        Event::Taken => ("承办".to_owned(), None),
        Event::HandedOver { to, reason } => (format!("移交给{}", name(to)), filled(reason)),
        Event::Released => match recorded.by {
            By::Staff {
                role: Role::WindowClerk,
                ..
            } => ("转审查岗位办理".to_owned(), None),
            _ => ("放回待承办".to_owned(), None),
        },
    };
    let by = match &recorded.by {
        By::Applicant { .. } => Role::Applicant.title().to_owned(),
        By::Staff { role, name, .. } => format!("{} {name}", role.title()),
        By::Law => "依法自动生效".to_owned(),
    };
    Told { words, detail, by }
}

fn delivered(delivery: Option<&Delivery>, note: &str) -> Option<String> {
    match delivery {
        Some(delivery) => Some(joined(&delivery.words(), note)),
        None => filled(note),
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn joined(result: &str, notes: &str) -> String {
    if notes.is_empty() {
        result.to_owned()
    } else {
        format!("{result}。{notes}")
    }
}

fn demand_words(demands: &[super::Demand]) -> String {
    demands
        .iter()
        .enumerate()
        .map(|(index, demand)| match demand.why == demand.what {
            true => format!("{}. {}", index + 1, demand.what),
            false => format!("{}. {}（{}）", index + 1, demand.what, demand.why),
        })
        .collect::<Vec<_>>()
        .join("；")
}

/// With one full stop at its end, however it was typed.
fn stopped(text: &str) -> String {
    let plain = text.trim_end().trim_end_matches(['。', '.', '；', ';']);
    format!("{plain}。")
}
