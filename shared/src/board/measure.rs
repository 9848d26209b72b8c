//! What is counted. A measure is a row: its name, its stable code, and the rule by which a case counts in it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::Bucket;
use crate::case::{AcceptedHow, Case, CaseState, Decision, clock};
use crate::time::{Calendar, Date, local_date};
use crate::value_list;

/// Raised when the rule of a standing measure changes: everything is then counted anew. A new measure needs no more
/// than its row.
pub const RULES: u32 = 1;

/// A case as the rules look at it.
struct Seen<'a> {
    case: &'a Case,
    calendar: &'a Calendar,
    in_time: OnceCell<Option<bool>>,
}

/// Once in a measure: on which day, and how long it took.
struct Once {
    on: Date,
    bucket: Bucket,
}

/// Whether and when a case counts. None for what guides say: those are read from the guides as they stand.
type Rule = Option<fn(&Seen<'_>) -> Option<Once>>;

macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident $code:literal $rule:expr;)+) => {
        value_list! {
            /// A measure: of the cases of a place, a department, an item or a channel in a month, or of a place's guides.
            pub enum Measure, "指标" { $($(#[$doc])* $name = $code;)+ }
        }

        impl Measure {
            const fn rule(self) -> Rule {
                match self { $(Self::$name => $rule,)+ }
            }
        }
    };
}

measures! {
    /// Handed in, in the month of receipt; withdrawn ones are taken out again.
    Received "received" Some(|seen| on(seen.received()));
    /// Of these, handed in by phone or computer.
    ReceivedOnline "received_online" Some(|seen| on_if(seen.case.filing.channel.is_online(), seen.received()));
    /// Granted or refused, in the month of the decision.
    Decided "decided" Some(|seen| on_if(seen.in_time().is_some(), seen.decided()?));
    /// Of these, decided within the promised limit.
    DecidedOnTime "decided_on_time" Some(|seen| on_if(seen.in_time() == Some(true), seen.decided()?));
    /// Decided, by the working days from acceptance, which is not counted (民法典 §201), to the decision.
    HandlingDays "handling_days" Some(|seen| {
        let (from, on) = (seen.case.acceptance?.on, seen.decided()?);
        // As counted then: days off that are announced later change no figure.
        let then = seen.case.decision.as_ref().and_then(Decision::worked).and_then(|days| i32::try_from(days).ok());
        let days = then.unwrap_or_else(|| seen.calendar.working_days_between(from, on));
        let bucket = Bucket::of_days(days);
        Some(Once { on, bucket })
    });
    /// Not taken on, in the month it was said.
    Declined "declined" Some(|seen| match seen.case.decision {
        Some(Decision::Declined { at, .. }) => on(local_date(at)),
        _ => None,
    });
    /// Granted.
    Granted "granted" Some(|seen| match seen.case.decision {
        Some(Decision::Granted { at, .. }) => on(local_date(at)),
        _ => None,
    });
    /// Counted as accepted because nobody told anything in time (行政许可法 §32).
    AcceptedBySilence "accepted_by_silence" Some(|seen| {
        let acceptance = seen.case.acceptance?;
        on_if(acceptance.how == AcceptedHow::BySilence, acceptance.on)
    });
    /// The applicant said that the office is late, in the month of the first time.
    Reminded "reminded" Some(|seen| on(local_date(*seen.case.reminders.first()?)));
    /// Items a place takes on or collects for.
    ItemsPublished "items_published" None;
    /// Elements that the guides of a place must have.
    ElementsRequired "elements_required" None;
    /// Of these, filled.
    ElementsFilled "elements_filled" None;
    /// Of these, filled and confirmed.
    ElementsConfirmed "elements_confirmed" None;
}

fn on(on: Date) -> Option<Once> {
    let bucket = Bucket::WHOLE;
    Some(Once { on, bucket })
}

fn on_if(counts: bool, day: Date) -> Option<Once> {
    counts.then(|| on(day)).flatten()
}

impl Seen<'_> {
    fn received(&self) -> Date {
        local_date(self.case.received_at)
    }

    fn decided(&self) -> Option<Date> {
        self.case.decision.as_ref().map(|decision| local_date(decision.at()))
    }

    /// Whether the promised limit was kept. It runs from acceptance: what was never taken on has none to keep. Worked out
    /// once, and only for what is decided: dates with their reasons cost more than all rules together.
    fn in_time(&self) -> Option<bool> {
        self.case.decision.as_ref()?;
        *self.in_time.get_or_init(|| clock(self.case, self.calendar).in_time)
    }
}

impl Measure {
    /// Those counted from cases; the rest is read from guides.
    pub fn of_cases() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|measure| measure.rule().is_some())
    }
}

/// What counts, by month (2026-11), measure and bucket.
pub type Contribution = BTreeMap<(String, Measure, Bucket), i64>;

/// What one case adds to the counters of each of its [`super::scopes`]. Test cases are outside by definition; withdrawn
/// ones leave what they had entered. Summed over all cases this gives the stored figures.
#[must_use]
pub fn contribution(case: &Case, calendar: &Calendar) -> Contribution {
    if case.filing.is_test || case.state == CaseState::Withdrawn {
        return Contribution::new();
    }
    let seen = Seen {
        case,
        calendar,
        in_time: OnceCell::new(),
    };
    Measure::ALL
        .iter()
        .filter_map(|measure| {
            let Once { on, bucket } = measure.rule()?(&seen)?;
            Some(((month_of(on), *measure, bucket), 1))
        })
        .collect()
}

/// What changes in the counters when a case becomes another; without noughts.
#[must_use]
pub fn difference(before: Option<&Case>, after: &Case, calendar: &Calendar) -> Contribution {
    let mut difference = contribution(after, calendar);
    for (key, count) in before.map(|before| contribution(before, calendar)).unwrap_or_default() {
        *difference.entry(key).or_insert(0) -= count;
    }
    difference.retain(|_, change| *change != 0);
    difference
}

/// 2026-11
#[must_use]
pub fn month_of(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_its_own_and_the_name_it_travels_by() {
        let codes: BTreeSet<&str> = Measure::ALL.iter().map(|measure| measure.as_str()).collect();
        assert_eq!(codes.len(), Measure::ALL.len());
        for measure in Measure::ALL {
            assert_eq!(
                serde_json::to_string(&measure).unwrap(),
                format!("\"{}\"", measure.as_str())
            );
        }
    }

    #[test]
    fn guides_are_read_and_cases_are_counted() {
        let of_cases: Vec<&str> = Measure::of_cases().map(Measure::as_str).collect();
        assert!(
            of_cases.contains(&"received") && of_cases.contains(&"granted"),
            "{of_cases:?}"
        );
        assert!(
            !of_cases.contains(&"items_published") && !of_cases.contains(&"elements_filled"),
            "{of_cases:?}"
        );
    }
}
