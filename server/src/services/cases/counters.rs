//! The public figures, counted in the transaction that changes a case. Test cases are outside by definition, withdrawn
//! ones leave what they had entered.

use std::collections::{BTreeMap, BTreeSet};

use shared::case::{AcceptedHow, Case, CaseState, Channel, Decision, clock};
use shared::time::{Calendar, Date, local_date};

use sqlx::AnyPool;

use crate::store::{Abort, StoreError, Tx, insert_rows};

/// What is counted for a town (or an item) and a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Handed in, in the month of receipt; withdrawn ones are taken out again.
    Received,
    /// Of these, handed in by phone or computer.
    ReceivedOnline,
    /// Granted or refused, in the month of the decision.
    Decided,
    /// Of these, decided within the promised limit.
    DecidedOnTime,
    /// Not taken on, in the month it was said.
    Declined,
    /// Granted.
    Granted,
    /// Counted as accepted because nobody told anything in time (行政许可法 §32).
    AcceptedBySilence,
}

impl Measure {
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::ReceivedOnline,
        Self::Decided,
        Self::DecidedOnTime,
        Self::Declined,
        Self::Granted,
        Self::AcceptedBySilence,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::ReceivedOnline => "received_online",
            Self::Decided => "decided",
            Self::DecidedOnTime => "decided_on_time",
            Self::Declined => "declined",
            Self::Granted => "granted",
            Self::AcceptedBySilence => "accepted_by_silence",
        }
    }
}

/// The contribution of one case to the counters: which measures, in which month. Recounting all cases by this
/// function gives the stored figures.
#[must_use]
pub fn contribution(case: &Case, calendar: &Calendar) -> BTreeMap<(String, Measure), i64> {
    let mut counts = BTreeMap::new();
    if case.filing.is_test || case.state == CaseState::Withdrawn {
        return counts;
    }
    let mut count = |date: Date, measure| *counts.entry((month_of(date), measure)).or_insert(0) += 1;
    let received = local_date(case.received_at);
    count(received, Measure::Received);
    if matches!(case.filing.channel, Channel::Phone | Channel::Computer) {
        count(received, Measure::ReceivedOnline);
    }
    if let Some(acceptance) = case.acceptance
        && acceptance.how == AcceptedHow::BySilence
    {
        count(acceptance.on, Measure::AcceptedBySilence);
    }
    if let Some(decision) = &case.decision {
        let decided = local_date(decision.at());
        match decision {
            Decision::Declined { .. } => count(decided, Measure::Declined),
            Decision::Granted { .. } => count(decided, Measure::Granted),
            Decision::Refused { .. } => {}
        }
        // The promised limit runs from acceptance: what was never taken on has none to keep.
        if let Some(in_time) = clock(case, calendar).in_time {
            count(decided, Measure::Decided);
            if in_time {
                count(decided, Measure::DecidedOnTime);
            }
        }
    }
    counts
}

/// 2026-11
#[must_use]
pub fn month_of(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// What changes in the figures, summed over one or many cases, so that each figure is written once.
#[derive(Debug, Default)]
pub struct Changes {
    towns: BTreeMap<(String, String, Measure), i64>,
    items: BTreeMap<(String, String, Measure), i64>,
}

impl Changes {
    /// Adds the difference between what a case contributed before and contributes now.
    pub fn add(&mut self, before: Option<&Case>, after: &Case, calendar: &Calendar) {
        let mut difference = contribution(after, calendar);
        if let Some(before) = before {
            for (key, count) in contribution(before, calendar) {
                *difference.entry(key).or_insert(0) -= count;
            }
        }
        let town = after.filing.handling.to_string();
        let item = after.filing.item.to_string();
        for ((month, measure), change) in difference {
            *self.towns.entry((town.clone(), month.clone(), measure)).or_insert(0) += change;
            *self.items.entry((item.clone(), month, measure)).or_insert(0) += change;
        }
    }

    /// What is stored, compared with these as the whole: how many figures were read, and those that differ.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn differences(&self, pool: &AnyPool) -> Result<(usize, Vec<String>), StoreError> {
        let mut read = 0;
        let mut findings = Vec::new();
        for (sql, counted) in [(TOWN_ALL, &self.towns), (ITEM_ALL, &self.items)] {
            let stored: Vec<(String, String, String, i64)> = sqlx::query_as(sql).fetch_all(pool).await?;
            read += stored.len();
            let stored: BTreeMap<_, _> = stored
                .into_iter()
                .map(|(key, month, measure, value)| ((key, month, measure), value))
                .filter(|(_, value)| *value != 0)
                .collect();
            let counted: BTreeMap<_, _> = counted
                .iter()
                .map(|((key, month, measure), value)| ((key.clone(), month.clone(), measure.code().to_owned()), *value))
                .filter(|(_, value)| *value != 0)
                .collect();
            let keys: BTreeSet<_> = stored.keys().chain(counted.keys()).collect();
            for key in keys {
                let (kept, right) = (stored.get(key).unwrap_or(&0), counted.get(key).unwrap_or(&0));
                if kept != right {
                    let (of, month, measure) = key;
                    findings.push(format!("{of} {month} {measure}: {kept} is kept, {right} are counted"));
                }
            }
        }
        Ok((read, findings))
    }

    /// Writes them in the order of their keys: two units of work never wait for each other crosswise.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn write(self, tx: &mut Tx<'_>) -> Result<(), Abort> {
        for (into, then, changes) in [(TOWN, TOWN_THERE, self.towns), (ITEM, ITEM_THERE, self.items)] {
            let rows = changes
                .into_iter()
                .filter(|(_, change)| *change != 0)
                .map(|((key, month, measure), change)| {
                    vec![
                        Some(key.into()),
                        Some(month.into()),
                        Some(measure.code().into()),
                        Some(change.into()),
                    ]
                })
                .collect();
            insert_rows(tx, into, rows, then).await?;
        }
        Ok(())
    }
}

const TOWN: &str = "INSERT INTO town_counter (town, month, measure, value)";
const TOWN_THERE: &str =
    " ON CONFLICT (town, month, measure) DO UPDATE SET value = town_counter.value + excluded.value";
const TOWN_ALL: &str = "SELECT town, month, measure, value FROM town_counter";
const ITEM_ALL: &str = "SELECT item, month, measure, value FROM item_counter";
const ITEM: &str = "INSERT INTO item_counter (item, month, measure, value)";
const ITEM_THERE: &str =
    " ON CONFLICT (item, month, measure) DO UPDATE SET value = item_counter.value + excluded.value";
