//! The queue: filtered, ordered and paged by the database along its indexes.

use app::backend::desk::{COUNT_CAP, DueFilter, QueueFilter, QueuePage, QueueSort, Shelf};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor};
use shared::place::Tier;
use shared::time::Date;

use super::found::found_by;
use super::reach::Within;
use super::rows::{ROWS, Row};
use crate::services::Services;
use crate::store::{Count, Cursor, Day, Sql, StoreError};

const PAGE: usize = 25;

impl Services {
    pub(super) async fn desk_queue(&self, session: &Session, filter: &QueueFilter) -> Result<QueuePage, ServiceError> {
        let actor = session.actor()?;
        let within = Within::of(actor, Action::ViewQueue)?;
        let filter = &*self.with_search(actor, filter)?;
        let today = self.today();
        let counted = self.counted(actor, &within, filter, today).await?;
        let cursor = filter.cursor.as_deref().and_then(|text| text.parse::<Cursor>().ok());
        let backwards = cursor.as_ref().is_some_and(|cursor| cursor.backwards);
        let newest = filter.sort() == QueueSort::Newest;
        let sql = self.conditions(Sql::new(ROWS), actor, &within, filter, today);
        let mut rows: Vec<Row> = ordered(sql, newest, cursor.as_ref())
            .limit(i64::try_from(PAGE + 1).unwrap_or(26), 0)
            .all(&self.store)
            .await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        if backwards {
            rows.reverse();
        }
        let forward = more || backwards;
        let back = if backwards { more } else { cursor.is_some() };
        let next = rows.last().filter(|_| forward).map(|row| place(row, newest, false));
        let previous = rows.first().filter(|_| back).map(|row| place(row, newest, true));
        let calendar = self.calendar().await?;
        let rows = self.queue_rows_shown(rows, today, &calendar).await?;
        Ok(QueuePage {
            rows,
            count: counted.value,
            count_capped: counted.capped,
            next: next.map(|cursor| cursor.to_string()),
            previous: previous.map(|cursor| cursor.to_string()),
            text: filter.text.clone(),
        })
    }

    /// How many cases a filter gives, without their rows.
    pub(super) async fn counted(
        &self,
        actor: &Actor,
        within: &Within,
        filter: &QueueFilter,
        today: Date,
    ) -> Result<Count, ServiceError> {
        let sql = self.conditions(Sql::new("SELECT 1 FROM cases c"), actor, within, filter, today);
        let counted: i64 = sql
            .push(" LIMIT ")
            .arg(i64::from(COUNT_CAP) + 1)
            .wrap("SELECT COUNT(*) FROM (", ") AS capped")
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        Ok(Count::capped(counted, COUNT_CAP))
    }

    /// The conditions of a filter over `cases c`, within one person's reach.
    pub(super) fn conditions(
        &self,
        sql: Sql,
        actor: &Actor,
        within: &Within,
        filter: &QueueFilter,
        today: Date,
    ) -> Sql {
        let text = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if let Some(number) = text.and_then(|text| text.parse::<shared::case::CaseNo>().ok()) {
            // A whole number names one case; nothing else is asked of it.
            return within.narrow(sql.and_arg("c.number =", number.as_str()));
        }
        // Said literally: the partial indexes ask for it.
        let sql = match filter.shelf() {
            Shelf::Open => sql.and("c.open = 1"),
            Shelf::Delivery => sql.and("c.state IN ('granted', 'refused')"),
            Shelf::Ended => sql.and("c.open = 0").and("c.state NOT IN ('granted', 'refused')"),
            Shelf::All => sql,
        };
        let sql = within.narrow(sql);
        let sql = match &filter.place {
            // The city itself: what its own centre handles.
            Some(place) if place.tier() == Tier::Village => sql.and_arg("c.village =", place.as_str()),
            Some(place) => sql.and_arg("c.town =", place.as_str()),
            None => sql,
        };
        let sql = sql
            .and_opt("c.state =", filter.state.map(|state| state.as_str()))
            .and_opt("c.item =", filter.item.as_ref().map(|item| item.as_str()))
            .and_opt("c.department =", filter.department.as_ref().map(|id| id.as_str()))
            .and_opt("c.channel =", filter.channel.map(|channel| channel.as_str()))
            .and_opt("c.assignee =", filter.mine.then(|| actor.id.as_str()));
        let sql = match filter.mark {
            // Said literally: the index holds only what is marked.
            Some(mark) => sql
                .and("c.marks <> ''")
                .and_arg("c.marks LIKE", format!("%{}%", mark.as_str())),
            None => sql,
        };
        let sql = if filter.free {
            sql.and("c.assignee IS NULL")
        } else {
            sql
        };
        let sql = match filter.due {
            None => sql,
            Some(DueFilter::Overdue) => sql.and_arg("c.due_on <", Day(today)),
            Some(DueFilter::Today) => sql.and_arg("c.due_on =", Day(today)),
            Some(DueFilter::ThisWeek) => {
                let end = today.saturating_add(jiff::Span::new().days(7));
                sql.and_arg("c.due_on >=", Day(today)).and_arg("c.due_on <=", Day(end))
            }
        };
        match text {
            None => sql,
            Some(text) => found_by(&self.secrets, sql, text, within),
        }
    }
}

/// The rows after a place in the list, in the list's order.
pub(super) fn ordered(sql: Sql, newest: bool, cursor: Option<&Cursor>) -> Sql {
    let backwards = cursor.is_some_and(|cursor| cursor.backwards);
    let down = newest != backwards;
    let sql = match cursor {
        None => sql,
        Some(cursor) if newest => {
            let at: i64 = cursor.value.parse().unwrap_or(0);
            sql.and_after("c.received_at, c.id", down, at, cursor.id.as_str())
        }
        Some(cursor) => sql.and_after("c.due_on, c.id", down, cursor.value.as_str(), cursor.id.as_str()),
    };
    sql.push(match (newest, backwards) {
        (true, false) => " ORDER BY c.received_at DESC, c.id DESC",
        (true, true) => " ORDER BY c.received_at, c.id",
        (false, false) => " ORDER BY c.due_on, c.id",
        (false, true) => " ORDER BY c.due_on DESC, c.id DESC",
    })
}

/// Where a row stands in the list.
pub(super) fn place(row: &Row, newest: bool, backwards: bool) -> Cursor {
    let value = if newest {
        row.received_at.to_string()
    } else {
        row.due_on.clone()
    };
    Cursor {
        backwards,
        value,
        id: row.id.clone(),
    }
}
