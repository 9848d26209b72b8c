//! Everything stored about cases, read and compared with what their records say.

use std::collections::BTreeSet;

use app::backend::ServiceError;
use serde_json::Value;
use shared::case::{Case, as_of};
use shared::form::{Answers, Field, FieldKind, FormSchema};
use shared::id::CaseId;
use shared::time::{Calendar, local_date};
use sqlx::AnyConnection;

use super::answers::digest_of;
use super::counters::Changes;
use super::record;
use super::row::Derived;
use crate::secrets::sha256;
use crate::services::Services;
use crate::services::calendar::{calendar_of, workdays};
use crate::services::files::{FILE_COLUMNS, FileRow};
use crate::store::{Day, Millis, Snapshot, Sql, StoreError};

/// Cases read at a time; only their rows are in memory, not what they hold.
const AT_ONCE: i64 = 200;

/// What was read, and everything that does not agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    pub cases: usize,
    pub events: usize,
    pub files: usize,
    pub figures: usize,
    pub findings: Vec<String>,
}

crate::store::row! {
    struct Row {
        id: String,
        number: String,
        form: String,
        form_version: i64,
        state: String,
        open: i64,
        accepted_on: Option<Day>,
        first_notice_due: Option<Day>,
        correction_due: Option<Day>,
        statutory_due: Option<Day>,
        promised_due: Option<Day>,
        due_on: String,
        provisional: i64,
        wake_on: String,
        marks: String,
        decided_at: Option<Millis>,
        on_time: Option<i64>,
        assignee: Option<String>,
        revision: i64,
    }
}

const ROWS: &str = "SELECT id, number, form, form_version, state, open, accepted_on, first_notice_due, correction_due, \
     statutory_due, promised_due, due_on, provisional, wake_on, marks, decided_at, on_time, assignee, revision FROM cases";

impl Verified {
    /// Compares the counters with what all cases add up to, to the unit; returns what has to be added to them.
    pub(super) async fn compare(
        &mut self,
        counted: &Changes,
        connection: &mut AnyConnection,
    ) -> Result<Changes, StoreError> {
        let kept = Changes::stored(connection).await?;
        let (missing, differing) = counted.beyond(&kept);
        self.figures = counted.figures();
        self.findings.extend(differing);
        Ok(missing)
    }
}

impl Row {
    fn id(&self) -> Result<CaseId, StoreError> {
        self.id.parse().map_err(|e| StoreError::unreadable("case id", e))
    }

    /// What of the row is not what the record gives.
    fn differs(&self, derived: &Derived) -> Vec<&'static str> {
        let day = |day: &Option<Day>| day.as_ref().map(|day| day.0);
        [
            ("state", self.state == derived.state),
            ("open", (self.open == 1) == derived.open),
            ("accepted_on", day(&self.accepted_on) == derived.accepted_on),
            (
                "first_notice_due",
                day(&self.first_notice_due) == derived.first_notice_due,
            ),
            ("correction_due", day(&self.correction_due) == derived.correction_due),
            ("statutory_due", day(&self.statutory_due) == derived.statutory_due),
            ("promised_due", day(&self.promised_due) == derived.promised_due),
            ("due_on", self.due_on == derived.due_text()),
            ("provisional", (self.provisional == 1) == derived.provisional),
            ("marks", self.marks == derived.marks_text()),
            ("wake_on", self.wake_on == derived.wake_text()),
            (
                "decided_at",
                self.decided_at.as_ref().map(|at| at.0) == derived.decided_at,
            ),
            ("on_time", self.on_time.map(|yes| yes == 1) == derived.on_time),
            ("assignee", self.assignee == derived.assignee),
            ("revision", self.revision == i64::from(derived.revision)),
        ]
        .into_iter()
        .filter_map(|(column, same)| (!same).then_some(column))
        .collect()
    }
}

impl Services {
    /// Reads every case: its chain, its row, its answers, its files, and the public figures that all of them add up to.
    /// `told` hears how far it is.
    ///
    /// # Errors
    /// A database that does not answer. What does not agree is no error but a finding.
    pub async fn verify_cases(&self, told: impl Fn(usize, usize)) -> Result<Verified, ServiceError> {
        let mut snapshot = self.store.snapshot().await?;
        let all: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM cases")
            .fetch_one(snapshot.sql())
            .await
            .map_err(StoreError::from)?;
        let all = usize::try_from(all).unwrap_or_default();
        let calendar = calendar_of(&workdays(snapshot.sql()).await?);
        let mut verified = Verified::default();
        let mut figures = Changes::default();
        let mut last = String::new();
        loop {
            let rows: Vec<Row> = Sql::new(ROWS)
                .and_arg("id >", last.as_str())
                .push(" ORDER BY id")
                .limit(AT_ONCE, 0)
                .rows()
                .fetch_all(snapshot.sql())
                .await
                .map_err(StoreError::from)?;
            let Some(end) = rows.last() else { break };
            last.clone_from(&end.id);
            let ids = rows.iter().map(Row::id).collect::<Result<Vec<_>, _>>()?;
            let mut loaded = record::load_many(snapshot.sql(), &self.secrets, &ids).await?;
            for (row, id) in rows.iter().zip(&ids) {
                verified.cases += 1;
                match loaded.remove(id) {
                    Some(Ok((case, record))) => {
                        verified.events += record.len();
                        self.verify_case(row, id, &case, &calendar, &mut snapshot, &mut verified)
                            .await?;
                        figures.add(None, &case, &calendar);
                    }
                    Some(Err(error)) => verified.findings.push(format!("{}: {error}", row.number)),
                    None => {}
                }
            }
            told(verified.cases, all);
        }
        verified.compare(&figures, snapshot.sql()).await?;
        Ok(verified)
    }

    /// The row, the answers and the files of a case, by the case its record gives.
    async fn verify_case(
        &self,
        row: &Row,
        id: &CaseId,
        case: &Case,
        calendar: &Calendar,
        snapshot: &mut Snapshot,
        verified: &mut Verified,
    ) -> Result<(), ServiceError> {
        let number = &row.number;
        let now = self.clock.now();
        let seen = as_of(case, calendar, local_date(now));
        for column in row.differs(&Derived::of(&seen, calendar, now)) {
            verified
                .findings
                .push(format!("{number}: {column} is not what the record gives"));
        }
        let answers = self.latest_answers_on(snapshot.sql(), id).await?;
        if digest_of(&answers)? != case.answers {
            verified
                .findings
                .push(format!("{number}: the answers are not those that were handed in"));
        }
        self.verify_files(row, &answers, verified).await
    }

    async fn verify_files(&self, row: &Row, answers: &Answers, verified: &mut Verified) -> Result<(), ServiceError> {
        let number = &row.number;
        let files: Vec<FileRow> = Sql::new("SELECT ")
            .push(FILE_COLUMNS)
            .push(" FROM file")
            .and_arg("case_id =", row.id.as_str())
            .all(&self.store)
            .await?;
        for file in &files {
            verified.files += 1;
            match self.bytes(file).await {
                Ok(content) if sha256(&content) == file.sha256 => {}
                Ok(_) => verified
                    .findings
                    .push(format!("{number}: file {} was changed", file.id)),
                Err(_) => verified
                    .findings
                    .push(format!("{number}: file {} is not there", file.id)),
            }
        }
        let there: BTreeSet<&str> = files.iter().map(|file| file.id.as_str()).collect();
        let form = self.form(&row.form, row.form_version).await?;
        let missing = file_ids(&form, answers)
            .into_iter()
            .filter(|id| !there.contains(id.as_str()));
        verified
            .findings
            .extend(missing.map(|id| format!("{number}: file {id} was handed in and is not kept")));
        Ok(())
    }
}

/// The files that answers name.
fn file_ids(form: &FormSchema, answers: &Answers) -> Vec<String> {
    let mut ids = Vec::new();
    for field in form.fields() {
        collect(field, answers.get(field.id.as_str()), &mut ids);
    }
    ids
}

fn collect(field: &Field, value: Option<&Value>, ids: &mut Vec<String>) {
    let list = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    match &field.kind {
        FieldKind::Material { .. } => ids.extend(list.iter().filter_map(Value::as_str).map(str::to_owned)),
        FieldKind::Repeat { fields, .. } => {
            for entry in list {
                for field in fields {
                    collect(field, entry.get(field.id.as_str()), ids);
                }
            }
        }
        _ => {}
    }
}
