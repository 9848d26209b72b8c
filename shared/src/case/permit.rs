//! Who may do what to a case as it stands. `decide` and `offers` both ask here, so that a button that is shown works
//! and one that would work is shown.

use super::{Case, CaseState, CommandKind, Hands, Moment};
use crate::access::{Action, Actor, is_at_a_village, may};
use crate::problem::Refusal;

/// Refuses unless this person may do this to the case now. What the command says is judged by [`super::decide`].
///
/// # Errors
/// A [`Refusal`] when this person may not, or when the case does not stand so.
pub fn permit(case: &Case, kind: CommandKind, actor: &Actor, now: &Moment<'_>) -> Result<(), Refusal> {
    let action = action(case, kind);
    if action.is_official_act() && is_at_a_village(actor) {
        return Err(Refusal::village_never_decides(action));
    }
    if !may(actor, action, &case.scope()) {
        return Err(Refusal::not_permitted(action, actor.role));
    }
    if !(kind.row().stage)(case, now)? {
        // What every applicant may do has no permission of its own, and so no name there.
        let what = match action {
            Action::ViewOwnCase => (kind.row().label)(case),
            _ => action.words(),
        };
        return Err(Refusal::wrong_state(what, case.state, actor.role));
    }
    hands(case, kind, actor)
}

/// Whether this person can do the next step of the case. Only such people take it or get it: in other hands it would
/// stand still.
#[must_use]
pub fn can_carry(case: &Case, actor: &Actor) -> bool {
    let next = match case.state {
        CaseState::Submitted | CaseState::CorrectionRequested => Action::AcceptCase,
        CaseState::Accepted => action(case, CommandKind::Grant),
        CaseState::Granted | CaseState::Refused => Action::CloseCase,
        CaseState::Declined | CaseState::Closed | CaseState::Withdrawn => return false,
    };
    let may = |action| may(actor, action, &case.scope());
    may(Action::TakeCase) && may(next) && !(next.is_official_act() && is_at_a_village(actor))
}

/// Whether this person says who handles the case, and so may handle it themselves whoever has it in hand.
pub(super) fn leads(case: &Case, actor: &Actor) -> bool {
    may(actor, Action::AssignCase, &case.scope())
}

/// The permission a command needs on this case: what is decided on the spot may be granted at the window.
fn action(case: &Case, kind: CommandKind) -> Action {
    match kind {
        CommandKind::Grant if case.rules.instant => Action::DecideOnTheSpot,
        _ => kind.row().action,
    }
}

/// One pair of hands at a time. Acting on a case nobody holds takes it in the same act; on another's it is refused,
/// except for who leads.
fn hands(case: &Case, kind: CommandKind, actor: &Actor) -> Result<(), Refusal> {
    let mine = case.holder.as_ref() == Some(&actor.id);
    let free = case.holder.is_none();
    let hands = kind.row().hands;
    match hands {
        Hands::Taking if mine => Err(Refusal::conflict("这件办件已经由您承办", "请直接办理")),
        Hands::Taking if !can_carry(case, actor) => Err(Refusal::next_step_is_anothers()),
        Hands::Own if free => Err(Refusal::conflict("这件办件还没有人承办", "请先承办，或者请负责人分派")),
        Hands::Any => Ok(()),
        Hands::Working | Hands::Taking if free || mine || leads(case, actor) => Ok(()),
        Hands::Own if mine => Ok(()),
        Hands::Working | Hands::Taking | Hands::Own => Err(Refusal::held_by_another()),
    }
}

pub(super) fn has_lapsed(case: &Case) -> bool {
    case.correction.as_ref().is_some_and(|correction| correction.lapsed)
}

pub(super) fn already_submitted() -> Refusal {
    Refusal::conflict("这件申请已经提交过了", "请到「我的办件」查看进度，不用再次提交")
}

pub(super) fn already_asked() -> Refusal {
    Refusal::conflict(
        "已经一次性告知过需要补正的全部内容，正在等申请人补正",
        "请等申请人补正；材料已经齐全的，可以直接受理",
    )
}

pub(super) fn applicant_still_has_time() -> Refusal {
    Refusal::conflict(
        "补正期限还没有到，不能不予受理",
        "请等申请人补正；期限过后仍未补正的，再作出不予受理的决定",
    )
}

/// 行政许可法 §32: who said nothing within five working days has accepted.
pub(super) fn no_correction_after_acceptance(case: &Case) -> Refusal {
    let why = match case.acceptance {
        Some(acceptance) if acceptance.how == super::AcceptedHow::BySilence => {
            "5 个工作日内没有告知申请人，自收到申请之日起即为受理，不能再要求补正（行政许可法第三十二条）"
        }
        _ => "办件已经受理，不能再要求补正",
    };
    Refusal::conflict(why, "请按现有材料审查，作出准予或者不予批准的决定")
}
