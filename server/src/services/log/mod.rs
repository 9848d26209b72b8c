//! The log as inspectors and the administrator read it: paged along its indexes, and in pieces for an export.

mod acts;
mod looks;
mod posts;
mod words;

pub(crate) use words::act_words;

use app::backend::log::{Log, LogBook, LogFilter, LogPage};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use jiff::civil::Date;
use shared::access::{Action, Actor, Scope};
use shared::case::CaseNo;
use shared::people::PersonName;
use shared::time::day_start;

use super::Services;
use super::guard::require;
use crate::store::{Cursor, Millis, Sql, StoreError};

const PAGE: usize = 50;
/// Rows of an export at a time.
const PIECE: usize = 500;

#[async_trait]
impl Log for Services {
    async fn log_page(&self, session: &Session, filter: &LogFilter) -> Result<LogPage, ServiceError> {
        self.log_read(session, filter, PAGE).await
    }

    async fn log_piece(&self, session: &Session, filter: &LogFilter) -> Result<LogPage, ServiceError> {
        self.log_read(session, filter, PIECE).await
    }
}

/// What a filter comes down to in the store's terms.
pub(super) struct Asked {
    /// Accounts, when a person is asked for; an empty list finds nothing.
    pub who: Option<Vec<String>>,
    /// Kind and id.
    pub object: Option<(&'static str, String)>,
    pub from: Option<Millis>,
    pub before: Option<Millis>,
    pub cursor: Option<Cursor>,
    pub size: usize,
}

impl Asked {
    /// The order and the place in it; one row more than shown tells whether there are others.
    pub fn paged(&self, sql: Sql) -> Sql {
        let backwards = self.backwards();
        let sql = match &self.cursor {
            Some(cursor) => {
                let at: i64 = cursor.value.parse().unwrap_or(0);
                sql.and_after("l.at, l.id", !backwards, at, cursor.id.as_str())
            }
            None => sql,
        };
        let sql = sql.push(if backwards {
            " ORDER BY l.at, l.id"
        } else {
            " ORDER BY l.at DESC, l.id DESC"
        });
        sql.limit(i64::try_from(self.size + 1).unwrap_or(i64::MAX), 0)
    }

    fn backwards(&self) -> bool {
        self.cursor.as_ref().is_some_and(|cursor| cursor.backwards)
    }

    /// Rows in the order shown, with the places before and after them.
    pub fn cut<R>(&self, mut rows: Vec<R>, place: impl Fn(&R) -> (i64, String)) -> (Vec<R>, [Option<String>; 2]) {
        let more = rows.len() > self.size;
        rows.truncate(self.size);
        let backwards = self.backwards();
        if backwards {
            rows.reverse();
        }
        let at = |row: &R, backwards| {
            let (value, id) = place(row);
            let value = value.to_string();
            Cursor { backwards, value, id }.to_string()
        };
        let back = if backwards { more } else { self.cursor.is_some() };
        let next = rows.last().filter(|_| more || backwards).map(|row| at(row, false));
        let previous = rows.first().filter(|_| back).map(|row| at(row, true));
        (rows, [next, previous])
    }
}

impl Services {
    async fn log_read(&self, session: &Session, filter: &LogFilter, size: usize) -> Result<LogPage, ServiceError> {
        session.actor()?;
        let scope = Scope::of_place(self.snapshot().await?.city.code.clone());
        let actor = require(session, Action::ViewAuditLog, &scope)?;
        let asked = self.log_asked(filter, size).await?;
        match filter.book {
            LogBook::Acts => self.acts_read(actor, filter, &asked).await,
            LogBook::Looks => self.looks_read(actor, &asked).await,
        }
    }

    async fn log_asked(&self, filter: &LogFilter, size: usize) -> Result<Asked, StoreError> {
        let start = |day: Date| Millis(day_start(day));
        let who = match filter.who.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(self.people_named(text).await?),
            None => None,
        };
        let object = match filter.object.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(self.object_named(text).await?),
            None => None,
        };
        // The days between two, whichever was written first.
        let (from, to) = match (filter.from, filter.to) {
            (Some(from), Some(to)) if to < from => (Some(to), Some(from)),
            days => days,
        };
        Ok(Asked {
            who,
            object,
            from: from.map(start),
            before: to.and_then(|day| day.tomorrow().ok()).map(start),
            cursor: filter.cursor.as_deref().and_then(|text| text.parse().ok()),
            size,
        })
    }

    /// By login, or by a whole name, which several may have.
    async fn people_named(&self, text: &str) -> Result<Vec<String>, StoreError> {
        if text == words::OPERATOR {
            return Ok(vec!["operator".to_owned()]);
        }
        let name = text
            .parse::<PersonName>()
            .map_or_else(|_| String::new(), |name| name.to_string());
        let ids: Vec<String> = Sql::new("SELECT id FROM account WHERE login = ")
            .arg(text.to_lowercase())
            .push(" OR name_index = ")
            .arg(self.secrets.index("staff-name", &name))
            .limit(100, 0)
            .scalar()
            .fetch_all(self.store.reader())
            .await?;
        Ok(ids)
    }

    /// A case by its number, an account by its login; anything else is nothing.
    async fn object_named(&self, text: &str) -> Result<(&'static str, String), StoreError> {
        let (kind, sql) = match text.parse::<CaseNo>() {
            Ok(number) => (
                "case",
                Sql::new("SELECT id FROM cases").and_arg("number =", number.as_str()),
            ),
            Err(_) => (
                "account",
                Sql::new("SELECT id FROM account").and_arg("login =", text.to_lowercase()),
            ),
        };
        let id: Option<String> = sql.scalar().fetch_optional(self.store.reader()).await?;
        Ok((kind, id.unwrap_or_default()))
    }

    /// Who did it, for people: staff by name, the operator and the calendar by what they are.
    pub(crate) fn doer_name(&self, actor: &str, sealed: Option<Vec<u8>>) -> Result<String, StoreError> {
        match actor {
            "operator" => Ok(words::OPERATOR.to_owned()),
            _ => self.keeper_name(actor, sealed),
        }
    }
}

/// Whether the reader may open a case from the log.
pub(super) fn opens_cases(actor: &Actor) -> bool {
    shared::access::reach(actor.role, Action::ViewCase) != shared::access::Reach::Never
}

pub(super) fn opens_accounts(actor: &Actor) -> bool {
    shared::access::reach(actor.role, Action::ManageStaff) != shared::access::Reach::Never
}
