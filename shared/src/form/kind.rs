//! The kinds of fields.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::written::Written;
use super::{CrossRule, Field};
use crate::catalogue::MaterialId;
use crate::place::DivisionCode;
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

/// What kind of answer a field takes. As JSON: `{"kind": "text", "max": 50}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    Text {
        max: u32,
    },
    LongText {
        max: u32,
    },
    Integer {
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// Yuan with two decimals as typed; the answer keeps whole fen.
    Money {
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<i64>,
    },
    Date {
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<DateBound>,
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<DateBound>,
    },
    Choice {
        options: Vec<Choice>,
    },
    Choices {
        options: Vec<Choice>,
        min: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
    },
    YesNo,
    CitizenNumber,
    CreditCode,
    /// A mobile or a landline.
    Phone,
    Mobile,
    /// A village or community and the rest of the address: `{"division": "…", "detail": "…"}`.
    Address {
        /// The city or town the village must lie in.
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<DivisionCode>,
    },
    Person {
        #[serde(flatten)]
        parts: PersonParts,
    },
    /// A list of groups. Rules within it name siblings by a path that begins with a dot.
    Repeat {
        fields: Vec<Field>,
        min: u32,
        max: u32,
        /// What one entry is called, e.g. 家庭成员.
        item_label: String,
        /// What contradicts within one entry.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        rules: Vec<CrossRule>,
    },
    /// Files for a material; the answer is the list of their ids.
    Material {
        material: MaterialId,
        accept: Vec<FileKind>,
        max_files: u32,
    },
    /// A statement the applicant makes by ticking it.
    Declaration {
        text: String,
    },
}

impl FieldKind {
    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long_text",
            Self::Integer { .. } => "integer",
            Self::Money { .. } => "money",
            Self::Date { .. } => "date",
            Self::Choice { .. } => "choice",
            Self::Choices { .. } => "choices",
            Self::YesNo => "yes_no",
            Self::CitizenNumber => "citizen_number",
            Self::CreditCode => "credit_code",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Address { .. } => "address",
            Self::Person { .. } => "person",
            Self::Repeat { .. } => "repeat",
            Self::Material { .. } => "material",
            Self::Declaration { .. } => "declaration",
        }
    }

    /// The names its JSON may have beside `kind`, so that a slip of the pen is told and not passed over.
    pub(super) const fn keys(&self) -> &'static [&'static str] {
        match self {
            Self::Text { .. } | Self::LongText { .. } => &["max"],
            Self::Integer { .. } => &["min", "max", "unit"],
            Self::Money { .. } | Self::Date { .. } => &["min", "max"],
            Self::Choice { .. } => &["options"],
            Self::Choices { .. } => &["options", "min", "max"],
            Self::Address { .. } => &["within"],
            Self::Person { .. } => &["citizen_number", "mobile", "relation"],
            Self::Repeat { .. } => &["fields", "min", "max", "item_label", "rules"],
            Self::Material { .. } => &["material", "accept", "max_files"],
            Self::Declaration { .. } => &["text"],
            Self::YesNo | Self::CitizenNumber | Self::CreditCode | Self::Phone | Self::Mobile => &[],
        }
    }

    /// Whether the answer is personal data that lists and lookers without need see masked (个人信息保护法 §28).
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        matches!(
            self,
            Self::CitizenNumber
                | Self::Phone
                | Self::Mobile
                | Self::Address { .. }
                | Self::Person { .. }
                | Self::Material { .. }
        )
    }
}
