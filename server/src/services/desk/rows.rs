//! A case as one row of a list.

use std::collections::BTreeMap;

use app::backend::desk::{DueState, QueueRow};
use shared::case::{CaseState, Standing};
use shared::time::{Calendar, Date, local_date};

use crate::secrets::Cell;
use crate::services::Services;
use crate::store::{Day, Millis, Sql, StoreError};

crate::store::row! {
    /// What a list reads of a case.
    #[derive(Clone, Debug)]
    pub(super) struct Row {
        pub id: String,
        pub number: String,
        pub item_name: String,
        pub applicant_masked: String,
        pub state: String,
        pub channel: String,
        pub place_name: Option<String>,
        pub open: i64,
        pub received_at: i64,
        pub received_on: Day,
        pub accepted_on: Option<Day>,
        pub decided_at: Option<Millis>,
        pub closed_at: Option<Millis>,
        pub due_on: String,
        pub provisional: i64,
        pub assignee_name: Option<Vec<u8>>,
        pub assignee: Option<String>,
        pub marks: String,
    }
}

/// The columns of [`Row`] with their joins; conditions on `cases c` follow.
pub(super) const ROWS: &str = "SELECT c.id, c.number, i.name AS item_name, c.applicant_masked, c.state, c.channel, \
     d.name AS place_name, c.open, c.received_at, c.received_on, c.accepted_on, c.decided_at, c.closed_at, c.due_on, c.provisional, \
     a.name AS assignee_name, c.assignee, c.marks \
     FROM cases c JOIN item i ON i.id = c.item LEFT JOIN division d ON d.code = c.town \
     LEFT JOIN account a ON a.id = c.assignee";

/// How a case was decided and when it was closed, as its events say: kinds and times, nothing sealed.
type Endings = BTreeMap<String, Vec<(String, Millis)>>;

impl Services {
    /// Rows of a page as they are shown. How those that are over ended is asked for them alone: a list may be sorted, and
    /// what it selects is worked out for every row before the page is cut.
    pub(super) async fn queue_rows_shown(
        &self,
        rows: Vec<Row>,
        today: Date,
        calendar: &Calendar,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let closed = rows.iter().filter(|row| row.state == CaseState::Closed.as_str());
        let endings = self.endings(closed.map(|row| row.id.as_str()).collect()).await?;
        rows.into_iter()
            .map(|row| {
                let events = endings.get(&row.id).map(Vec::as_slice).unwrap_or_default();
                self.queue_row(row, events, today, calendar)
            })
            .collect()
    }

    async fn endings(&self, cases: Vec<&str>) -> Result<Endings, StoreError> {
        let mut endings = Endings::new();
        if cases.is_empty() {
            return Ok(endings);
        }
        let events: Vec<(String, String, Millis)> = Sql::new("SELECT e.case_id, e.kind, e.at FROM case_event e")
            .and_in("e.case_id", cases)
            .and("e.kind IN ('granted', 'refused', 'closed')")
            .push(" ORDER BY e.case_id, e.seq")
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        for (case, kind, at) in events {
            endings.entry(case).or_default().push((kind, at));
        }
        Ok(endings)
    }

    fn queue_row(
        &self,
        row: Row,
        events: &[(String, Millis)],
        today: Date,
        calendar: &Calendar,
    ) -> Result<QueueRow, StoreError> {
        let of = |kinds: &[&str]| events.iter().rev().find(|(kind, _)| kinds.contains(&kind.as_str()));
        let outcome = of(&["granted", "refused"]).map(|(kind, _)| kind.as_str());
        let closed_at = of(&["closed"]).map(|(_, at)| at.0).or(row.closed_at.map(|at| at.0));
        let bad = |what, e: &dyn std::fmt::Display| StoreError::unreadable(what, e);
        let state: CaseState = row.state.parse().map_err(|e| bad("state", &e))?;
        let due_on = row.due_on.parse::<Date>().ok().filter(|date| date.year() < 9999);
        let working = row.open == 1 || state.awaits_delivery();
        let standing = Standing::of(due_on, working, today, calendar);
        let running_since = match row.decided_at {
            Some(decided) if state.awaits_delivery() => local_date(decided.0),
            _ => row.accepted_on.map_or(row.received_on.0, |day| day.0),
        };
        let assignee = match (&row.assignee_name, &row.assignee) {
            (Some(sealed), Some(id)) => Some(self.secrets.open(&Cell::new("account", "name", id), sealed)?),
            _ => None,
        };
        Ok(QueueRow {
            number: row.number.parse().map_err(|e| bad("case number", &e))?,
            item_name: row.item_name,
            applicant: row.applicant_masked,
            state,
            words: words(state, outcome),
            channel: row.channel.parse().map_err(|e| bad("channel", &e))?,
            place_name: row.place_name.unwrap_or_default(),
            used_percent: used(running_since, due_on, today),
            due_on,
            due_provisional: row.provisional == 1,
            due_state: due_state(standing),
            due_words: match (standing, state) {
                (Standing::NotRunning, CaseState::CorrectionRequested) => "补正后起算".to_owned(),
                _ => standing.words(),
            },
            assignee,
            marks: row.marks.split(' ').filter_map(|mark| mark.parse().ok()).collect(),
            received_on: row.received_on.0,
            today,
            ended_on: closed_at.filter(|_| !working).map(local_date),
        })
    }
}

/// The stage; of what is over, also how it was decided.
fn words(state: CaseState, outcome: Option<&str>) -> String {
    match (state, outcome) {
        (CaseState::Closed, Some("granted")) => "已办结，准予".to_owned(),
        (CaseState::Closed, Some("refused")) => "已办结，不予批准".to_owned(),
        _ => state.staff_words().to_owned(),
    }
}

pub(super) fn due_state(standing: Standing) -> DueState {
    match standing {
        Standing::NotRunning => DueState::NotRunning,
        Standing::InTime { .. } => DueState::InTime,
        Standing::Soon { .. } => DueState::Soon,
        Standing::Today => DueState::Today,
        Standing::Overdue { .. } => DueState::Overdue,
        Standing::Done => DueState::Done,
    }
}

/// Share of the days that have passed; good enough for a bar beside the exact date.
fn used(from: Date, due: Option<Date>, today: Date) -> u8 {
    let Some(due) = due else { return 0 };
    let days = |a: Date, b: Date| a.until(b).map_or(0, |span| i64::from(span.get_days()));
    let (all, gone) = (days(from, due), days(from, today));
    if all <= 0 || gone >= all {
        return 100;
    }
    u8::try_from(gone.max(0) * 100 / all).unwrap_or(100)
}
