//! The counters, counted again from the record of every case: to compare, and to make them right.
//!
//! Cases may be written all the while. Everything is read in one snapshot: in it the counters are off by some amount, and
//! since every writer adds exactly what its own change counts, they stay off by that same amount until it is added. So
//! what is missing in the snapshot is what is added, in one unit of work, however many cases were written meanwhile.
//! Nothing is written before that: a recount that is cut off is begun again. Only writers that count by other rules must
//! be gone: servers of an older version are stopped before the newer one starts, as for every step of the schema.

use app::backend::ServiceError;
use serde::{Deserialize, Serialize};
use shared::board::{Measure, RULES};
use shared::id::CaseId;
use shared::time::Calendar;
use sqlx::{Any, Executor};

use super::counters::Changes;
use super::record;
use super::verify::Verified;
use crate::secrets::sha256;
use crate::services::Services;
use crate::services::calendar::{Workdays, calendar_of, workdays};
use crate::store::{Millis, Snapshot, Sql, StoreError, Tx};

/// Cases read at a time; only they are in memory.
const AT_ONCE: i64 = 200;
/// How often a recount that another one overtook is done again.
const TRIES: u32 = 3;

/// What the counters were last counted by, kept under the name `counters` in `setting`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    /// Of the measures, their rules and the calendar: whichever changes, the counters have to be counted anew.
    basis: String,
    /// Which recount it was: of two at the same time only one may add what it found missing.
    run: String,
}

/// Everything counted in a snapshot.
struct Recount {
    verified: Verified,
    missing: Changes,
}

/// By what is counted today.
fn basis(days: &Workdays) -> String {
    let mut text = format!("{RULES}\n");
    for measure in Measure::of_cases() {
        text.push_str(measure.as_str());
        text.push('\n');
    }
    for (day, kind) in days {
        text.push_str(&format!("{} {kind}\n", day.0));
    }
    sha256(text.as_bytes())
}

/// The mark as it is written; none before the first recount.
async fn mark<'e, E>(executor: E) -> Result<Option<String>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(sqlx::query_scalar("SELECT value FROM setting WHERE name = 'counters'")
        .fetch_optional(executor)
        .await?)
}

impl Services {
    /// Counts every figure again from the record and compares it, to the unit. `told` hears how far it is.
    ///
    /// # Errors
    /// A database that does not answer. What does not agree is no error but a finding.
    pub async fn verify_board(&self, told: impl Fn(usize, usize)) -> Result<Verified, ServiceError> {
        let mut snapshot = self.store.snapshot().await?;
        let calendar = calendar_of(&workdays(snapshot.sql()).await?);
        Ok(self.recount(&mut snapshot, &calendar, &told, false).await?.verified)
    }

    /// Whether the counters were counted by other measures, other rules or another calendar than today's.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn recount_due(&self) -> Result<bool, ServiceError> {
        let basis = basis(&workdays(self.store.reader()).await?);
        let mark = mark(self.store.reader()).await?;
        let mark = mark.and_then(|mark| serde_json::from_str::<Mark>(&mark).ok());
        Ok(mark.is_none_or(|mark| mark.basis != basis))
    }

    /// Counts again when that is due; what was wrong and is mended, if so.
    ///
    /// # Errors
    /// As [`Services::mend_board`].
    pub async fn recount_if_due(&self, told: impl Fn(usize, usize)) -> Result<Option<Verified>, ServiceError> {
        match self.recount_due().await? {
            true => self.mend_board(told).await.map(Some),
            false => Ok(None),
        }
    }

    /// Counts every figure again and makes the counters right; returns what they were found to be.
    ///
    /// # Errors
    /// A record that cannot be read, and then nothing is changed: figures are not taken back because a key is wrong. A
    /// database that does not answer, or others that recount again and again.
    pub async fn mend_board(&self, told: impl Fn(usize, usize)) -> Result<Verified, ServiceError> {
        for _ in 0..TRIES {
            let mut snapshot = self.store.snapshot().await?;
            let days = workdays(snapshot.sql()).await?;
            let before = mark(snapshot.sql()).await?;
            let recount = self.recount(&mut snapshot, &calendar_of(&days), &told, true).await?;
            drop(snapshot);
            let now = Mark {
                basis: basis(&days),
                run: self.rng.id(self.clock.now()),
            };
            let now = serde_json::to_string(&now).map_err(|e| StoreError::unreadable("mark", e))?;
            if self.settle(before.as_deref(), &now, &recount.missing).await? {
                return Ok(recount.verified);
            }
        }
        Err(ServiceError::Unavailable)
    }

    /// Adds what is missing, unless another recount came first.
    async fn settle(&self, before: Option<&str>, now: &str, missing: &Changes) -> Result<bool, ServiceError> {
        let at = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let first = replace(tx, before, now, at).await? == 1;
                    if first {
                        missing.write(tx).await?;
                        sqlx::query("DELETE FROM counter WHERE value = 0")
                            .execute(tx.sql())
                            .await?;
                    }
                    Ok(first)
                })
            })
            .await
    }

    /// `strict`: the first record that cannot be read ends it.
    async fn recount(
        &self,
        snapshot: &mut Snapshot,
        calendar: &Calendar,
        told: &impl Fn(usize, usize),
        strict: bool,
    ) -> Result<Recount, ServiceError> {
        let all: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM cases")
            .fetch_one(snapshot.sql())
            .await
            .map_err(StoreError::from)?;
        let all = usize::try_from(all).unwrap_or_default();
        let mut verified = Verified::default();
        let mut counted = Changes::default();
        let mut last = String::new();
        loop {
            let ids: Vec<String> = Sql::new("SELECT id FROM cases")
                .and_arg("id >", last.as_str())
                .push(" ORDER BY id")
                .limit(AT_ONCE, 0)
                .scalar()
                .fetch_all(snapshot.sql())
                .await
                .map_err(StoreError::from)?;
            let Some(end) = ids.last() else { break };
            last.clone_from(end);
            let ids = ids
                .iter()
                .map(|id| id.parse::<CaseId>().map_err(|e| StoreError::unreadable("case id", e)))
                .collect::<Result<Vec<_>, _>>()?;
            for (_, loaded) in record::load_many(snapshot.sql(), &self.secrets, &ids).await? {
                verified.cases += 1;
                match loaded {
                    Ok((case, record)) => {
                        verified.events += record.len();
                        counted.add(None, &case, calendar);
                    }
                    Err(error) if strict => return Err(error.into()),
                    Err(error) => verified.findings.push(error.to_string()),
                }
            }
            told(verified.cases, all);
        }
        let missing = verified.compare(&counted, snapshot.sql()).await?;
        Ok(Recount { verified, missing })
    }
}

/// Puts one mark in another's place; 0 when another stands there by now.
async fn replace(tx: &mut Tx<'_>, before: Option<&str>, now: &str, at: Millis) -> Result<u64, StoreError> {
    let query = match before {
        Some(before) => Sql::new("UPDATE setting SET value = ")
            .arg(now)
            .push(", updated_at = ")
            .arg(at)
            .push(" WHERE name = 'counters' AND value = ")
            .arg(before),
        None => Sql::new("INSERT INTO setting (name, value, updated_at) VALUES ('counters', ")
            .arg(now)
            .push(", ")
            .arg(at)
            .push(") ON CONFLICT (name) DO NOTHING"),
    };
    Ok(query.query().execute(tx.sql()).await?.rows_affected())
}
