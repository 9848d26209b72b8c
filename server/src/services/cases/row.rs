//! The row of a case, derived from its events: what lists, queues and searches read.

use shared::case::{Case, Mark, clock};
use shared::place::Tier;
use shared::time::{Calendar, Date, DueDate, local_date};

use crate::store::{Abort, Day, Millis, Sql, Tx, Values, insert_rows};

/// Sorts after every real date: nothing runs.
pub const NOTHING_RUNS: &str = "9999-12-31";

/// The part of the row that changes with events.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    pub state: &'static str,
    pub open: bool,
    pub accepted_on: Option<Date>,
    pub first_notice_due: Option<Date>,
    pub correction_due: Option<Date>,
    pub statutory_due: Option<Date>,
    pub promised_due: Option<Date>,
    pub due_on: Option<Date>,
    pub provisional: bool,
    /// The day after which the law acts by itself.
    pub wake_on: Option<Date>,
    /// What sets it apart in lists.
    pub marks: Vec<Mark>,
    pub decided_at: Option<jiff::Timestamp>,
    pub closed_at: Option<jiff::Timestamp>,
    pub on_time: Option<bool>,
    pub assignee: Option<String>,
    pub revision: u32,
}

impl Derived {
    /// What the case says now. `case` stands as [`shared::case::as_of`] today.
    #[must_use]
    pub fn of(case: &Case, calendar: &Calendar, now: jiff::Timestamp) -> Self {
        let clock = clock(case, calendar);
        let date = |due: Option<DueDate>| due.map(|due| due.date);
        let provisional = [clock.due(), clock.correction_due]
            .into_iter()
            .flatten()
            .any(|due| due.provisional);
        let open = case.state.is_open();
        Self {
            state: case.state.as_str(),
            open,
            accepted_on: case.acceptance.map(|acceptance| acceptance.on),
            first_notice_due: date(clock.first_notice_due),
            correction_due: date(clock.correction_due),
            statutory_due: date(clock.statutory),
            promised_due: date(clock.promised),
            due_on: date(clock.due()),
            provisional,
            wake_on: case.wakes_on(calendar),
            marks: case.marks(),
            decided_at: case.decision.as_ref().map(shared::case::Decision::at),
            closed_at: (!open).then_some(case.ended_at).flatten().or((!open).then_some(now)),
            on_time: clock.in_time,
            assignee: case.holder.as_ref().map(ToString::to_string),
            revision: case.revision,
        }
    }

    /// As the row keeps it: it sorts after every day when nothing runs.
    #[must_use]
    pub fn due_text(&self) -> String {
        or_never(self.due_on)
    }

    /// As the row keeps it: after every day when nothing comes by itself.
    #[must_use]
    pub fn wake_text(&self) -> String {
        or_never(self.wake_on)
    }

    /// As the row keeps them: their names.
    #[must_use]
    pub fn marks_text(&self) -> String {
        let names: Vec<&str> = self.marks.iter().map(|mark| mark.as_str()).collect();
        names.join(" ")
    }

    /// Writes it over the row as it stood at `from` events.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Raced`] when the row has moved on.
    pub async fn update(&self, tx: &mut Tx<'_>, id: &str, from: u32, now: jiff::Timestamp) -> Result<(), Abort> {
        let day = |date: Option<Date>| date.map(|date| Day(date).into());
        let done = Sql::new("UPDATE cases SET state = ")
            .arg(self.state)
            .push(", open = ")
            .arg(i64::from(self.open))
            .push(", accepted_on = ")
            .arg_or_null(day(self.accepted_on))
            .push(", first_notice_due = ")
            .arg_or_null(day(self.first_notice_due))
            .push(", correction_due = ")
            .arg_or_null(day(self.correction_due))
            .push(", statutory_due = ")
            .arg_or_null(day(self.statutory_due))
            .push(", promised_due = ")
            .arg_or_null(day(self.promised_due))
            .push(", due_on = ")
            .arg(self.due_text())
            .push(", provisional = ")
            .arg(i64::from(self.provisional))
            .push(", wake_on = ")
            .arg(self.wake_text())
            .push(", marks = ")
            .arg(self.marks_text())
            .push(", decided_at = ")
            .arg_or_null(self.decided_at.map(|at| Millis(at).into()))
            .push(", closed_at = ")
            .arg_or_null(self.closed_at.map(|at| Millis(at).into()))
            .push(", on_time = ")
            .arg_or_null(self.on_time.map(|yes| i64::from(yes).into()))
            .push(", assignee = ")
            .arg_or_null(self.assignee.as_deref().map(Into::into))
            .push(", revision = ")
            .arg(self.revision)
            .push(", updated_at = ")
            .arg(Millis(now))
            .and_arg("id =", id)
            .and_arg("revision =", from)
            .query()
            .execute(tx.sql())
            .await?;
        crate::store::advance(done.rows_affected(), "case")?;
        Ok(())
    }
}

fn or_never(day: Option<Date>) -> String {
    day.map_or_else(|| NOTHING_RUNS.to_owned(), |date| date.to_string())
}

/// The dates that people were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldDates {
    pub first_notice: Option<Date>,
    pub correction: Option<Date>,
    pub promised: Option<Date>,
}

impl Derived {
    /// Of these, what people are told.
    #[must_use]
    pub fn told(&self) -> ToldDates {
        ToldDates {
            first_notice: self.first_notice_due,
            correction: self.correction_due,
            promised: self.promised_due,
        }
    }
}

/// The dates as the row tells them.
///
/// # Errors
/// A database that does not answer.
pub async fn told_dates(tx: &mut Tx<'_>, id: &str) -> Result<Option<ToldDates>, Abort> {
    let row: Option<(Option<Day>, Option<Day>, Option<Day>)> =
        sqlx::query_as("SELECT first_notice_due, correction_due, promised_due FROM cases WHERE id = $1")
            .bind(id)
            .fetch_optional(tx.sql())
            .await?;
    let date = |day: Option<Day>| day.map(|day| day.0);
    Ok(row.map(|(first_notice, correction, promised)| ToldDates {
        first_notice: date(first_notice),
        correction: date(correction),
        promised: date(promised),
    }))
}

/// The personal part of a new row, sealed and indexed before the unit of work begins.
pub struct Person {
    pub name: Vec<u8>,
    pub masked: String,
    pub phone: Option<Vec<u8>>,
    pub name_index: String,
    /// The account's holder, where somebody else is the applicant also found by this.
    pub handler_index: String,
    pub number_index: Option<String>,
    pub phone_index: Option<String>,
    pub phone_tail_index: Option<String>,
}

/// Inserts the row of a case just submitted.
///
/// False when another case has its number; then nothing is written.
///
/// # Errors
/// A database that does not answer.
pub async fn insert(
    tx: &mut Tx<'_>,
    case: &Case,
    form: &str,
    person: &Person,
    calendar: &Calendar,
    now: jiff::Timestamp,
) -> Result<bool, Abort> {
    let row = values(case, form, person, &Derived::of(case, calendar, now), now);
    insert_rows(tx, INSERT, vec![row], " ON CONFLICT (number) DO NOTHING").await?;
    let there: Option<String> = sqlx::query_scalar("SELECT id FROM cases WHERE id = $1")
        .bind(case.filing.id.as_str())
        .fetch_optional(tx.sql())
        .await?;
    Ok(there.is_some())
}

/// For [`values`].
pub const INSERT: &str = "INSERT INTO cases (id, number, item, item_version, form, form_version, department, town, \
     village, applicant_account, filed_by, applicant_name, applicant_masked, applicant_phone, name_index, phone_index, \
     phone_tail_index, name_head, number_key, number_tail, channel, received_at, received_on, is_test, state, open, accepted_on, first_notice_due, \
     correction_due, statutory_due, promised_due, due_on, provisional, decided_at, closed_at, on_time, assignee, \
     revision, updated_at, handler_index, number_index, wake_on, marks)";

/// The whole row of a case as it stands.
#[must_use]
pub fn values(case: &Case, form: &str, person: &Person, derived: &Derived, changed_at: jiff::Timestamp) -> Values {
    let filing = &case.filing;
    let town = filing.handling.town().unwrap_or_else(|| filing.handling.city());
    let village = (filing.filed_at.tier() == Tier::Village).then(|| filing.filed_at.to_string());
    let head = person.masked.chars().next().map(String::from);
    let filed_by = filing.agent.as_ref().unwrap_or(&filing.applicant);
    let day = |date: Option<Date>| date.map(|date| Day(date).into());
    let time = |at: Option<jiff::Timestamp>| at.map(|at| Millis(at).into());
    let text = |text: Option<&str>| text.map(Into::into);
    vec![
        Some(filing.id.as_str().into()),
        Some(filing.number.as_str().into()),
        Some(filing.item.as_str().into()),
        Some(filing.item_version.into()),
        Some(form.into()),
        Some(filing.form_version.into()),
        Some(filing.department.as_str().into()),
        Some(town.as_str().into()),
        text(village.as_deref()),
        Some(filing.applicant.as_str().into()),
        Some(filed_by.as_str().into()),
        Some(person.name.clone().into()),
        Some(person.masked.as_str().into()),
        person.phone.clone().map(Into::into),
        Some(person.name_index.as_str().into()),
        text(person.phone_index.as_deref()),
        text(person.phone_tail_index.as_deref()),
        text(head.as_deref()),
        Some(filing.number.key().into()),
        Some(filing.number.tail().into()),
        Some(filing.channel.as_str().into()),
        Some(Millis(case.received_at).into()),
        Some(Day(local_date(case.received_at)).into()),
        Some(i64::from(filing.is_test).into()),
        Some(derived.state.into()),
        Some(i64::from(derived.open).into()),
        day(derived.accepted_on),
        day(derived.first_notice_due),
        day(derived.correction_due),
        day(derived.statutory_due),
        day(derived.promised_due),
        Some(derived.due_text().into()),
        Some(i64::from(derived.provisional).into()),
        time(derived.decided_at),
        time(derived.closed_at),
        derived.on_time.map(|yes| i64::from(yes).into()),
        text(derived.assignee.as_deref()),
        Some(derived.revision.into()),
        Some(Millis(changed_at).into()),
        Some(person.handler_index.as_str().into()),
        text(person.number_index.as_deref()),
        Some(derived.wake_text().into()),
        Some(derived.marks_text().into()),
    ]
}
