//! What is open in a case: each matter with its limit, its due date, and the day it wakes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Case, CaseState, DELIVERY_DAYS, Decision, FIRST_NOTICE_DAYS};
use crate::time::{Calendar, DueDate, Interval, Limit, local_date};

/// What somebody owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    /// The office: whether the application is complete (行政许可法 §32).
    FirstNotice,
    /// The applicant: what was asked for.
    Correction,
    /// The office: the decision.
    Decision,
    /// The office: the result has to reach the applicant (行政许可法 §44).
    Delivery,
}

impl MatterKind {
    /// The office owes it; otherwise it waits for the applicant and nobody's limit runs.
    #[must_use]
    pub const fn is_duty(self) -> bool {
        !matches!(self, Self::Correction)
    }
}

/// One thing that is owed, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    pub kind: MatterKind,
    /// The first that ends counts: what was promised and what the law allows run side by side.
    pub limits: Vec<Interval>,
    /// The law acts by itself once it is past.
    pub wakes: bool,
}

impl Matter {
    fn new(kind: MatterKind, from: Date, days: u16) -> Self {
        Self {
            kind,
            limits: vec![Interval::new(from, Limit::WorkingDays(days))],
            wakes: false,
        }
    }

    /// The limit that ends first, with its end; none while all of them stand still.
    #[must_use]
    pub fn first(&self, calendar: &Calendar) -> Option<(&Interval, DueDate)> {
        let ends = self
            .limits
            .iter()
            .filter_map(|limit| Some((limit, limit.due(calendar)?)));
        ends.min_by_key(|(_, due)| due.date)
    }

    #[must_use]
    pub fn due(&self, calendar: &Calendar) -> Option<DueDate> {
        self.first(calendar).map(|(_, due)| due)
    }
}

impl Case {
    /// What is owed as the case stands. Give it the case as [`super::as_of`] today.
    #[must_use]
    pub fn matters(&self) -> Vec<Matter> {
        let open = match self.state {
            CaseState::Submitted => Some(self.first_notice()),
            CaseState::CorrectionRequested => self.correction_owed(),
            CaseState::Accepted => self.decision_owed(),
            CaseState::Granted | CaseState::Refused => self.delivery_owed(),
            CaseState::Declined | CaseState::Closed | CaseState::Withdrawn => None,
        };
        open.into_iter().collect()
    }

    /// The day after which the law acts by itself, if nobody does.
    #[must_use]
    pub fn wakes_on(&self, calendar: &Calendar) -> Option<Date> {
        let wakes = self.matters().into_iter().filter(|matter| matter.wakes);
        wakes
            .filter_map(|matter| matter.due(calendar))
            .map(|due| due.date)
            .min()
    }

    pub(super) fn first_notice(&self) -> Matter {
        let from = local_date(self.complete_since());
        Matter {
            wakes: true,
            ..Matter::new(MatterKind::FirstNotice, from, FIRST_NOTICE_DAYS)
        }
    }

    /// What was asked for, whether it is still waited for or not.
    pub(super) fn correction_owed(&self) -> Option<Matter> {
        let correction = self.correction.as_ref()?;
        let from = local_date(correction.asked_at);
        Some(Matter {
            // Once it is on the record that the days ran out, nothing more comes by itself.
            wakes: !correction.lapsed,
            ..Matter::new(MatterKind::Correction, from, correction.days)
        })
    }

    /// That the result reaches the applicant, whether it has or not; none where nothing was granted or refused.
    pub(super) fn delivery_owed(&self) -> Option<Matter> {
        let decision = self.decision.as_ref()?;
        let has_result = matches!(decision, Decision::Granted { .. } | Decision::Refused { .. });
        has_result.then(|| Matter::new(MatterKind::Delivery, local_date(decision.at()), DELIVERY_DAYS))
    }

    fn decision_owed(&self) -> Option<Matter> {
        let from = self.acceptance?.on;
        let limits = [Some(self.rules.promised), self.rules.statutory];
        Some(Matter {
            kind: MatterKind::Decision,
            limits: limits
                .into_iter()
                .flatten()
                .map(|limit| Interval::new(from, limit))
                .collect(),
            wakes: false,
        })
    }
}
