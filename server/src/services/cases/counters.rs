//! The counters, written in the transaction that changes a case. What counts, and when, `shared::board` says.

use std::collections::{BTreeMap, BTreeSet};

use shared::board::{Scope, difference, scopes};
use shared::case::Case;
use shared::time::Calendar;
use sqlx::AnyConnection;

use crate::store::{Abort, StoreError, Tx, insert_rows};

/// The month under which a town's months are kept added up: the board shows them all at every view, and so reads as many
/// rows in ten years as today.
pub const ALL_MONTHS: &str = "all";

crate::store::row! {
    /// A counter's key, in the order of the table's.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Key {
        pub scope_kind: String,
        pub month: String,
        pub measure: String,
        pub scope: String,
        pub town: String,
        pub bucket: i64,
    }
}

crate::store::row! {
    struct Row {
        value: i64,
        ; key: Key
    }
}

/// What changes in the counters, summed over one or many cases, so that each is written once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(BTreeMap<Key, i64>);

impl Changes {
    /// Adds the difference between what a case contributed before and contributes now. Its scopes never change.
    pub fn add(&mut self, before: Option<&Case>, after: &Case, calendar: &Calendar) {
        let scopes: Vec<Scope> = scopes(&after.filing).collect();
        for ((month, measure, bucket), change) in difference(before, after, calendar) {
            for scope in &scopes {
                let key = |month: &str| Key {
                    scope_kind: scope.kind().to_owned(),
                    month: month.to_owned(),
                    measure: measure.as_str().to_owned(),
                    scope: scope.key().unwrap_or_default().to_owned(),
                    town: match scope.by_town() {
                        true => after.filing.handling.to_string(),
                        false => String::new(),
                    },
                    bucket: bucket.into(),
                };
                self.count(key(&month), change);
                if matches!(scope, Scope::Town(_)) {
                    self.count(key(ALL_MONTHS), change);
                }
            }
        }
    }

    fn count(&mut self, key: Key, change: i64) {
        *self.0.entry(key).or_insert(0) += change;
    }

    /// Everything that is kept.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn stored(connection: &mut AnyConnection) -> Result<Self, StoreError> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT scope_kind, month, measure, scope, town, bucket, value FROM counter")
                .fetch_all(connection)
                .await?;
        Ok(Self(rows.into_iter().map(|row| (row.key, row.value)).collect()))
    }

    /// How many figures there are; noughts are none.
    #[must_use]
    pub fn figures(&self) -> usize {
        self.0.values().filter(|value| **value != 0).count()
    }

    /// What has to be added to `kept` to make it these; and how each figure that differs stands there and here.
    #[must_use]
    pub fn beyond(&self, kept: &Self) -> (Self, Vec<String>) {
        let keys: BTreeSet<&Key> = self.0.keys().chain(kept.0.keys()).collect();
        let mut missing = Self::default();
        let mut findings = Vec::new();
        for key in keys {
            let (is, right) = (kept.of(key), self.of(key));
            if is != right {
                missing.count(key.clone(), right - is);
                findings.push(format!("{}: {is} is kept, {right} are counted", key.words()));
            }
        }
        (missing, findings)
    }

    fn of(&self, key: &Key) -> i64 {
        self.0.get(key).copied().unwrap_or(0)
    }

    /// Adds them to what is kept: one statement, in the order of the keys, so that two units of work never wait for each
    /// other crosswise.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn write(&self, tx: &mut Tx<'_>) -> Result<(), Abort> {
        let rows = self
            .0
            .iter()
            .filter(|(_, change)| **change != 0)
            .map(|(key, change)| {
                vec![
                    Some(key.scope_kind.as_str().into()),
                    Some(key.month.as_str().into()),
                    Some(key.measure.as_str().into()),
                    Some(key.scope.as_str().into()),
                    Some(key.town.as_str().into()),
                    Some(key.bucket.into()),
                    Some((*change).into()),
                ]
            })
            .collect();
        insert_rows(tx, INSERT, rows, THERE).await?;
        Ok(())
    }
}

impl Key {
    /// department civil-affairs (350582105000) 2026-11 handling_days 5
    fn words(&self) -> String {
        let mut words = format!("{} {}", self.scope_kind, self.scope);
        if !self.town.is_empty() {
            words = format!("{words} ({})", self.town);
        }
        words = format!("{words} {} {}", self.month, self.measure);
        if self.bucket > 0 {
            words = format!("{words} {}", self.bucket);
        }
        words
    }
}

const INSERT: &str = "INSERT INTO counter (scope_kind, month, measure, scope, town, bucket, value)";
const THERE: &str = " ON CONFLICT (scope_kind, month, measure, scope, town, bucket) \
     DO UPDATE SET value = counter.value + excluded.value";
