//! Limits: so many working days, natural days or months; or on the spot.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Calendar, DueDate};
use crate::value_list;

value_list! {
    /// The unit of a limit, as packages and guides write it.
    pub enum LimitUnit, "期限单位" {
        WorkingDays = "working_days", "工作日";
        NaturalDays = "natural_days", "自然日";
        Months = "months", "个月";
        OnTheSpot = "on_the_spot", "当场办结";
    }
}

/// How long something may take. As JSON: `{"value": 10, "unit": "working_days"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Raw", into = "Raw")]
pub enum Limit {
    OnTheSpot,
    WorkingDays(u16),
    NaturalDays(u16),
    Months(u16),
}

#[derive(Serialize, Deserialize)]
struct Raw {
    #[serde(default)]
    value: u16,
    unit: LimitUnit,
}

impl From<Raw> for Limit {
    /// Zero of any unit is on the spot.
    fn from(raw: Raw) -> Self {
        match (raw.unit, raw.value) {
            (LimitUnit::OnTheSpot, _) | (_, 0) => Self::OnTheSpot,
            (LimitUnit::WorkingDays, n) => Self::WorkingDays(n),
            (LimitUnit::NaturalDays, n) => Self::NaturalDays(n),
            (LimitUnit::Months, n) => Self::Months(n),
        }
    }
}

impl From<Limit> for Raw {
    fn from(limit: Limit) -> Self {
        let (value, unit) = match limit {
            Limit::OnTheSpot => (0, LimitUnit::OnTheSpot),
            Limit::WorkingDays(n) => (n, LimitUnit::WorkingDays),
            Limit::NaturalDays(n) => (n, LimitUnit::NaturalDays),
            Limit::Months(n) => (n, LimitUnit::Months),
        };
        Self { value, unit }
    }
}

impl Limit {
    /// The last day, counted from `from`, which itself is not counted (民法典 §201). A month ends on the same day of
    /// the month, or its last (§202); natural days and months that end on a day off end on the next working day (§203).
    #[must_use]
    pub fn due(self, from: Date, calendar: &Calendar) -> DueDate {
        let span = match self {
            Self::OnTheSpot => return calendar.due(from),
            Self::WorkingDays(n) => return calendar.add_working_days(from, n.into()),
            Self::NaturalDays(n) => jiff::Span::new().days(i64::from(n)),
            Self::Months(n) => jiff::Span::new().months(i64::from(n)),
        };
        calendar.due(calendar.next_working_day(from.saturating_add(span)))
    }

    /// A rough length in working days, for comparing limits of different units.
    #[must_use]
    pub fn rough_working_days(self) -> u32 {
        match self {
            Self::OnTheSpot => 0,
            Self::WorkingDays(n) => n.into(),
            Self::NaturalDays(n) => (u32::from(n) * 5).div_ceil(7),
            Self::Months(n) => u32::from(n) * 22,
        }
    }

    /// 受理以后 4 个工作日内办结: a promise runs from acceptance, and whoever hands in today is told so.
    #[must_use]
    pub fn after_acceptance(self) -> String {
        match self {
            Self::OnTheSpot | Self::WorkingDays(0) | Self::NaturalDays(0) | Self::Months(0) => {
                "受理以后当场办结".to_owned()
            }
            limit => format!("受理以后 {limit}内办结"),
        }
    }

    /// How many days this saves against `other`, when both count the same unit.
    #[must_use]
    pub fn saves(self, other: Self) -> Option<u16> {
        match (self, other) {
            (Self::WorkingDays(mine), Self::WorkingDays(theirs))
            | (Self::NaturalDays(mine), Self::NaturalDays(theirs))
            | (Self::Months(mine), Self::Months(theirs)) => theirs.checked_sub(mine),
            (Self::OnTheSpot, Self::WorkingDays(n) | Self::NaturalDays(n) | Self::Months(n)) => Some(n),
            _ => None,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnTheSpot | Self::WorkingDays(0) | Self::NaturalDays(0) | Self::Months(0) => f.write_str("当场办结"),
            Self::WorkingDays(n) => write!(f, "{n} 个工作日"),
            Self::NaturalDays(n) => write!(f, "{n} 个自然日"),
            Self::Months(n) => write!(f, "{n} 个月"),
        }
    }
}
