//! One act on a case: load, let the law decide, append, and bring row, counters and outbox along, all in one unit.

use app::backend::ServiceError;
use jiff::Timestamp;
use shared::access::Actor;
use shared::case::{
    By, Case, Command, CommandKind, Done, Event, Moment, Recorded, as_of, clock, decide, evolve, law_effect,
};
use shared::form::Answers;
use shared::id::{AccountId, CaseId};
use shared::time::{Calendar, Date, day_start, local_date};

use super::answers::store_answers;
use super::row::{Derived, Person};
use super::{counters, notices, record, row};
use crate::services::Services;
use crate::services::records::Act;
use crate::store::{Abort, StoreError, Tx};

/// What was done, for the screen to announce: `held`, whether somebody had it before, and the name of who got it.
pub(crate) fn done_words(
    case: &Case,
    kind: CommandKind,
    (held, to): (bool, Option<&str>),
    by: &Actor,
    (calendar, today): (&Calendar, Date),
) -> String {
    let clock = clock(case, calendar);
    (kind.row().done)(&Done {
        case,
        clock: &clock,
        calendar,
        today,
        held,
        by,
        to: to.unwrap_or_default(),
    })
}

/// A case with the events that one unit of work adds to it.
pub(super) struct Work {
    before: Option<Case>,
    pub(super) case: Case,
    added: Vec<Recorded>,
}

/// What is kept beside a command's events, or not at all when these are not.
#[derive(Clone, Copy, Default)]
pub(crate) struct Beside<'a> {
    /// New answers, under the case's new revision, and whom they name.
    pub supplied: Option<(&'a Answers, &'a Person)>,
    /// The entry of the audit log.
    pub noted: Option<&'a Act<'a>>,
}

impl Work {
    pub(super) fn begin(case: Case) -> Self {
        Self {
            before: Some(case.clone()),
            case,
            added: Vec::new(),
        }
    }

    /// Adds an event that `decide` or the calendar has given.
    pub(super) fn add(&mut self, event: Event, by: By, at: Timestamp) -> Result<(), StoreError> {
        let recorded = Recorded {
            seq: self.case.revision + 1,
            at,
            by,
            event,
        };
        let case = evolve(Some(self.case.clone()), &recorded).map_err(|e| StoreError::unreadable("case", e))?;
        self.case = case;
        self.added.push(recorded);
        Ok(())
    }

    /// What time has brought about, so that the law decides on the case as it really stands.
    pub(super) fn catch_up(&mut self, calendar: &Calendar, now: Timestamp) -> Result<(), StoreError> {
        let today = local_date(now);
        while let Some(event) = law_effect(&self.case, calendar, today) {
            let at = match &event {
                Event::CountedAsAccepted { notice_due: due, .. } | Event::CorrectionLapsed { due } => {
                    due.tomorrow().map_or(now, day_start)
                }
                _ => now,
            };
            self.add(event, By::Law, at)?;
        }
        Ok(())
    }

    /// Lets the law decide on the case as it stands now, and adds what it grants. `mandate` is the actor where the
    /// applicant's mandate for them stands.
    fn carry_out(
        &mut self,
        command: Command,
        actor: &Actor,
        mandate: Option<AccountId>,
        calendar: &Calendar,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.catch_up(calendar, now)?;
        let rules = self.case.rules.clone();
        let moment = Moment::new(now, calendar);
        let seen = self.case.clone().mandated_to(mandate);
        for event in decide(Some(&seen), command, actor, &moment, &rules).map_err(ServiceError::from)? {
            self.add(event, By::of(actor), now)?;
        }
        Ok(())
    }

    pub(super) fn added(&self) -> &[Recorded] {
        &self.added
    }
}

impl Services {
    /// Carries out a command. `revision`, when given, is the one the person saw: acting on an older one is refused.
    pub(crate) async fn perform(
        &self,
        id: &CaseId,
        actor: &Actor,
        command: Command,
        revision: Option<u32>,
    ) -> Result<Case, ServiceError> {
        self.perform_with(id, actor, command, revision, Beside::default()).await
    }

    /// The same, with what is kept beside the events in the same unit of work.
    pub(crate) async fn perform_with(
        &self,
        id: &CaseId,
        actor: &Actor,
        command: Command,
        revision: Option<u32>,
        beside: Beside<'_>,
    ) -> Result<Case, ServiceError> {
        let calendar = self.calendar().await?;
        let now = self.clock.now();
        let (calendar, command) = (&calendar, &command);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let loaded = record::load(tx.sql(), &self.secrets, id).await?;
                    let Some((case, _)) = loaded else {
                        return Err(ServiceError::NotFound {
                            what: "这个办件".into(),
                        }
                        .into());
                    };
                    if revision.is_some_and(|seen| seen != case.revision) {
                        return Err(ServiceError::Conflict {
                            message: "这件办件刚刚有新的进展，您看到的已不是最新".into(),
                            fix: "请刷新页面，核对后再办理；您填写的内容还在".into(),
                        }
                        .into());
                    }
                    let filing = &case.filing;
                    let (owner, item, this) = (&filing.applicant, &filing.item, Some(&filing.id));
                    let mandate = self.mandated(tx.sql(), actor, owner, item, this).await?;
                    let mut work = Work::begin(case);
                    work.carry_out(command.clone(), actor, mandate, calendar, now)?;
                    if let Some((answers, person)) = beside.supplied {
                        let revision = work.case.revision;
                        let sealed = self.seal_answers(id, revision, answers)?;
                        store_answers(tx, id.as_str(), revision, sealed).await?;
                        person.rename(tx, id.as_str()).await?;
                    }
                    self.keep(tx, &work, calendar, now).await?;
                    if let Some(act) = beside.noted {
                        self.note_act(tx, act).await?;
                    }
                    Ok(work.case)
                })
            })
            .await
    }

    /// The case as a command would leave it. Nothing is kept.
    pub(crate) fn foresee(
        &self,
        case: Case,
        actor: &Actor,
        command: Command,
        calendar: &Calendar,
    ) -> Result<Case, ServiceError> {
        let mut work = Work::begin(case);
        work.carry_out(command, actor, None, calendar, self.clock.now())?;
        Ok(work.case)
    }

    /// Records what time alone has brought about (the nightly job); true when there was something.
    pub(crate) async fn let_time_work(&self, id: &CaseId) -> Result<bool, ServiceError> {
        let calendar = self.calendar().await?;
        let calendar = &calendar;
        let now = self.clock.now();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let Some((case, _)) = record::load(tx.sql(), &self.secrets, id).await? else {
                        return Ok(false);
                    };
                    let mut work = Work::begin(case);
                    work.catch_up(calendar, now)?;
                    if work.added().is_empty() {
                        return Ok(false);
                    }
                    self.keep(tx, &work, calendar, now).await?;
                    Ok(true)
                })
            })
            .await
    }

    /// Writes the case's row anew from its events, where what it is derived with has changed, and tells the applicant of a
    /// date that was promised and is another now.
    pub(crate) async fn derive_again(&self, id: &CaseId) -> Result<(), ServiceError> {
        let calendar = self.calendar().await?;
        let now = self.clock.now();
        let calendar = &calendar;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    if let Some((case, _)) = record::load(tx.sql(), &self.secrets, id).await? {
                        let seen = as_of(&case, calendar, local_date(now));
                        let derived = Derived::of(&seen, calendar, now);
                        let before = row::told_dates(tx, id.as_str()).await?;
                        derived.update(tx, id.as_str(), case.revision, now).await?;
                        let today = local_date(now);
                        let words = before.and_then(|before| notices::moved(&seen, &before, &derived, today));
                        notices::tell(self, tx, &case, words.into_iter().collect()).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Events, row, counters and messages together, or nothing.
    pub(super) async fn keep(
        &self,
        tx: &mut Tx<'_>,
        work: &Work,
        calendar: &Calendar,
        now: Timestamp,
    ) -> Result<(), Abort> {
        let id = &work.case.filing.id;
        record::append(tx, &self.secrets, id, work.added()).await?;
        if let Some(before) = &work.before {
            let seen = as_of(&work.case, calendar, local_date(now));
            Derived::of(&seen, calendar, now)
                .update(tx, id.as_str(), before.revision, now)
                .await?;
        }
        let mut changes = counters::Changes::default();
        changes.add(work.before.as_ref(), &work.case, calendar);
        changes.write(tx).await?;
        notices::queue(self, tx, &work.case, work.added(), calendar).await
    }
}

impl Work {
    /// The first unit of a case: there was nothing before.
    pub(super) fn submitted(case: Case, recorded: Recorded) -> Self {
        Self {
            before: None,
            case,
            added: vec![recorded],
        }
    }
}
