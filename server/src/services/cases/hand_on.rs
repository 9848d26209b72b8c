//! All open cases of one account go to another, in the unit of work that closes or moves the account.

use app::backend::ServiceError;
use shared::access::Scope;
use shared::access::{Action, Actor, may};
use shared::case::{By, Case, CommandKind, Event, as_of, offers};
use shared::id::{AccountId, CaseId, DepartmentId};
use shared::place::DivisionCode;

use super::perform::Work;
use super::record;
use crate::services::Services;
use crate::store::{Abort, Parsed, StoreError, Tx};

/// Who takes over, and why as the record says it.
pub struct Takeover {
    pub to: Actor,
    pub reason: String,
}

/// Acts that carry a case on.
const CARRIES_ON: [CommandKind; 5] = [
    CommandKind::RequestCorrection,
    CommandKind::Accept,
    CommandKind::Decline,
    CommandKind::Grant,
    CommandKind::Refuse,
];

impl Services {
    /// How many open cases an account holds.
    pub(crate) async fn held_by(&self, account: &AccountId) -> Result<u32, ServiceError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM cases WHERE assignee = $1 AND open = 1")
            .bind(account.as_str())
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Whether someone's post reaches every case that an account holds, and decides where a decision is due.
    pub(crate) async fn could_take_all(&self, from: &AccountId, to: &Actor) -> Result<bool, ServiceError> {
        let kinds: Vec<(Parsed<DepartmentId>, Parsed<DivisionCode>, String)> =
            sqlx::query_as("SELECT DISTINCT department, town, state FROM cases WHERE assignee = $1 AND open = 1")
                .bind(from.as_str())
                .fetch_all(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        Ok(kinds.into_iter().all(|(department, town, state)| {
            let scope = Scope::of_place(town.0).in_department(department.0);
            let needed = if state == "accepted" {
                Action::DecideCase
            } else {
                Action::TakeCase
            };
            may(to, needed, &scope)
        }))
    }

    /// Hands every open case of `from` on.
    ///
    /// # Errors
    /// `Invalid` at `successor` when one of them is not theirs to carry on: then none is handed on.
    pub(crate) async fn hand_on_all(
        &self,
        tx: &mut Tx<'_>,
        from: &AccountId,
        takeover: &Takeover,
        by: &Actor,
    ) -> Result<u32, Abort> {
        let calendar = self.calendar().await?;
        let now = self.clock.now();
        let held: Vec<Parsed<CaseId>> =
            sqlx::query_scalar("SELECT id FROM cases WHERE assignee = $1 AND open = 1 ORDER BY id")
                .bind(from.as_str())
                .fetch_all(tx.sql())
                .await?;
        let mut count = 0;
        for id in held {
            let Some((case, _)) = record::load(tx.sql(), &self.secrets, &id.0).await? else {
                continue;
            };
            let mut work = Work::begin(case);
            work.catch_up(&calendar, now)?;
            let handed = Event::HandedOver {
                to: takeover.to.id.clone(),
                reason: takeover.reason.clone(),
            };
            work.add(handed, By::of(by), now)?;
            let standing = as_of(&work.case, &calendar, self.today());
            if !carries_on(&standing, &takeover.to, now) {
                return Err(ServiceError::invalid(
                    "successor",
                    format!(
                        "{}不能接着办理其中的办件 {}",
                        takeover.to.role.title(),
                        case_no(&standing)
                    ),
                    "请选择同一单位里能审批这些办件的同事",
                )
                .into());
            }
            self.keep(tx, &work, &calendar, now).await?;
            count += 1;
        }
        Ok(count)
    }
}

fn case_no(case: &Case) -> String {
    case.filing.number.to_string()
}

/// Whether the holder is offered any step that moves the case.
fn carries_on(case: &Case, holder: &Actor, now: jiff::Timestamp) -> bool {
    offers(case, holder, now)
        .iter()
        .any(|offer| CARRIES_ON.contains(&offer.action))
}
