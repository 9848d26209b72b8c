//! The record in plain words.

use serde::{Deserialize, Serialize};

use super::{By, Delivery, Event, Recorded};
use crate::access::Role;
use crate::time::show_date;

/// One event, told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub words: String,
    pub detail: Option<String>,
    /// Who did it.
    pub by: String,
}

/// The event as the applicant reads it; `None` for what only concerns the office.
#[must_use]
pub fn told_to_applicant(recorded: &Recorded) -> Option<Told> {
    // What an agent did was done for the reader.
    let did = |words: &str| match &recorded.by {
        By::Staff { role: Role::Agent, .. } => format!("代办员为您{words}"),
        _ => format!("您{words}"),
    };
    let (words, detail) = match &recorded.event {
        Event::Submitted { filing, .. } => (
            did("提交了申请"),
            Some(format!("渠道：{}；办件号 {}", filing.channel.words(), filing.number)),
        ),
        Event::CorrectionRequested { demands, days } => (
            format!("需要您补正 {} 项内容", demands.len()),
            Some(format!("{}。请在 {days} 个工作日内补齐", demand_words(demands))),
        ),
        Event::Supplied { note, .. } => (did("补交了材料"), filled(note)),
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
        Event::Closed { note, delivery, .. } => ("结果已送达，已办结".to_owned(), delivered(delivery.as_ref(), note)),
        Event::Withdrawn { reason } => (did("撤回了申请"), filled(reason)),
        Event::Reminded => (did("催办了"), None),
        Event::Assigned { .. } | Event::Taken | Event::HandedOver { .. } | Event::Released => return None,
    };
    let by = match &recorded.by {
        By::Applicant { .. } => "您".to_owned(),
        By::Staff { role, .. } => role.words().to_owned(),
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
        Event::Closed { note, delivery, .. } => ("送达并办结".to_owned(), delivered(delivery.as_ref(), note)),
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
        By::Applicant { .. } => Role::Applicant.words().to_owned(),
        By::Staff { role, name, acting, .. } => match acting {
            Some(acting) => format!("{} {name}（{}）", role.words(), acting.words()),
            None => format!("{} {name}", role.words()),
        },
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
