//! Who has it in hand. That `to` works here and may handle the case is checked where accounts are known.

use super::super::{Case, Event};
use crate::access::Actor;
use crate::id::AccountId;
use crate::problem::Refusal;

/// Takes a free case, or another's: then the record says that it was given from hand to hand.
pub(super) fn take(case: &Case, actor: &Actor) -> Vec<Event> {
    match case.holder {
        None => vec![Event::Taken],
        Some(_) => vec![Event::Assigned { to: actor.id.clone() }],
    }
}

pub(super) fn assign(case: &Case, to: AccountId) -> Result<Vec<Event>, Refusal> {
    if case.holder.as_ref() == Some(&to) {
        return Err(Refusal::invalid("to", "这件办件已经由该人员承办", "请选择另一位人员"));
    }
    Ok(vec![Event::Assigned { to }])
}

pub(super) fn hand_over(actor: &Actor, to: AccountId, reason: &str) -> Result<Vec<Event>, Refusal> {
    if to == actor.id {
        return Err(Refusal::invalid("to", "不能移交给自己", "请选择另一位人员"));
    }
    let reason = reason.trim().to_owned();
    Ok(vec![Event::HandedOver { to, reason }])
}
