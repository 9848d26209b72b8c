//! The letter as the applicant reads it: on the desk before it goes out, and in their own case afterwards.

use serde::{Deserialize, Serialize};

use super::super::{Case, Clock, Demand, FIRST_NOTICE_DAYS};
use crate::time::{Date, DueDate, show_date, show_day};

/// A letter. Everything it says is here, so that two places that show it cannot say different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub item: String,
    pub due: Option<DueDate>,
    /// The days given are over.
    pub lapsed: bool,
    pub lines: Vec<LetterLine>,
    /// The day it is read on.
    pub today: Date,
}

/// One demand: what to do, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterLine {
    pub path: Option<String>,
    pub what: String,
    /// Empty where the demand says it itself.
    pub why: String,
}

impl From<&Demand> for LetterLine {
    fn from(demand: &Demand) -> Self {
        let same = demand.what == demand.why;
        Self {
            path: demand.path.clone(),
            what: demand.what.clone(),
            why: if same { String::new() } else { demand.why.clone() },
        }
    }
}

impl Letter {
    /// The letter that is open; none while nothing is asked for.
    #[must_use]
    pub fn of(case: &Case, clock: &Clock, item: &str, today: Date) -> Option<Self> {
        let lines: Vec<LetterLine> = case.open_demands().iter().map(LetterLine::from).collect();
        (!lines.is_empty()).then(|| Self {
            item: item.to_owned(),
            due: clock.correction_due,
            lapsed: case.correction.as_ref().is_some_and(|correction| correction.lapsed),
            lines,
            today,
        })
    }

    #[must_use]
    pub fn title(&self) -> String {
        format!("请补 {} 样", self.lines.len())
    }

    /// By when.
    #[must_use]
    pub fn until(&self) -> String {
        match self.due {
            _ if self.lapsed => "补正期限已过，请尽快补齐，否则可能不予受理".to_owned(),
            None => "请尽快补好".to_owned(),
            Some(due) if due.provisional => format!("请在 {}前（暂定）补好", show_date(due.date)),
            Some(due) => format!("请在 {}前补好", show_day(due.date, self.today)),
        }
    }

    /// What it is about, and that it is all (行政许可法 §32).
    #[must_use]
    pub fn about(&self) -> String {
        let count = self.lines.len();
        format!(
            "您办的“{}”要补下面 {count} 样。这次已经一次说全，除了这 {count} 样，不会再要您补别的。",
            self.item
        )
    }

    /// What happens after it is answered.
    #[must_use]
    pub fn after(&self) -> String {
        format!("补好后按“提交补正”，我们会在 {FIRST_NOTICE_DAYS} 个工作日内告诉您是否受理。")
    }
}
