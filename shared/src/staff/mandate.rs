//! A resident lets their village's station act for them (委托代办): what for, and until when.

use serde::{Deserialize, Serialize};

use super::Term;
use crate::catalogue::ItemId;
use crate::id::CaseId;
use crate::place::{DivisionCode, Tier};
use crate::problem::FieldProblem;
use crate::time::{Date, moved, show_date};

/// The most days of one mandate; it can be given again.
pub const LONGEST_MANDATE: i32 = 365;

/// What an agent is mandated for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "errand", content = "of", rename_all = "snake_case")]
pub enum Errand {
    Anything,
    Item(ItemId),
    Case(CaseId),
}

/// A mandate that has not been ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The village whose agents act.
    pub station: DivisionCode,
    pub errand: Errand,
    pub term: Term,
}

impl Mandate {
    /// Whether whoever works at `station` reaches an application for `item` on this day, which is a `case` once it was
    /// handed in.
    #[must_use]
    pub fn covers(&self, station: &DivisionCode, today: Date, item: &ItemId, case: Option<&CaseId>) -> bool {
        let errand = match &self.errand {
            Errand::Anything => true,
            Errand::Item(one) => one == item,
            Errand::Case(one) => case == Some(one),
        };
        errand && self.station == *station && self.term.covers(today)
    }

    /// What is wrong with giving it today.
    ///
    /// # Errors
    /// At `station` or `until`.
    pub fn check(&self, today: Date) -> Result<(), Vec<FieldProblem>> {
        let mut problems = Vec::new();
        if self.station.tier() != Tier::Village {
            problems.push(FieldProblem::new(
                "station",
                "只能委托村（社区）便民服务站",
                "请选择一个村（社区）",
            ));
        }
        problems.extend(wrong_end(self.term.until, today));
        match problems.is_empty() {
            true => Ok(()),
            false => Err(problems),
        }
    }
}

/// What is wrong with the last day of a mandate that is given today.
#[must_use]
pub fn wrong_end(until: Option<Date>, today: Date) -> Option<FieldProblem> {
    let last = moved(today, LONGEST_MANDATE);
    match until {
        None => Some(FieldProblem::new(
            "until",
            "没有填写委托到哪一天",
            "请填写一个日期，随时可以提前结束",
        )),
        Some(until) if until < today => Some(FieldProblem::new(
            "until",
            "委托的日期已经过了",
            "请填写今天或者以后的日期",
        )),
        Some(until) if until > last => Some(FieldProblem::new(
            "until",
            "一次委托最多一年",
            format!("请填写 {}或者更早的日期", show_date(last)),
        )),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mandate(errand: Errand) -> Mandate {
        Mandate {
            station: "350582115203".parse().unwrap(),
            errand,
            term: Term {
                from: "2026-11-23".parse().unwrap(),
                until: Some("2026-11-30".parse().unwrap()),
            },
        }
    }

    fn case(number: u32) -> CaseId {
        format!("00000000-0000-7000-8000-{number:012}").parse().unwrap()
    }

    #[test]
    fn a_mandate_covers_its_errand_at_its_station_on_its_days_and_nothing_else() {
        let (here, there): (DivisionCode, DivisionCode) =
            ("350582115203".parse().unwrap(), "350582116203".parse().unwrap());
        let (item, other): (ItemId, ItemId) = ("JJ-MZ-04".parse().unwrap(), "JJ-GA-01".parse().unwrap());
        let today: Date = "2026-11-30".parse().unwrap();
        let anything = mandate(Errand::Anything);
        assert!(anything.covers(&here, today, &item, None) && anything.covers(&here, today, &other, Some(&case(1))));
        assert!(!anything.covers(&there, today, &item, None));
        for outside in ["2026-11-22", "2026-12-01"] {
            assert!(
                !anything.covers(&here, outside.parse().unwrap(), &item, None),
                "{outside}"
            );
        }
        let of_item = mandate(Errand::Item(item.clone()));
        assert!(of_item.covers(&here, today, &item, None) && of_item.covers(&here, today, &item, Some(&case(1))));
        assert!(!of_item.covers(&here, today, &other, None));
        let of_case = mandate(Errand::Case(case(1)));
        assert!(of_case.covers(&here, today, &item, Some(&case(1))));
        assert!(!of_case.covers(&here, today, &item, Some(&case(2))) && !of_case.covers(&here, today, &item, None));
    }

    #[test]
    fn a_mandate_is_given_to_a_village_and_for_a_year_at_most() {
        let today = "2026-11-23".parse().unwrap();
        let wrong = |station: &str, until: Option<&str>| -> Vec<String> {
            let mut one = mandate(Errand::Anything);
            one.station = station.parse().unwrap();
            one.term.until = until.map(|day| day.parse().unwrap());
            let checked = one.check(today);
            checked.map_or_else(|found| found.into_iter().map(|one| one.path).collect(), |()| Vec::new())
        };
        assert!(wrong("350582115203", Some("2026-11-23")).is_empty());
        assert!(wrong("350582115203", Some("2027-11-23")).is_empty());
        assert_eq!(wrong("350582115203", Some("2027-11-24")), ["until"]);
        assert_eq!(wrong("350582115203", Some("2026-11-22")), ["until"]);
        assert_eq!(wrong("350582115000", None), ["station", "until"]);
    }
}
