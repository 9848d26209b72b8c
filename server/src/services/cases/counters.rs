//! The public figures, counted in the transaction that changes a case. Test cases are outside by definition, withdrawn
//! ones leave what they had entered.

use std::collections::BTreeMap;

use shared::case::{AcceptedHow, Case, CaseState, Channel, Decision, clock};
use shared::time::{Calendar, Date, local_date};

use crate::store::{Abort, Tx};

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

/// Writes the difference between what a case contributed before and contributes now.
///
/// # Errors
/// A database that does not answer.
pub async fn update(tx: &mut Tx<'_>, before: Option<&Case>, after: &Case, calendar: &Calendar) -> Result<(), Abort> {
    let mut difference = contribution(after, calendar);
    if let Some(before) = before {
        for (key, count) in contribution(before, calendar) {
            *difference.entry(key).or_insert(0) -= count;
        }
    }
    let town = after.filing.handling.to_string();
    let item = after.filing.item.to_string();
    for ((month, measure), change) in difference {
        if change == 0 {
            continue;
        }
        for (sql, key) in [(TOWN, &town), (ITEM, &item)] {
            sqlx::query(sql)
                .bind(key)
                .bind(&month)
                .bind(measure.code())
                .bind(change)
                .execute(tx.sql())
                .await?;
        }
    }
    Ok(())
}

const TOWN: &str = "INSERT INTO town_counter (town, month, measure, value) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (town, month, measure) DO UPDATE SET value = town_counter.value + excluded.value";
const ITEM: &str = "INSERT INTO item_counter (item, month, measure, value) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (item, month, measure) DO UPDATE SET value = item_counter.value + excluded.value";
