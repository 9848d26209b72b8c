//! Days on which a site does not open although its hours say so.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::problem::{Explain, FieldProblem};
use crate::time::{A_YEAR_AHEAD, Date, moved, show_day, too_far_ahead};
use crate::value_list;

/// The longest closure: who closes for longer moves, and says so in the address.
pub const MAX_DAYS: i32 = 60;
/// Days ahead within which a closure concerns whoever plans a visit.
pub const NEAR_DAYS: i32 = 31;
/// In characters.
const MAX_NOTE: usize = 100;

value_list! {
    /// Why a site is closed.
    pub enum Reason, "停办原因" {
        Typhoon = "typhoon", "台风";
        Holiday = "holiday", "节假日";
        Training = "training", "集中培训";
        Works = "works", "设备检修";
        Other = "other", "其他原因";
    }
}

/// From one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    pub from: Date,
    pub to: Date,
    pub reason: Reason,
    pub note: Option<String>,
}

/// What is wrong with a closure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub enum ClosureError {
    Backwards,
    Past,
    TooLong,
    NoNote,
    LongNote,
}

impl ClosureError {
    /// The input it stands at.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Backwards | Self::Past | Self::TooLong => "to",
            Self::NoNote | Self::LongNote => "note",
        }
    }
}

impl Explain for ClosureError {
    fn what(&self) -> &'static str {
        match self {
            Self::Backwards => "停办的最后一天早于第一天",
            Self::Past => "这几天已经过去了",
            Self::TooLong => "一次停办最多 60 天",
            Self::NoNote => "选了其他原因，却没有写明",
            Self::LongNote => "说明最多 100 个字",
        }
    }
    fn fix(&self) -> &'static str {
        match self {
            Self::Backwards => "请检查两个日期",
            Self::Past => "请填写今天或以后的日期",
            Self::TooLong => "长期停办的，请改办公时间或地点",
            Self::NoNote => "请写明为什么停办，群众会看到",
            Self::LongNote => "请精简",
        }
    }
}

impl Closure {
    /// A closure as entered on `today`; a blank note is none.
    ///
    /// # Errors
    /// All that keeps it from being one, at `from`, `to` or `note`.
    pub fn new(from: Date, to: Date, reason: Reason, note: &str, today: Date) -> Result<Self, Vec<FieldProblem>> {
        let note = Some(note.trim()).filter(|note| !note.is_empty());
        let days = if to < from {
            Some(ClosureError::Backwards)
        } else if to < today {
            Some(ClosureError::Past)
        } else if to > moved(from, MAX_DAYS - 1) {
            Some(ClosureError::TooLong)
        } else {
            None
        };
        let said = match note {
            None if reason == Reason::Other => Some(ClosureError::NoNote),
            Some(note) if note.chars().count() > MAX_NOTE => Some(ClosureError::LongNote),
            _ => None,
        };
        let mut problems = Vec::from_iter(too_far_ahead("from", "停办的第一天", from, A_YEAR_AHEAD, today));
        let others = [days, said].into_iter().flatten();
        problems.extend(others.map(|error| FieldProblem::of(error.field(), &error)));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            from,
            to,
            reason,
            note: note.map(str::to_owned),
        })
    }

    /// Whether the site is closed on that day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Whether it concerns whoever plans a visit today: it runs, or begins soon.
    #[must_use]
    pub fn is_near(&self, today: Date) -> bool {
        self.from <= moved(today, NEAR_DAYS)
    }

    /// 6 月 3 日台风停办
    #[must_use]
    pub fn words(&self, today: Date) -> String {
        let from = show_day(self.from, today);
        let days = if self.from == self.to {
            from
        } else {
            format!("{from}至 {}", show_day(self.to, today))
        };
        let reason = match self.reason {
            Reason::Other => "",
            reason => reason.words(),
        };
        match &self.note {
            Some(note) => format!("{days}{reason}停办（{note}）"),
            None => format!("{days}{reason}停办"),
        }
    }
}
