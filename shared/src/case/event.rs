//! What happened to a case. Events are never changed: a tag or field name here is part of the stored format.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Delivery, Demand, Digest, Filing, Rules};
use crate::access::{Acting, Actor, Role};
use crate::id::AccountId;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    Submitted {
        filing: Box<Filing>,
        rules: Rules,
    },
    CorrectionRequested {
        demands: Vec<Demand>,
        days: u16,
    },
    Supplied {
        answers: Digest,
        note: String,
    },
    /// The days given ran out without an answer. Said by the calendar, not by a person.
    CorrectionLapsed {
        due: Date,
    },
    Accepted,
    /// Nothing was told in time (行政许可法 §32). Said by the calendar, not by a person.
    CountedAsAccepted {
        from: Date,
        notice_due: Date,
    },
    Declined {
        reason: String,
        right_office: Option<String>,
        remedies: String,
    },
    Granted {
        result: String,
        notes: String,
        /// The promised day as it was counted then, for whatever calendar comes later; older records do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        judged_by: Option<Date>,
        /// The working days from acceptance to the decision, as they were counted then; older records do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worked: Option<u32>,
    },
    Refused {
        reasons: String,
        basis: String,
        remedies: String,
        /// As in [`Event::Granted`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        judged_by: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worked: Option<u32>,
    },
    Closed {
        note: String,
        /// How the result was delivered; older records do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delivery: Option<Delivery>,
        /// The day the result was owed by, as it was counted then; older records do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        judged_by: Option<Date>,
        /// By how many working days it came later, as they were counted then; older records do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<u32>,
    },
    Withdrawn {
        reason: String,
    },
    /// The office is late, and the applicant says so.
    Reminded,
    Assigned {
        to: AccountId,
    },
    Taken,
    HandedOver {
        to: AccountId,
        reason: String,
    },
    /// The window accepted it and puts it back for review: a clerk does not decide what takes time.
    Released,
}

impl Event {
    /// The stored tag.
    #[must_use]
    pub const fn tag(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "submitted",
            Self::CorrectionRequested { .. } => "correction_requested",
            Self::Supplied { .. } => "supplied",
            Self::CorrectionLapsed { .. } => "correction_lapsed",
            Self::Accepted => "accepted",
            Self::CountedAsAccepted { .. } => "counted_as_accepted",
            Self::Declined { .. } => "declined",
            Self::Granted { .. } => "granted",
            Self::Refused { .. } => "refused",
            Self::Closed { .. } => "closed",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Reminded => "reminded",
            Self::Assigned { .. } => "assigned",
            Self::Taken => "taken",
            Self::HandedOver { .. } => "handed_over",
            Self::Released => "released",
        }
    }
}

/// An event with its place in the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Counts from 1 without gaps.
    pub seq: u32,
    pub at: Timestamp,
    pub by: By,
    pub event: Event,
}

/// Who did it, as the record keeps it. An applicant's name is personal data and stays out; an officer answers by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum By {
    Applicant {
        id: AccountId,
    },
    Staff {
        id: AccountId,
        role: Role,
        name: String,
        /// The post they acted in; older records do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        acting: Option<Acting>,
    },
    /// The law took effect by the passing of time.
    Law,
}

impl By {
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        if actor.role.is_staff() {
            Self::Staff {
                id: actor.id.clone(),
                role: actor.role,
                name: actor.name.clone(),
                acting: actor.acting.clone(),
            }
        } else {
            Self::Applicant { id: actor.id.clone() }
        }
    }

    #[must_use]
    pub const fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Applicant { id } | Self::Staff { id, .. } => Some(id),
            Self::Law => None,
        }
    }
}

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        Self::of(actor)
    }
}
