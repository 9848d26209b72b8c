//! Days on which places do not open: entered at a place, or at one above for everything in it.

use app::backend::offers::ClosureView;
use app::backend::{ServiceError, Session};
use jiff::Timestamp;
use shared::access::Actor;
use shared::offers::{Closure, Hours, OpenDay, Reason};
use shared::place::{DivisionCode, Tier};
use shared::problem::FieldProblem;
use shared::time::{Calendar, Date, local_date, local_datetime};

use super::log::Event;
use super::reach::{compiler, may_compile};
use crate::services::Services;
use crate::store::{Day, Flag, Millis, Parsed, Sql, StoreError};

crate::store::row! {
    struct Row {
        id: String,
        place: Parsed<DivisionCode>,
        whole: Flag,
        from_day: Day,
        to_day: Day,
        reason: Parsed<Reason>,
        note: Option<String>,
        added_by: String,
        added_at: Millis,
        name: Option<Vec<u8>>,
    }
}

impl Row {
    fn closure(&self) -> Closure {
        Closure {
            from: self.from_day.0,
            to: self.to_day.0,
            reason: self.reason.0,
            note: self.note.clone(),
        }
    }
}

/// The query behind what concerns a place from a day on; an index serves it (see the tests).
pub fn closures_query(place: &DivisionCode, from: Day) -> Sql {
    let mut places = vec![place.as_str().to_owned()];
    let mut above = place.parent();
    while let Some(code) = above {
        places.push(code.as_str().to_owned());
        above = code.parent();
    }
    Sql::new(
        "SELECT c.id, c.place, c.whole, c.from_day, c.to_day, c.reason, c.note, c.added_by, c.added_at, a.name \
         FROM closure c LEFT JOIN account a ON a.id = c.added_by",
    )
    .and_in("c.place", places)
    .and_arg("c.to_day >=", from)
    .push(" AND (c.whole = 1 OR c.place = ")
    .arg(place.as_str())
    .push(") ORDER BY c.from_day, c.id")
}

impl Services {
    async fn closure_rows(&self, place: &DivisionCode) -> Result<Vec<Row>, StoreError> {
        Ok(closures_query(place, Day(self.today()))
            .rows()
            .fetch_all(self.store.reader())
            .await?)
    }

    /// What keeps a place closed today or later, the next first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn closures_of(&self, place: &DivisionCode) -> Result<Vec<Closure>, StoreError> {
        let rows = self.closure_rows(place).await?;
        Ok(rows.iter().map(Row::closure).collect())
    }

    pub(super) async fn closures_kept(
        &self,
        actor: &Actor,
        place: &DivisionCode,
    ) -> Result<Vec<ClosureView>, ServiceError> {
        let snapshot = self.snapshot().await?;
        let rows = self.closure_rows(place).await?;
        let today = self.today();
        rows.into_iter()
            .map(|row| {
                let at = &row.place.0;
                Ok(ClosureView {
                    words: row.closure().words(today),
                    closure: row.closure(),
                    place_name: snapshot.division(at).map_or_else(String::new, |at| at.name.clone()),
                    whole: row.whole.0,
                    added_by: self.keeper_name(&row.added_by, row.name)?,
                    added_at: row.added_at.0,
                    may_remove: may_compile(actor, at),
                    id: row.id,
                    place: row.place.0,
                })
            })
            .collect()
    }

    pub(super) async fn closure_add(
        &self,
        session: &Session,
        place: &DivisionCode,
        typed: &[(String, String)],
    ) -> Result<String, ServiceError> {
        let actor = compiler(session, place)?;
        self.snapshot().await?.place_named(place.as_str())?;
        let today = self.today();
        let closure = &typed_closure(typed, today)?;
        let asked = typed.iter().any(|(name, value)| name == "whole" && value == "yes");
        let whole = asked && place.tier() != Tier::Village;
        let now = self.clock.now();
        let id = &self.rng.id(now);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let there: i64 = Sql::new("SELECT count(*) FROM closure")
                        .and_arg("place =", place.as_str())
                        .and_arg("whole =", Flag(whole))
                        .and_arg("from_day =", Day(closure.from))
                        .and_arg("to_day =", Day(closure.to))
                        .scalar()
                        .fetch_one(tx.sql())
                        .await?;
                    if there > 0 {
                        return Err(ServiceError::invalid(
                            "to",
                            "这几天的停办已经登记过了",
                            "要改原因或者说明，请先取消原来的，再登记",
                        )
                        .into());
                    }
                    sqlx::query(
                        "INSERT INTO closure (id, place, whole, from_day, to_day, reason, note, added_by, added_at) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    )
                    .bind(id)
                    .bind(place.as_str())
                    .bind(Flag(whole))
                    .bind(Day(closure.from))
                    .bind(Day(closure.to))
                    .bind(closure.reason.as_str())
                    .bind(closure.note.as_deref())
                    .bind(actor.id.as_str())
                    .bind(Millis(now))
                    .execute(tx.sql())
                    .await?;
                    self.note_places(
                        tx,
                        actor,
                        vec![event(place, "登记停办", told(closure, place, whole, today))],
                    )
                    .await
                })
            })
            .await?;
        Ok(told(closure, place, whole, today))
    }

    pub(super) async fn closure_remove(
        &self,
        session: &Session,
        place: &DivisionCode,
        id: &str,
    ) -> Result<(), ServiceError> {
        session.actor()?;
        let rows = self.closure_rows(place).await?;
        let row = rows.iter().find(|row| row.id == id);
        let row = row.ok_or_else(|| ServiceError::NotFound {
            what: "这次停办，可能已经取消".into(),
        })?;
        // Only where it was entered: a village does not open against its town's word.
        let at = &row.place.0;
        let actor = compiler(session, at)?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM closure WHERE id = $1")
                        .bind(id)
                        .execute(tx.sql())
                        .await?;
                    let event = event(at, "取消停办", told(&row.closure(), at, row.whole.0, self.today()));
                    self.note_places(tx, actor, vec![event]).await
                })
            })
            .await
    }
}

fn reach_words(place: &DivisionCode, whole: bool) -> &'static str {
    match place.tier() {
        Tier::City if whole => "，全市所有大厅和站点",
        Tier::Town if whole => "，连同所辖各村（社区）",
        _ => "",
    }
}

/// A closure with how far it reaches.
fn told(closure: &Closure, place: &DivisionCode, whole: bool, today: Date) -> String {
    format!("{}{}", closure.words(today), reach_words(place, whole))
}

fn event(place: &DivisionCode, words: &str, detail: String) -> Event {
    Event {
        place: place.clone(),
        item: None,
        words: words.to_owned(),
        detail: Some(detail),
    }
}

/// A closure as typed: `from`, `to` (blank: one day), `reason`, `note`.
fn typed_closure(typed: &[(String, String)], today: Date) -> Result<Closure, ServiceError> {
    let value = |name: &str| {
        let found = typed.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.trim())
    };
    let mut problems = Vec::new();
    let from = value("from").parse();
    if from.is_err() {
        problems.push(FieldProblem::new(
            "from",
            "没有写明从哪一天起",
            "请选日期，或按 2026-06-03 这样填写",
        ));
    }
    let to = match value("to") {
        "" => from.clone(),
        text => text.parse(),
    };
    if to.is_err() && from.is_ok() {
        problems.push(FieldProblem::new(
            "to",
            "看不懂这个日期",
            "请选日期，或按 2026-06-03 这样填写，只停一天可以不填",
        ));
    }
    let reason = value("reason").parse::<Reason>();
    if reason.is_err() {
        problems.push(FieldProblem::new("reason", "没有选停办原因", "请选一种，群众会看到"));
    }
    match (from, to, reason) {
        (Ok(from), Ok(to), Ok(reason)) => {
            Closure::new(from, to, reason, value("note"), today).map_err(|problems| ServiceError::Invalid { problems })
        }
        _ => Err(ServiceError::Invalid { problems }),
    }
}

/// Whether and when a place is open today: 今天 8:00–12:00、14:30–17:30 开门. None where its hours cannot be read.
#[must_use]
pub fn today_in_words(
    hours: Option<&str>,
    closures: &[Closure],
    calendar: &Calendar,
    now: Timestamp,
) -> Option<String> {
    let hours: Hours = hours?.parse().ok()?;
    let today = local_date(now);
    let time = local_datetime(now).time();
    let minute = u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or_default();
    Some(match hours.open_on(today, calendar, closures) {
        OpenDay::Open(spans) => {
            let words: Vec<String> = spans.iter().map(ToString::to_string).collect();
            let state = if spans.iter().any(|span| span.covers(minute)) {
                "现在开门"
            } else if spans.iter().any(|span| span.is_after(minute)) {
                "现在还没有开门"
            } else {
                "今天已经下班"
            };
            format!("今天 {}，{state}", words.join("、"))
        }
        OpenDay::Rest => "今天休息".to_owned(),
        OpenDay::Holiday => "今天是节假日，休息".to_owned(),
        OpenDay::Closed(closure) => format!("今天不开门：{}", closure.words(today)),
    })
}
