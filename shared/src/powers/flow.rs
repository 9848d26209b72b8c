//! The way of a power: the establishment office writes it, the justice bureau reviews those of towns.

use super::{Power, PowerBody, PowerLevel, PowerState, PowerStateKind, Refusal, RefusalKind};
use crate::access::{Action, Actor, Scope, may};
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

impl PowerStep {
    /// Whether it must say why.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Withdraw)
    }

    const fn action(self) -> Action {
        match self {
            Self::Send | Self::Recall | Self::Withdraw => Action::EditPowers,
            Self::Approve | Self::Return => Action::ReviewTownPowers,
        }
    }
}

fn fits_now(power: &Power, step: PowerStep) -> bool {
    use PowerStateKind::{Approved, Draft, InReview, Returned, Withdrawn};
    let state = power.state.kind();
    match step {
        PowerStep::Send => power.body.level == PowerLevel::Town && matches!(state, Draft | Returned),
        PowerStep::Recall | PowerStep::Approve | PowerStep::Return => state == InReview,
        PowerStep::Withdraw => matches!(state, Draft | InReview | Approved | Returned) && state != Withdrawn,
    }
}

/// The steps this person may take with it now.
#[must_use]
pub fn offers(power: &Power, actor: &Actor, scope: &Scope) -> Vec<PowerStep> {
    PowerStep::ALL
        .into_iter()
        .filter(|step| may(actor, step.action(), scope) && fits_now(power, *step))
        .collect()
}

/// Where a step leads.
///
/// # Errors
/// Whoever may not, a power that does not stand so, reasons that are missing.
pub fn take(power: &Power, step: PowerStep, reason: &str, actor: &Actor, scope: &Scope) -> Result<PowerState, Refusal> {
    if !may(actor, step.action(), scope) {
        return Err(Refusal::new(
            RefusalKind::NotYours,
            format!("您没有权限{}", step.action().title()),
            match step.action() {
                Action::ReviewTownPowers => "镇（街道）级权力由司法局审查，请联系司法局",
                _ => "权责清单由编办维护，请联系编办",
            },
        ));
    }
    if !fits_now(power, step) {
        return Err(not_now(power, step));
    }
    let reason = reason.trim().to_owned();
    if step.needs_reason() && reason.is_empty() {
        let (why, way_out) = match step {
            PowerStep::Return => ("退回要写明原因", "请写清哪一处没有依据、应当怎样改"),
            _ => ("取消要写明原因", "例如：依据的条款已废止"),
        };
        return Err(Refusal::new(RefusalKind::NoReasons, why, way_out));
    }
    Ok(match step {
        PowerStep::Send => PowerState::InReview,
        PowerStep::Recall => PowerState::Draft,
        PowerStep::Approve => PowerState::Approved,
        PowerStep::Return => PowerState::Returned { reasons: reason },
        PowerStep::Withdraw => PowerState::Withdrawn { reason },
    })
}

fn not_now(power: &Power, step: PowerStep) -> Refusal {
    let state = power.state.kind();
    if step == PowerStep::Send && power.body.level == PowerLevel::City && state == PowerStateKind::Approved {
        return Refusal::not_now("市级权力列入清单就生效，不需要审查", "不用再做什么");
    }
    let way_out = match state {
        PowerStateKind::Draft | PowerStateKind::Returned => "请编办改好后送审，再由司法局审查",
        PowerStateKind::InReview => "请等司法局审查；要修改的，先撤回",
        PowerStateKind::Approved => "已经生效；有错的请编办修改，镇（街道）级的改后要重新审查",
        PowerStateKind::Withdrawn => "已取消的权力不能恢复，需要的请新增一项",
    };
    Refusal::not_now(
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
        PowerState::InReview => Err(Refusal::not_now(
            "这项权力正在司法局审查，现在不能修改",
            "要修改就先撤回，或等司法局退回",
        )),
        PowerState::Withdrawn { .. } => Err(Refusal::not_now(
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
