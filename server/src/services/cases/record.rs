//! The record of a case: its events as stored, each carrying the hash of the one before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::case::{By, Case, Recorded, replay, stored};
use shared::id::CaseId;
use sqlx::{Any, Executor};

use crate::secrets::{Cell, Secrets, sha256};
use crate::store::{Abort, Millis, Sql, StoreError, Tx, Values, insert_rows};

/// What stands before the first event.
const GENESIS: &str = "0";

type Row = (i64, Millis, Vec<u8>, String, String);

/// A case with its record.
pub type Loaded = (Case, Vec<Recorded>);

fn place<'a>(id: &'a CaseId) -> Cell<'a> {
    Cell::new("case_event", "body", id.as_str())
}

/// The hash that proves an event, by its bytes as they were stored, and everything before it.
fn link(previous: &str, seq: u32, at: Timestamp, bytes: &[u8]) -> String {
    let mut all = format!("{previous}\n").into_bytes();
    all.extend(stored::proven(seq, at, bytes));
    sha256(&all)
}

/// Reads the whole record and checks the chain: a missing, changed or moved event is noticed.
///
/// # Errors
/// A record that does not hang together, or a database that does not answer.
pub async fn read<'e, E>(executor: E, secrets: &Secrets, id: &CaseId) -> Result<Vec<Recorded>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let rows: Vec<Row> =
        sqlx::query_as("SELECT seq, at, body, prev_hash, hash FROM case_event WHERE case_id = $1 ORDER BY seq")
            .bind(id.as_str())
            .fetch_all(executor)
            .await?;
    chain(secrets, id, rows)
}

/// The events of rows in their order, each checked against the one before.
fn chain(secrets: &Secrets, id: &CaseId, rows: Vec<Row>) -> Result<Vec<Recorded>, StoreError> {
    let mut previous = GENESIS.to_owned();
    let mut record = Vec::with_capacity(rows.len());
    for (seq, at, body, prev_hash, hash) in rows {
        // Opened: under which key it was sealed proves nothing, and a rotated key changes nothing.
        let bytes = secrets.open_bytes(&place(id), &body)?;
        let seq = u32::try_from(seq).map_err(|e| StoreError::unreadable("event number", e))?;
        let (by, event) = stored::read(&bytes).map_err(|e| StoreError::unreadable("event", e))?;
        let recorded = Recorded {
            seq,
            at: at.0,
            by,
            event,
        };
        if prev_hash != previous || link(&previous, seq, at.0, &bytes) != hash {
            return Err(StoreError::unreadable("event chain", format!("case {id}, event {seq}")));
        }
        previous = hash;
        record.push(recorded);
    }
    Ok(record)
}

/// The case its record adds up to; none for an unknown id.
///
/// # Errors
/// As [`read`].
pub async fn load<'e, E>(executor: E, secrets: &Secrets, id: &CaseId) -> Result<Option<Loaded>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    replayed(read(executor, secrets, id).await?)
}

fn replayed(record: Vec<Recorded>) -> Result<Option<Loaded>, StoreError> {
    let case = replay(&record).map_err(|e| StoreError::unreadable("case", e))?;
    Ok(case.map(|case| (case, record)))
}

/// Many cases by one query, in the order of their ids, for what reads all of them. One that cannot be read does not keep
/// the others.
///
/// # Errors
/// A database that does not answer.
pub async fn load_many<'e, E>(
    executor: E,
    secrets: &Secrets,
    ids: &[CaseId],
) -> Result<BTreeMap<CaseId, Result<Loaded, StoreError>>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let rows: Vec<OfCase> = Sql::new("SELECT case_id, seq, at, body, prev_hash, hash FROM case_event")
        .and_in("case_id", ids.iter().map(CaseId::as_str))
        .push(" ORDER BY case_id, seq")
        .rows()
        .fetch_all(executor)
        .await?;
    let mut of_case: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let event = (row.seq, row.at, row.body, row.prev_hash, row.hash);
        of_case.entry(row.case_id).or_default().push(event);
    }
    let mut load = |id: &CaseId| {
        let rows = of_case.remove(id.as_str()).unwrap_or_default();
        replayed(chain(secrets, id, rows)?)?
            .ok_or_else(|| StoreError::unreadable("case", format!("case {id} is a row without a record")))
    };
    Ok(ids.iter().map(|id| (id.clone(), load(id))).collect())
}

crate::store::row! {
    struct OfCase {
        case_id: String,
        seq: i64,
        at: Millis,
        body: Vec<u8>,
        prev_hash: String,
        hash: String,
    }
}

/// Appends events in the running unit of work. The key (case, seq) keeps two acts from taking the same place.
///
/// # Errors
/// [`StoreError::Raced`] when other work appended first.
pub async fn append(tx: &mut Tx<'_>, secrets: &Secrets, id: &CaseId, events: &[Recorded]) -> Result<(), Abort> {
    let last: Option<String> = match events.first() {
        None => return Ok(()),
        // Nothing stands before the first.
        Some(first) if first.seq == 1 => None,
        Some(_) => {
            sqlx::query_scalar("SELECT hash FROM case_event WHERE case_id = $1 ORDER BY seq DESC LIMIT 1")
                .bind(id.as_str())
                .fetch_optional(tx.sql())
                .await?
        }
    };
    let rows = rows(secrets, id, last, events)?;
    insert_rows(tx, INSERT, rows, "").await.map_err(raced)?;
    Ok(())
}

/// For [`rows`].
pub const INSERT: &str = "INSERT INTO case_event (case_id, seq, at, actor, role, kind, body, prev_hash, hash)";

/// Events as rows, each linked to the one before; `last` is the hash they follow on, none for a new case.
///
/// # Errors
/// An event that cannot be sealed.
pub fn rows(
    secrets: &Secrets,
    id: &CaseId,
    last: Option<String>,
    events: &[Recorded],
) -> Result<Vec<Values>, StoreError> {
    let mut previous = last.unwrap_or_else(|| GENESIS.to_owned());
    let mut rows = Vec::with_capacity(events.len());
    for recorded in events {
        let bytes = stored::written(&recorded.by, &recorded.event).map_err(|e| StoreError::unreadable("event", e))?;
        let hash = link(&previous, recorded.seq, recorded.at, &bytes);
        let body = secrets.seal_bytes(&place(id), &bytes)?;
        let (actor, role) = who(&recorded.by);
        rows.push(vec![
            Some(id.as_str().into()),
            Some(recorded.seq.into()),
            Some(Millis(recorded.at).into()),
            Some(actor.into()),
            Some(role.into()),
            Some(recorded.event.tag().into()),
            Some(body.into()),
            Some(previous.into()),
            Some(hash.as_str().into()),
        ]);
        previous = hash;
    }
    Ok(rows)
}

fn who(by: &By) -> (String, &'static str) {
    match by {
        By::Applicant { id } => (id.to_string(), "applicant"),
        By::Staff { id, role, .. } => (id.to_string(), role.as_str()),
        By::Law => (String::new(), "law"),
    }
}

fn raced(error: StoreError) -> StoreError {
    if error.is_unique_violation() {
        StoreError::Raced("case")
    } else {
        error
    }
}
