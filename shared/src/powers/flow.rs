//! The way of a power: the establishment office writes it, the justice bureau reviews those of towns.

use super::{Power, PowerBody, PowerLevel, PowerState, PowerStateKind};
use crate::access::{Action, Actor, Scope, may};
use crate::flow::{Flow, Need, Stopped, row};
use crate::problem::Refusal;
use crate::value_list;

value_list! {
    /// One step on the way.
    pub enum PowerStep, "权力清单操作" {
        Send = "send", "送司法局审查";
        /// Back to oneself, while the review has not ended.
        Recall = "recall", "撤回修改";
        Approve = "approve", "审查通过";
        /// Back with reasons.
        Return = "return", "退回修改";
        /// Out of the list with a reason.
        Withdraw = "withdraw", "取消权力";
    }
}

use PowerStateKind::{Approved, Draft, InReview, Returned, Withdrawn};
use PowerStep::{Approve, Recall, Return, Send, Withdraw};

/// 编办 keeps the list, 司法局 reviews what towns shall hold.
#[rustfmt::skip]
const FLOW: Flow<PowerStateKind, PowerStep> = Flow(&[
    row(Draft,    Send,     InReview,  Action::EditPowers,       &[Need::OfTown]),
    row(Draft,    Withdraw, Withdrawn, Action::EditPowers,       &[Need::Reasons]),
    row(InReview, Recall,   Draft,     Action::EditPowers,       &[]),
    row(InReview, Approve,  Approved,  Action::ReviewTownPowers, &[]),
    row(InReview, Return,   Returned,  Action::ReviewTownPowers, &[Need::Reasons]),
    row(InReview, Withdraw, Withdrawn, Action::EditPowers,       &[Need::Reasons]),
    row(Approved, Withdraw, Withdrawn, Action::EditPowers,       &[Need::Reasons]),
    row(Returned, Send,     InReview,  Action::EditPowers,       &[Need::OfTown]),
    row(Returned, Withdraw, Withdrawn, Action::EditPowers,       &[Need::Reasons]),
]);

impl PowerStep {
    /// Whether it must say why.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        FLOW.needs(self, Need::Reasons)
    }
}

impl Power {
    fn has(&self, need: Need, reason: &str) -> bool {
        match need {
            Need::OfTown => self.body.level == PowerLevel::Town,
            Need::Reasons => !reason.is_empty(),
            Need::AnothersWork | Need::NoChildren => true,
        }
    }
}

/// The steps this person may take with it now.
#[must_use]
pub fn offers(power: &Power, actor: &Actor, scope: &Scope) -> Vec<PowerStep> {
    FLOW.offers(
        power.state.kind(),
        |action| may(actor, action, scope),
        |need| power.has(need, ""),
    )
}

/// Where a step leads.
///
/// # Errors
/// Whoever may not, a power that does not stand so, reasons that are missing.
pub fn take(power: &Power, step: PowerStep, reason: &str, actor: &Actor, scope: &Scope) -> Result<PowerState, Refusal> {
    let reason = reason.trim();
    let to = FLOW.take(
        power.state.kind(),
        step,
        |action| may(actor, action, scope),
        |need| power.has(need, reason),
    );
    let to = to.map_err(|stopped| match stopped {
        Stopped::NotYours(action) => Refusal::forbidden(
            format!("您没有权限{}", action.words()),
            match action {
                Action::ReviewTownPowers => "镇（街道）级权力由司法局审查，请联系司法局",
                _ => "权责清单由编办维护，请联系编办",
            },
        ),
        Stopped::Lacks(Need::Reasons) => match step {
            Return => Refusal::invalid("reason", "退回要写明原因", "请写清哪一处没有依据、应当怎样改"),
            _ => Refusal::invalid("reason", "取消要写明原因", "例如：依据的条款已废止"),
        },
        Stopped::NotNow | Stopped::Lacks(_) => not_now(power, step),
    })?;
    Ok(PowerState::from_parts(to, Some(reason.to_owned())))
}

fn not_now(power: &Power, step: PowerStep) -> Refusal {
    let state = power.state.kind();
    if step == PowerStep::Send && power.body.level == PowerLevel::City && state == PowerStateKind::Approved {
        return Refusal::conflict("市级权力列入清单就生效，不需要审查", "不用再做什么");
    }
    let way_out = match state {
        PowerStateKind::Draft | PowerStateKind::Returned => "请编办改好后送审，再由司法局审查",
        PowerStateKind::InReview => "请等司法局审查；要修改的，先撤回",
        PowerStateKind::Approved => "已经生效；有错的请编办修改，镇（街道）级的改后要重新审查",
        PowerStateKind::Withdrawn => "已取消的权力不能恢复，需要的请新增一项",
    };
    Refusal::conflict(
        format!("这项权力目前是「{}」，不能{}", state.words(), step.words()),
        way_out,
    )
}

/// Where a power stands after the establishment office wrote it so; none before: it is new. What the justice bureau
/// found lawful holds only for what it saw.
///
/// # Errors
/// While it is being reviewed, and after it was withdrawn.
pub fn edited(before: Option<&Power>, body: &PowerBody) -> Result<PowerState, Refusal> {
    let fresh = match body.level {
        PowerLevel::City => PowerState::Approved,
        PowerLevel::Town => PowerState::Draft,
    };
    let Some(before) = before else { return Ok(fresh) };
    match &before.state {
        PowerState::InReview => Err(Refusal::conflict(
            "这项权力正在司法局审查，现在不能修改",
            "要修改就先撤回，或等司法局退回",
        )),
        PowerState::Withdrawn { .. } => Err(Refusal::conflict(
            "这项权力已取消，不能修改",
            "需要的请新增一项，会有新的编号",
        )),
        state if before.body.same_in_law(body) => Ok(state.clone()),
        // The reasons stay in sight until it is sent again.
        PowerState::Returned { reasons } if body.level == PowerLevel::Town => Ok(PowerState::Returned {
            reasons: reasons.clone(),
        }),
        _ => Ok(fresh),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::tests::walk;

    #[test]
    fn every_step_is_walked() {
        walk(&FLOW, Draft, Some);
        let without_way_out = PowerStateKind::ALL.map(|state| FLOW.offers(state, |_| true, |_| true).is_empty());
        assert_eq!(without_way_out, [false, false, false, false, true]);
    }
}
