//! What the kinds of fields are made of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::time::{day, moved};

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What the answer keeps.
    pub value: String,
    /// What the applicant reads.
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// The edge of a date: a fixed day, or today moved by days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBound {
    On(#[serde(with = "day")] Date),
    /// `{"today": 0}` is today, `{"today": -30}` thirty days ago.
    Today(i32),
}

impl DateBound {
    /// The day it means today.
    #[must_use]
    pub fn on(self, today: Date) -> Date {
        match self {
            Self::On(date) => date,
            Self::Today(days) => moved(today, days),
        }
    }
}

/// What is asked of a person: the name always, the rest as said. The answer is a group with `name`,
/// `citizen_number`, `mobile` and `relation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonParts {
    pub citizen_number: bool,
    pub mobile: bool,
    /// The relations to choose from; none: not asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relation: Vec<Choice>,
}

impl PersonParts {
    /// The parts of the answer that are asked, in order.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let switches = [
            ("name", true),
            ("citizen_number", self.citizen_number),
            ("mobile", self.mobile),
            ("relation", !self.relation.is_empty()),
        ];
        switches
            .into_iter()
            .filter_map(|(name, asked)| asked.then_some(name))
            .collect()
    }
}

/// The parts of an address's answer.
pub(super) const ADDRESS_PARTS: [&str; 2] = ["division", "detail"];

/// What a material may be handed in as. Only what staff can open safely exists here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A photo or scan.
    Image,
    Pdf,
}

impl FileKind {
    /// Both, which is what a material takes when it says nothing.
    #[must_use]
    pub fn all() -> Vec<Self> {
        vec![Self::Image, Self::Pdf]
    }

    /// The kind of a media type such as `image/jpeg`; none for what is never taken.
    #[must_use]
    pub fn of_media(media: &str) -> Option<Self> {
        match media {
            "application/pdf" => Some(Self::Pdf),
            _ => media.starts_with("image/").then_some(Self::Image),
        }
    }

    /// For an input's `accept`.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Image => "image/*",
            Self::Pdf => "application/pdf",
        }
    }
}

impl Default for PersonParts {
    fn default() -> Self {
        Self {
            citizen_number: true,
            mobile: false,
            relation: Vec::new(),
        }
    }
}
