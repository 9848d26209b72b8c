//! Cases as they came about before: recorded by the same law, events, row and counters as a case of today, many in
//! one unit of work. For demo cities and for taking over the cases of an older system; nobody is sent messages.

use app::backend::ServiceError;
use jiff::Timestamp;
use shared::access::Actor;
use shared::case::{By, Case, Command, Filing, Moment, Recorded, Rules, as_of, decide, evolve};
use shared::form::Answers;
use shared::time::{Calendar, local_date};

use super::answers::{INSERT_ANSWERS, answers_row};
use super::counters::Changes;
use super::perform::Work;
use super::record;
use super::row::{self, Derived, Person};
use crate::services::Services;
use crate::store::{Abort, StoreError, Tx, insert_rows};

/// A case with everything done to it so far.
pub(crate) struct PastCase {
    pub filing: Filing,
    pub rules: Rules,
    pub form: String,
    pub answers: Answers,
    /// The applicant, as the row keeps them.
    pub person: Person,
    pub by: Actor,
    pub at: Timestamp,
    /// In the order of time.
    pub acts: Vec<PastAct>,
}

/// One act on it.
pub(crate) struct PastAct {
    pub at: Timestamp,
    pub by: Actor,
    pub command: Command,
}

/// A case worked out and ready to be written.
struct Ready<'a> {
    past: &'a PastCase,
    case: Case,
    events: Vec<Recorded>,
    answers: Vec<(u32, Vec<u8>)>,
    changed_at: Timestamp,
}

impl Services {
    /// Records the cases in one unit of work, brought up to `now`.
    ///
    /// # Errors
    /// What the law refuses, and then none of them is recorded; or `Unavailable`.
    pub(crate) async fn record_past(
        &self,
        cases: &[PastCase],
        calendar: &Calendar,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let ready = cases
            .iter()
            .map(|past| self.work_out(past, calendar, now))
            .collect::<Result<Vec<_>, _>>()?;
        let ready = &ready;
        self.store
            .write(|tx| Box::pin(async move { self.write_past(tx, ready, calendar, now).await }))
            .await
    }

    fn work_out<'a>(&self, past: &'a PastCase, calendar: &Calendar, now: Timestamp) -> Result<Ready<'a>, ServiceError> {
        let submit = Command::Submit(Box::new(past.filing.clone()));
        let events =
            decide(None, submit, &past.by, &Moment::new(past.at, calendar), &past.rules).map_err(ServiceError::from)?;
        let event = events.into_iter().next().ok_or(ServiceError::Unavailable)?;
        let recorded = Recorded {
            seq: 1,
            at: past.at,
            by: By::of(&past.by),
            event,
        };
        let first = evolve(None, &recorded).map_err(|e| StoreError::unreadable("case", e))?;
        let id = &past.filing.id;
        let mut answers = vec![(1, self.seal_answers(id, 1, &past.answers)?)];
        let mut work = Work::submitted(first, recorded);
        for act in &past.acts {
            work.catch_up(calendar, act.at)?;
            let rules = work.case.rules.clone();
            let moment = Moment::new(act.at, calendar);
            let events =
                decide(Some(&work.case), act.command.clone(), &act.by, &moment, &rules).map_err(ServiceError::from)?;
            for event in events {
                work.add(event, By::of(&act.by), act.at)?;
            }
            if matches!(act.command, Command::Supply { .. }) {
                let revision = work.case.revision;
                answers.push((revision, self.seal_answers(id, revision, &past.answers)?));
            }
        }
        work.catch_up(calendar, now)?;
        let changed_at = work.added().last().map_or(past.at, |recorded| recorded.at);
        Ok(Ready {
            past,
            events: work.added().to_vec(),
            case: work.case,
            answers,
            changed_at,
        })
    }

    async fn write_past(
        &self,
        tx: &mut Tx<'_>,
        ready: &[Ready<'_>],
        calendar: &Calendar,
        now: Timestamp,
    ) -> Result<(), Abort> {
        let (mut rows, mut answers, mut events) = (Vec::new(), Vec::new(), Vec::new());
        let mut changes = Changes::default();
        for one in ready {
            let past = one.past;
            let seen = as_of(&one.case, calendar, local_date(now));
            let derived = Derived::of(&seen, calendar, now);
            rows.push(row::values(&seen, &past.form, &past.person, &derived, one.changed_at));
            for (revision, sealed) in &one.answers {
                answers.push(answers_row(past.filing.id.as_str(), *revision, sealed.clone()));
            }
            events.extend(record::rows(&self.secrets, &past.filing.id, None, &one.events)?);
            changes.add(None, &one.case, calendar);
        }
        insert_rows(tx, row::INSERT, rows, "").await?;
        insert_rows(tx, INSERT_ANSWERS, answers, "").await?;
        insert_rows(tx, record::INSERT, events, "").await?;
        changes.write(tx).await
    }

    /// The case as its events say, with the chain of hashes checked; for audits and recounts.
    ///
    /// # Errors
    /// A record that does not hang together.
    pub async fn audited(&self, id: &shared::id::CaseId) -> Result<Option<Case>, StoreError> {
        let loaded = record::load(self.store.reader(), &self.secrets, id).await?;
        Ok(loaded.map(|(case, _)| case))
    }
}
