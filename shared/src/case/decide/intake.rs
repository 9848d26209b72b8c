//! From the counter to acceptance (行政许可法 §32).

use super::super::{Case, Demand, Digest, Event, MAX_CORRECTION_DAYS};
use super::text::{needed, optional};
use super::{can_decide, taking};
use crate::access::Actor;
use crate::problem::Refusal;

/// More than anyone can be asked for in one go is a form gone wrong.
const MAX_DEMANDS: usize = 50;

/// The parts of the letter, which has a page of its own.
const DEMANDS: &str = "demands";
const DAYS: &str = "days";

/// Everything at once; and once means once: a repeat may only name what was asked for before and is still missing.
pub(super) fn request_correction(
    case: &Case,
    actor: &Actor,
    demands: Vec<Demand>,
    days: Option<u16>,
) -> Result<Vec<Event>, Refusal> {
    let demands = demands.into_iter().map(written).collect::<Result<Vec<_>, _>>()?;
    if demands.is_empty() {
        return Err(Refusal::invalid(
            DEMANDS,
            "没有写需要补正什么",
            "请把缺少或者有误的内容一次写全，逐条说明要补什么、为什么",
        ));
    }
    if demands.len() > MAX_DEMANDS {
        return Err(Refusal::invalid(
            DEMANDS,
            format!("一次最多列 {MAX_DEMANDS} 条"),
            "请把相近的内容合并成一条",
        ));
    }
    if let Some(correction) = &case.correction {
        let added = demands
            .iter()
            .find(|demand| !correction.demands.iter().any(|before| before.is_same_as(demand)));
        if let Some(added) = added {
            return Err(second_different_demand(case, added));
        }
    }
    let days = days.unwrap_or(case.rules.correction_days);
    if !(1..=MAX_CORRECTION_DAYS).contains(&days) {
        return Err(Refusal::invalid(
            DAYS,
            "补正期限不对",
            format!("请填 1 到 {MAX_CORRECTION_DAYS} 之间的工作日数"),
        ));
    }
    let mut events = taking(case, actor);
    events.push(Event::CorrectionRequested { demands, days });
    Ok(events)
}

fn written(demand: Demand) -> Result<Demand, Refusal> {
    Ok(Demand {
        what: needed(DEMANDS, &demand.what, "需要补正的内容")?,
        why: needed(DEMANDS, &demand.why, "补正的原因")?,
        path: demand.path,
    })
}

/// 行政许可法 §32(四): what is to be completed is told once, all of it. Other items: 优化营商环境条例 §35.
fn second_different_demand(case: &Case, added: &Demand) -> Refusal {
    let law = if case.rules.licence {
        "（行政许可法第三十二条）"
    } else {
        ""
    };
    Refusal::conflict(
        format!(
            "「{}」不在第一次告知的补正内容里，不能再提出新的补正要求{law}",
            added.what
        ),
        "申请人已按第一次告知补齐的，应当受理；仍缺少的，只能从第一次告知的内容里选择",
    )
}

pub(super) fn supply(answers: Digest, note: &str) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Supplied {
        answers,
        note: optional("note", note, "说明")?,
    }])
}

/// A clerk who holds what they cannot decide puts it back for an officer.
pub(super) fn accept(case: &Case, actor: &Actor) -> Vec<Event> {
    let mut events = taking(case, actor);
    events.push(Event::Accepted);
    if case.holder.as_ref() == Some(&actor.id) && !can_decide(case, actor) {
        events.push(Event::Released);
    }
    events
}

/// Not taken on: no licence is needed, or another office's; said at once, with the right office where there is one.
pub(super) fn decline(case: &Case, actor: &Actor, reason: &str, right_office: Option<&str>) -> Vec<Event> {
    let mut events = taking(case, actor);
    events.push(Event::Declined {
        reason: reason.trim().to_owned(),
        right_office: right_office
            .map(str::trim)
            .filter(|office| !office.is_empty())
            .map(str::to_owned),
        remedies: case.rules.remedies.words().to_owned(),
    });
    events
}
