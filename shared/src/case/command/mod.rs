//! What someone wants done to a case, and the form in which they say it.

mod asks;
mod form;
mod rows;

use serde::{Deserialize, Serialize};

use super::{Delivery, Digest, Filing};
use crate::id::AccountId;

pub use asks::{Ask, Shape};
pub use form::not_a_colleague;
pub use rows::{Done, Hands, Row};

/// A wish; [`super::decide`] says whether the law grants it. The names of its parts are those of its form's fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    Submit(Box<Filing>),
    /// Everything that is missing, at once. `days`: working days given; `None` takes the item's.
    RequestCorrection {
        demands: Vec<Demand>,
        days: Option<u16>,
    },
    /// The applicant's answer: `answers` is the digest of all answers and files as they now stand.
    Supply {
        answers: Digest,
        note: String,
    },
    Accept,
    Decline {
        reason: String,
        #[serde(default)]
        right_office: Option<String>,
    },
    Grant {
        result: String,
        #[serde(default)]
        notes: String,
    },
    Refuse {
        reasons: String,
        basis: String,
    },
    /// The result has reached the applicant.
    Close {
        #[serde(flatten)]
        delivery: Delivery,
        #[serde(default)]
        note: String,
    },
    Withdraw {
        #[serde(default)]
        reason: String,
    },
    /// The applicant asks where it is: the office is late.
    Remind,
    Assign {
        to: AccountId,
    },
    Take,
    HandOver {
        to: AccountId,
        reason: String,
    },
}

/// One thing that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// What to do, e.g. 请补充户口簿首页照片.
    pub what: String,
    /// Why it is asked for.
    pub why: String,
    /// The answer path it concerns (a material field's path for a material); `None` concerns the whole.
    pub path: Option<String>,
}

impl Demand {
    /// The same demand said again; the reason may be put in other words.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.path == other.path && self.what.trim() == other.what.trim()
    }
}

/// The kind of a command. All there is to say of one stands in its [`Row`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommandKind {
    Submit,
    RequestCorrection,
    Supply,
    Accept,
    Decline,
    Grant,
    Refuse,
    Close,
    Withdraw,
    Remind,
    Assign,
    Take,
    HandOver,
}

impl CommandKind {
    /// Every kind, in the order buttons are shown.
    pub const ALL: [Self; 13] = [
        Self::Submit,
        Self::Supply,
        Self::Remind,
        Self::Take,
        Self::Accept,
        Self::Grant,
        Self::RequestCorrection,
        Self::Refuse,
        Self::Decline,
        Self::Close,
        Self::Assign,
        Self::HandOver,
        Self::Withdraw,
    ];

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.row().name == name)
    }
}

impl Command {
    #[must_use]
    pub const fn kind(&self) -> CommandKind {
        match self {
            Self::Submit(_) => CommandKind::Submit,
            Self::RequestCorrection { .. } => CommandKind::RequestCorrection,
            Self::Supply { .. } => CommandKind::Supply,
            Self::Accept => CommandKind::Accept,
            Self::Decline { .. } => CommandKind::Decline,
            Self::Grant { .. } => CommandKind::Grant,
            Self::Refuse { .. } => CommandKind::Refuse,
            Self::Close { .. } => CommandKind::Close,
            Self::Withdraw { .. } => CommandKind::Withdraw,
            Self::Remind => CommandKind::Remind,
            Self::Assign { .. } => CommandKind::Assign,
            Self::Take => CommandKind::Take,
            Self::HandOver { .. } => CommandKind::HandOver,
        }
    }
}
