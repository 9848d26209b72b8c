//! Which buttons exist: exactly what `decide` would grant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::permit::permit;
use super::{Case, CaseState, CommandKind};
use crate::access::Actor;

/// One act that is open to someone now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub action: CommandKind,
    /// What the form behind the button asks for.
    pub needs: Vec<Need>,
    /// What the button says.
    pub label: String,
    /// The usual next step; at most one offer has it.
    pub primary: bool,
}

/// Something a command has to carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The list of what is missing, all of it.
    Demands,
    /// Working days given; may be left to the item's setting.
    Days,
    /// The materials and answers asked for.
    Materials,
    Reasons,
    Basis,
    Result,
    Colleague,
    /// How the result reached the applicant.
    Delivery,
    /// The office to go to instead, where there is one; may stay empty.
    RightOffice,
    /// May stay empty.
    Note,
}

/// What this person may do to the case as it stands. Give it the case as [`super::as_of`] today.
#[must_use]
pub fn offers(case: &Case, actor: &Actor, at: Timestamp) -> Vec<Offer> {
    if at < case.received_at {
        return Vec::new();
    }
    let mut offers: Vec<Offer> = CommandKind::ALL
        .into_iter()
        .filter(|kind| permit(case, *kind, actor).is_ok())
        .map(|action| Offer {
            action,
            needs: needs(action).to_vec(),
            label: label(case, action).to_owned(),
            primary: false,
        })
        .collect();
    let usual = usual_next(case);
    if let Some(offer) = offers.iter_mut().find(|offer| Some(offer.action) == usual) {
        offer.primary = true;
    }
    offers
}

const fn needs(action: CommandKind) -> &'static [Need] {
    match action {
        CommandKind::Submit | CommandKind::Accept | CommandKind::Take => &[],
        CommandKind::Supply => &[Need::Materials, Need::Note],
        CommandKind::RequestCorrection => &[Need::Demands, Need::Days],
        CommandKind::Decline => &[Need::Reasons, Need::RightOffice],
        CommandKind::Grant => &[Need::Result, Need::Note],
        CommandKind::Refuse => &[Need::Reasons, Need::Basis],
        CommandKind::Close => &[Need::Delivery, Need::Note],
        CommandKind::Withdraw => &[Need::Note],
        CommandKind::Assign => &[Need::Colleague],
        CommandKind::HandOver => &[Need::Colleague, Need::Reasons],
    }
}

fn label(case: &Case, action: CommandKind) -> &'static str {
    match action {
        CommandKind::Submit => "提交申请",
        CommandKind::Supply => "补正材料",
        CommandKind::RequestCorrection if case.correction.is_some() => "告知仍缺的材料",
        CommandKind::RequestCorrection => "一次性告知补正",
        CommandKind::Accept => "受理",
        CommandKind::Decline => "不予受理",
        CommandKind::Grant if case.state == CaseState::Submitted => "受理并当场办结",
        CommandKind::Grant => "准予",
        CommandKind::Refuse => "不予批准",
        CommandKind::Close => "送达并办结",
        CommandKind::Withdraw => "撤回申请",
        CommandKind::Assign if case.holder.is_some() => "改派",
        CommandKind::Assign => "分派",
        CommandKind::Take if case.holder.is_some() => "改由我承办",
        CommandKind::Take => "我来承办",
        CommandKind::HandOver => "移交",
    }
}

fn usual_next(case: &Case) -> Option<CommandKind> {
    match case.state {
        CaseState::Submitted if case.rules.instant => Some(CommandKind::Grant),
        CaseState::Submitted => Some(CommandKind::Accept),
        CaseState::CorrectionRequested => Some(CommandKind::Supply),
        CaseState::Accepted => Some(CommandKind::Grant),
        CaseState::Granted | CaseState::Refused => Some(CommandKind::Close),
        CaseState::Declined | CaseState::Closed | CaseState::Withdrawn => None,
    }
}
