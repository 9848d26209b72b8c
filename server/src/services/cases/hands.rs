//! Who has cases in hand, and all of someone's cases in other hands at once: closing an account asks for it.

use app::backend::ServiceError;
use jiff::Timestamp;
use shared::access::Actor;
use shared::case::{By, CaseNo, CaseState, Event, can_carry};
use shared::id::{AccountId, CaseId};
use shared::time::Calendar;

use super::perform::Work;
use super::record;
use crate::services::Services;
use crate::store::{Abort, Sql, StoreError, Tx};

/// An open case that somebody has in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldCase {
    pub number: CaseNo,
    pub item_name: String,
    pub state: CaseState,
}

/// What becomes of someone's cases.
#[derive(Clone, Copy, Debug)]
pub struct Handing<'a> {
    /// Whoever says so. That they may is checked by who calls: the right to close an account holds the right to say
    /// who carries its cases on.
    pub by: &'a Actor,
    pub from: &'a AccountId,
    /// No one: the cases go back to those that nobody has.
    pub to: Option<&'a Actor>,
    pub calendar: &'a Calendar,
    pub now: Timestamp,
}

crate::store::row! {
    struct HeldRow {
        number: String,
        item_name: String,
        state: String,
    }
}

impl Services {
    /// Every open case that somebody has in hand, what is due first.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn cases_held_by(&self, holder: &AccountId) -> Result<Vec<HeldCase>, StoreError> {
        let rows: Vec<HeldRow> =
            Sql::new("SELECT c.number, i.name AS item_name, c.state FROM cases c JOIN item i ON i.id = c.item")
                .and("c.open = 1")
                .and_arg("c.assignee =", holder.as_str())
                .push(" ORDER BY c.due_on, c.id")
                .rows()
                .fetch_all(self.store.reader())
                .await?;
        rows.into_iter()
            .map(|row| {
                Ok(HeldCase {
                    number: row
                        .number
                        .parse()
                        .map_err(|e| StoreError::unreadable("case number", e))?,
                    item_name: row.item_name,
                    state: row.state.parse().map_err(|e| StoreError::unreadable("state", e))?,
                })
            })
            .collect()
    }

    /// Puts every open case of one person into another's hands within the unit of work `tx`; returns how many.
    ///
    /// # Errors
    /// `Invalid` at `to` when the other could not do the next step of one of them; then nothing is done.
    pub async fn hand_all_over(&self, tx: &mut Tx<'_>, handing: &Handing<'_>) -> Result<usize, Abort> {
        let ids: Vec<String> = Sql::new("SELECT id FROM cases")
            .and("open = 1")
            .and_arg("assignee =", handing.from.as_str())
            .push(" ORDER BY id")
            .scalar()
            .fetch_all(tx.sql())
            .await?;
        for id in &ids {
            let id: CaseId = id.parse().map_err(|e| StoreError::unreadable("case id", e))?;
            let Some((case, _)) = record::load(tx.sql(), &self.secrets, &id).await? else {
                continue;
            };
            let mut work = Work::begin(case);
            work.catch_up(handing.calendar, handing.now)?;
            let event = match handing.to {
                None => Event::Released,
                Some(to) if can_carry(&work.case, to) => Event::Assigned { to: to.id.clone() },
                Some(to) => {
                    let number = &work.case.filing.number;
                    return Err(ServiceError::invalid(
                        "to",
                        format!("{}不能接着办 {number}，它的下一步要由别的岗位办", to.name),
                        "请选择另一位同事，或者把办件放回待承办",
                    )
                    .into());
                }
            };
            work.add(event, By::of(handing.by), handing.now)?;
            self.keep(tx, &work, handing.calendar, handing.now).await?;
        }
        Ok(ids.len())
    }
}
