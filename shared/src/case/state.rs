//! Where a case stands.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{CaseNo, Channel, Delivery, Demand, Digest, Rules};
use crate::access::Scope;
use crate::catalogue::ItemId;
use crate::id::{AccountId, CaseId, DepartmentId};
use crate::place::DivisionCode;
use crate::value_list;

value_list! {
    /// The stage of a case, in the words of the applicant.
    pub enum CaseState, "环节" {
        /// Handed in; the office has to say within five working days whether it is complete.
        Submitted = "submitted", "已提交，等待受理";
        /// Waits for the applicant.
        CorrectionRequested = "correction_requested", "需要您补正材料";
        /// Taken on; the limits run.
        Accepted = "accepted", "已受理，正在审查";
        /// Not taken on (不予受理).
        Declined = "declined", "不予受理";
        Granted = "granted", "已办成";
        Refused = "refused", "不予批准";
        /// Decided and delivered; nothing is left to do.
        Closed = "closed", "已办结";
        /// Taken back by the applicant.
        Withdrawn = "withdrawn", "您已撤回";
    }
}

impl CaseState {
    /// What staff read.
    #[must_use]
    pub const fn staff_words(self) -> &'static str {
        match self {
            Self::Submitted => "待首次告知",
            Self::CorrectionRequested => "等申请人补正",
            Self::Accepted => "审查",
            Self::Declined => "不予受理",
            Self::Granted => "准予，待送达",
            Self::Refused => "不予批准，待送达",
            Self::Closed => "已办结",
            Self::Withdrawn => "申请人撤回",
        }
    }

    /// Someone still has to decide on it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::CorrectionRequested | Self::Accepted)
    }

    /// Decided, and the applicant does not have the result yet: somebody still has work with it.
    #[must_use]
    pub const fn awaits_delivery(self) -> bool {
        matches!(self, Self::Granted | Self::Refused)
    }
}

/// A case: what its events add up to. Answers and files live elsewhere, known here by digest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    pub filing: Filing,
    pub rules: Rules,
    pub state: CaseState,
    /// The sequence number of the last event.
    pub revision: u32,
    pub received_at: Timestamp,
    /// When it came to the stage it is in.
    pub since: Timestamp,
    /// The digest of the answers as they stand, corrections included.
    pub answers: Digest,
    /// The one demand to complete the materials, once made.
    pub correction: Option<Correction>,
    pub acceptance: Option<Acceptance>,
    pub decision: Option<Decision>,
    /// How the result was delivered; older records do not say.
    pub delivery: Option<Delivery>,
    /// When that was, and by what it is judged.
    #[serde(default)]
    pub delivered: Option<Delivered>,
    /// Who has it in hand.
    pub holder: Option<AccountId>,
    /// When the applicant said that the office is late.
    #[serde(default)]
    pub reminders: Vec<Timestamp>,
    /// When nothing was left to decide: declined, granted, refused or withdrawn.
    pub ended_at: Option<Timestamp>,
}

value_list! {
    /// What sets a case apart in lists, beside its stage and its dates.
    pub enum Mark, "标记" {
        /// The days for a correction ran out: the office may decline.
        Lapsed = "lapsed", "补正逾期";
        /// The applicant has said in this stage that the office is late.
        Reminded = "reminded", "催办";
    }
}

impl Mark {
    fn is_on(self, case: &Case) -> bool {
        match self {
            Self::Lapsed => {
                case.state == CaseState::CorrectionRequested && case.correction.as_ref().is_some_and(|one| one.lapsed)
            }
            Self::Reminded => case.reminders.last().is_some_and(|at| *at > case.since),
        }
    }
}

/// What was said when the case was handed in, and never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filing {
    pub id: CaseId,
    pub number: CaseNo,
    pub applicant: AccountId,
    /// The village agent who filed it with the applicant's mandate.
    pub agent: Option<AccountId>,
    pub item: ItemId,
    pub item_version: u32,
    pub form_version: u32,
    /// Where it was filed: a village, a town hall, the city's centre; for an application from home, the place chosen.
    pub filed_at: DivisionCode,
    /// The place whose hall handles it: a town, or the city itself.
    pub handling: DivisionCode,
    pub department: DepartmentId,
    pub channel: Channel,
    /// Never counted in any figure.
    pub is_test: bool,
    /// The answers and files as handed in.
    pub answers: Digest,
}

/// The demand to complete the materials and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Everything demanded the first time. Nothing may be added later (行政许可法 §32).
    pub demands: Vec<Demand>,
    /// What is still open: the same, or after a repeat the part that was still missing.
    pub open: Vec<Demand>,
    pub asked_at: Timestamp,
    pub days: u16,
    pub supplied_at: Option<Timestamp>,
    /// The days given ran out without an answer; the office may now decline.
    pub lapsed: bool,
}

/// When and how the office took the case on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The day limits count from (not counted itself, 民法典 §201).
    pub on: Date,
    pub how: AcceptedHow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcceptedHow {
    ByOffice,
    /// Nothing was told in time (行政许可法 §32).
    BySilence,
}

/// The delivery of a result, frozen as it was counted on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    pub at: Timestamp,
    /// The day the result was owed by; older records do not say.
    pub judged_by: Option<Date>,
    /// By how many working days it came later; older records do not say.
    pub late: Option<u32>,
}

/// How it ended, when an office ended it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Decision {
    Declined {
        at: Timestamp,
        reason: String,
        right_office: Option<String>,
        remedies: String,
    },
    Granted {
        at: Timestamp,
        result: String,
        notes: String,
        judged_by: Option<Date>,
        worked: Option<u32>,
    },
    Refused {
        at: Timestamp,
        reasons: String,
        basis: String,
        remedies: String,
        judged_by: Option<Date>,
        worked: Option<u32>,
    },
}

impl Decision {
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Declined { at, .. } | Self::Granted { at, .. } | Self::Refused { at, .. } => *at,
        }
    }

    /// The promised day it is judged by, frozen when it was decided; none where nothing was promised.
    #[must_use]
    pub const fn judged_by(&self) -> Option<Date> {
        match self {
            Self::Declined { .. } => None,
            Self::Granted { judged_by, .. } | Self::Refused { judged_by, .. } => *judged_by,
        }
    }

    /// The working days from acceptance to it, as they were counted when it was made.
    #[must_use]
    pub const fn worked(&self) -> Option<u32> {
        match self {
            Self::Declined { .. } => None,
            Self::Granted { worked, .. } | Self::Refused { worked, .. } => *worked,
        }
    }

    /// What the applicant can do against it; nothing to do against a grant.
    #[must_use]
    pub fn remedies(&self) -> Option<&str> {
        match self {
            Self::Granted { .. } => None,
            Self::Declined { remedies, .. } | Self::Refused { remedies, .. } => Some(remedies),
        }
    }
}

impl Case {
    /// The case for somebody whose mandate was just asked for: that it was filed by an agent says nothing of today.
    #[must_use]
    pub fn mandated_to(mut self, agent: Option<AccountId>) -> Self {
        self.filing.agent = agent;
        self
    }

    /// Whose case it is, for `may`. Mandates can be taken back: the service says by [`Case::mandated_to`] whose stands.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope {
            territory: Some(self.filing.handling.clone()),
            department: Some(self.filing.department.clone()),
            owner: Some(self.filing.applicant.clone()),
            mandate: self.filing.agent.clone(),
        }
    }

    /// When the office had everything the applicant has handed in so far: from here it has five working days.
    #[must_use]
    pub fn complete_since(&self) -> Timestamp {
        self.correction
            .as_ref()
            .and_then(|correction| correction.supplied_at)
            .unwrap_or(self.received_at)
    }

    /// What sets it apart as it stands.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        Mark::ALL.into_iter().filter(|mark| mark.is_on(self)).collect()
    }

    /// The demands that wait for the applicant now.
    #[must_use]
    pub fn open_demands(&self) -> &[Demand] {
        match &self.correction {
            Some(correction) if self.state == CaseState::CorrectionRequested => &correction.open,
            _ => &[],
        }
    }
}
