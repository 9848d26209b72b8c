//! Closing an account: who takes over its cases is asked first, and all of it happens in one unit.

use app::backend::desk::Colleague;
use app::backend::{ServiceError, Session};
use serde_json::{Value, json};
use shared::access::{Action, Actor, Scope, may};
use shared::id::{AccountId, DepartmentId};
use shared::place::DivisionCode;

use super::acts::{act, end_sessions};
use super::posts::{PostRow, SELECT_POST, in_force};
use super::reach::Appointing;
use super::row::StaffRecord;
use crate::services::Services;
use crate::services::cases::Handing;
use crate::services::desk::colleague;
use crate::store::{Abort, Millis, Parsed, Sql, StoreError, Tx};

/// Successors offered.
const OFFERED: i64 = 50;

/// The detail of an act with the cases that went along, and the login of whom they went to.
pub(super) async fn handed_on(
    tx: &mut Tx<'_>,
    mut detail: Value,
    moved: u32,
    to: Option<&Actor>,
) -> Result<Value, StoreError> {
    let (Some(to), true) = (to, moved > 0) else {
        return Ok(detail);
    };
    let login: Option<String> = sqlx::query_scalar("SELECT login FROM account WHERE id = $1")
        .bind(to.id.as_str())
        .fetch_optional(tx.sql())
        .await?
        .flatten();
    if let Some(detail) = detail.as_object_mut() {
        detail.insert("cases".to_owned(), json!(moved));
        detail.insert("to".to_owned(), json!(login));
    }
    Ok(detail)
}

impl Services {
    pub(super) async fn staff_close(
        &self,
        session: &Session,
        id: &AccountId,
        successor: Option<&AccountId>,
    ) -> Result<u32, ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let kept = self.kept_account(&appointing, id).await?;
        if kept.disabled_at.is_some() {
            return Err(ServiceError::Conflict {
                message: "这个账号已经停用".into(),
                fix: "不用再做什么".into(),
            });
        }
        let taking_over = &self.taking_over(id, successor, true).await?;
        let actor = appointing.actor;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let moved = self.hand_on(tx, id, taking_over, actor).await?;
                    sqlx::query("UPDATE account SET disabled_at = $1, updated_at = $1 WHERE id = $2")
                        .bind(now)
                        .bind(id.as_str())
                        .execute(tx.sql())
                        .await?;
                    self.end_posts(tx, id.as_str(), actor.into()).await?;
                    end_sessions(tx, id.as_str()).await?;
                    self.touch_staff(tx).await?;
                    let detail = handed_on(tx, json!({}), moved, taking_over.as_ref()).await?;
                    let noted = act(actor, "user.disable", id.as_str(), detail);
                    self.note_act(tx, &noted).await?;
                    Ok(moved)
                })
            })
            .await
    }

    /// Who takes over, as chosen. Only where cases are left behind is anyone needed.
    pub(super) async fn taking_over(
        &self,
        from: &AccountId,
        successor: Option<&AccountId>,
        leaves: bool,
    ) -> Result<Option<Actor>, ServiceError> {
        if !leaves || self.held_by(from).await? == 0 {
            return Ok(None);
        }
        let Some(successor) = successor else {
            return Err(ServiceError::invalid(
                "successor",
                "这个账号名下还有没办结的办件",
                "请选择由谁接着办，再停用或调整岗位",
            ));
        };
        let mut posts = Vec::new();
        if successor != from {
            posts = self.staff_posts(successor).await?;
        }
        // In whichever of their posts they can carry all of it on.
        for post in &posts {
            if self.could_take_all(from, post).await? {
                return Ok(Some(post.clone()));
            }
        }
        match posts.into_iter().next() {
            Some(to) => Ok(Some(to)),
            None => Err(ServiceError::invalid(
                "successor",
                "接办的账号不存在或已停用",
                "请从列表里另选一位",
            )),
        }
    }

    /// Everything open goes to the successor; how many cases that were.
    pub(super) async fn hand_on(
        &self,
        tx: &mut Tx<'_>,
        from: &AccountId,
        to: &Option<Actor>,
        by: &Actor,
    ) -> Result<u32, Abort> {
        // Nothing was in hand, or nothing is left behind.
        let Some(to) = to else { return Ok(0) };
        let calendar = self.calendar().await?;
        let handing = Handing {
            by,
            from,
            to: Some(to),
            calendar: &calendar,
            now: self.clock.now(),
        };
        let moved = self.hand_all_over(tx, &handing).await.map_err(at_successor)?;
        Ok(u32::try_from(moved).unwrap_or(u32::MAX))
    }

    /// How many open cases an account holds.
    pub(super) async fn held_by(&self, account: &AccountId) -> Result<u32, ServiceError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM cases WHERE assignee = $1 AND open = 1")
            .bind(account.as_str())
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Whether someone's post reaches every kind of case that an account holds, and decides where a decision is due.
    async fn could_take_all(&self, from: &AccountId, to: &Actor) -> Result<bool, ServiceError> {
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

    /// Who could carry on what an account holds: open accounts of the same office, and those that run it.
    pub(super) async fn successors(&self, kept: &StaffRecord) -> Result<Vec<Colleague>, ServiceError> {
        let Some(place) = kept.territory.as_ref() else {
            return Ok(Vec::new());
        };
        let sql = Sql::new(SELECT_POST)
            .and("a.login IS NOT NULL")
            .and("a.disabled_at IS NULL")
            .and_arg("p.territory =", place.0.as_str())
            .and_opt(
                "p.department =",
                kept.department.as_ref().map(|id| id.0.as_str().to_owned()),
            )
            .and_arg("p.account <>", kept.id.0.as_str());
        let rows: Vec<PostRow> = in_force(sql, self.today())
            .push(" ORDER BY a.must_change, a.login, p.main DESC, p.id")
            .limit(OFFERED * 4, 0)
            .all(&self.store)
            .await?;
        let mut colleagues: Vec<Colleague> = Vec::new();
        for row in rows {
            let known = colleagues.iter().any(|one| one.id == row.account.0);
            let actor = row.actor(&self.secrets)?;
            if !known && self.could_take_all(&kept.id.0, &actor).await? {
                colleagues.push(colleague(actor, row.must_change != 0));
            }
        }
        Ok(colleagues)
    }
}

/// The field of these forms.
fn at_successor(abort: Abort) -> Abort {
    match abort {
        Abort::Refused(ServiceError::Invalid { mut problems }) => {
            for problem in &mut problems {
                problem.path = "successor".to_owned();
                problem.fix = "请选择同一单位里能接着办的同事".to_owned();
            }
            ServiceError::Invalid { problems }.into()
        }
        other => other,
    }
}
