//! Opening, changing, reopening and resetting accounts.

use app::backend::staff::HandedOut;
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::id::AccountId;
use shared::powers::{Difference, Typed, differences};
use shared::problem::FieldProblem;
use shared::staff::{COLUMNS, Known, Login, StaffRow};

use super::acts::{act, end_sessions};
use super::close::handed_on;
use super::draw;
use super::holding::INSERT_POST;
use super::reach::{Appointing, no_account};
use super::row::{INSERT_STAFF, StaffRecord, record};
use crate::secrets::Cell;
use crate::services::Services;
use crate::services::records::Doer;
use crate::store::{Abort, Arg, Millis, Sql, StoreError, Tx, insert_rows};

/// What differs, in words. A name is written into the log only as lists show it; a new account has its name where it
/// stands itself.
pub(super) fn changes(before: Option<&StaffRow>, after: &StaffRow, known: Known<'_>) -> Vec<Difference> {
    let cells = |row: &StaffRow| row.cells(known);
    let was = before.map(cells).unwrap_or_default();
    let mut changes = differences(COLUMNS, &was, &cells(after));
    let Some(before) = before else {
        changes.retain(|change| change.field != "name");
        return changes;
    };
    for change in changes.iter_mut().filter(|change| change.field == "name") {
        change.was = before.name.masked();
        change.became = after.name.masked();
        if change.was == change.became {
            change.was = String::new();
            change.became = "已更改（遮盖以后看不出）".to_owned();
        }
    }
    changes
}

pub(super) fn taken(login: &str) -> ServiceError {
    ServiceError::invalid(
        "login",
        format!("账号 {login} 已经有人使用"),
        "请换一个账号名，例如在后面加上序号",
    )
}

fn changed_meanwhile(now: &str) -> ServiceError {
    ServiceError::Conflict {
        message: format!("这个账号刚被别人改过，现在是：{}", now.trim_end_matches('，')),
        fix: "您填写的还在框里，没有保存；商量好以后再保存一次，就以您的为准".into(),
    }
}

/// Whether a login is in use, for a problem at its field instead of a broken key.
pub(super) async fn is_taken(tx: &mut Tx<'_>, login: &str) -> Result<bool, StoreError> {
    let known: Option<String> = sqlx::query_scalar("SELECT id FROM account WHERE login = $1")
        .bind(login)
        .fetch_optional(tx.sql())
        .await?;
    Ok(known.is_some())
}

/// In a form a place is picked, in a workbook it is written.
fn of_form(mut problems: Vec<FieldProblem>) -> Vec<FieldProblem> {
    for problem in problems.iter_mut().filter(|problem| problem.path == "territory") {
        "请从列表里选择工作地点".clone_into(&mut problem.fix);
    }
    problems
}

impl Services {
    /// All that is wrong with a form, with a login that is taken.
    async fn all_of_form(&self, typed: &Typed, problems: Vec<FieldProblem>) -> Result<ServiceError, ServiceError> {
        let mut problems = of_form(problems);
        if let Ok(login) = typed.get("login").parse::<Login>() {
            let known: Option<String> = sqlx::query_scalar("SELECT id FROM account WHERE login = $1")
                .bind(login.as_str())
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
            if let (Some(_), ServiceError::Invalid { problems: more }) = (known, taken(login.as_str())) {
                problems.splice(0..0, more);
            }
        }
        Ok(ServiceError::Invalid { problems })
    }

    pub(super) async fn staff_open(&self, session: &Session, typed: &Typed) -> Result<HandedOut, ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let city = self.known_city().await?;
        appointing.gives_typed(typed, city.known())?;
        let row = match StaffRow::parse(typed, city.known()) {
            Ok(row) => row,
            Err(problems) => return Err(self.all_of_form(typed, problems).await?),
        };
        let row = &row;
        appointing.gives(&row.post)?;
        let now = Millis(self.clock.now());
        let id: AccountId = self.new_id()?;
        let password = draw(self.rng.as_ref());
        let hash = self.secrets.drawn(id.as_str(), &password);
        let values = &self.staff_values(id.as_str(), row, &hash, true, now)?;
        let detail = &json!({"login": row.login.as_str(), "changes": changes(None, row, city.known())});
        let (actor, account) = (appointing.actor, id.as_str());
        let post = &self.first_post(account, &row.post, actor.id.as_str());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    if is_taken(tx, row.login.as_str()).await? {
                        return Err(taken(row.login.as_str()).into());
                    }
                    insert_rows(tx, INSERT_STAFF, vec![values.clone()], "").await?;
                    insert_rows(tx, INSERT_POST, vec![post.clone()], "").await?;
                    self.touch_staff(tx).await?;
                    Ok(self
                        .note_act(tx, &act(actor, "user.add", account, detail.clone()))
                        .await?)
                })
            })
            .await?;
        Ok(HandedOut {
            login: row.login.to_string(),
            id,
            password,
        })
    }

    /// The account, when the reader keeps it.
    pub(super) async fn kept_account(
        &self,
        appointing: &Appointing<'_>,
        id: &AccountId,
    ) -> Result<StaffRecord, ServiceError> {
        let row = record(self.store.reader(), id).await?;
        let row = row.filter(|row| appointing.sees(row)).ok_or_else(no_account)?;
        appointing.keeps(&row)?;
        Ok(row)
    }

    pub(super) async fn staff_change(
        &self,
        session: &Session,
        id: &AccountId,
        typed: &Typed,
        was: Option<&Typed>,
        successor: Option<&AccountId>,
    ) -> Result<(), ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let kept = self.kept_account(&appointing, id).await?;
        let city = self.known_city().await?;
        let mut typed = typed.clone();
        typed.set("login", kept.login.as_str());
        appointing.gives_typed(&typed, city.known())?;
        let row = StaffRow::parse(&typed, city.known()).map_err(|problems| ServiceError::Invalid {
            problems: of_form(problems),
        })?;
        let before = kept.row(&self.secrets)?;
        let base = was.and_then(|was| {
            let mut was = was.clone();
            was.set("login", kept.login.as_str());
            StaffRow::parse(&was, city.known()).ok()
        });
        let row = match (&base, &before) {
            (Some(base), Some(stored)) => {
                let now = || stored.cells(city.known()).split_off(1).join("，");
                row.merged(base, stored).ok_or_else(|| changed_meanwhile(&now()))?
            }
            _ => row,
        };
        appointing.gives(&row.post)?;
        if before.as_ref() == Some(&row) {
            return Ok(());
        }
        let moved = kept.post().as_ref() != Some(&row.post);
        let taking_over = self.taking_over(id, successor, moved).await?;
        let detail = &json!({"changes": changes(before.as_ref(), &row, city.known())});
        let actor = appointing.actor;
        let (row, taking_over) = (&row, &taking_over);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    self.write_staff(tx, id, row, actor.into()).await?;
                    let moved = self.hand_on(tx, id, taking_over, actor).await?;
                    self.touch_staff(tx).await?;
                    let detail = handed_on(tx, detail.clone(), moved, taking_over.as_ref()).await?;
                    let noted = act(actor, "user.change", id.as_str(), detail);
                    Ok(self.note_act(tx, &noted).await?)
                })
            })
            .await
    }

    /// Name and post of an account that there is.
    pub(super) async fn write_staff(
        &self,
        tx: &mut Tx<'_>,
        id: &AccountId,
        row: &StaffRow,
        by: Doer<'_>,
    ) -> Result<(), Abort> {
        self.keep_main_post(tx, id, &row.post, by).await?;
        let name = self
            .secrets
            .seal(&Cell::new("account", "name", id.as_str()), row.name.as_str())?;
        let post = &row.post;
        Sql::new("UPDATE account SET role = ")
            .arg(post.role.as_str())
            .push(", name = ")
            .arg(name)
            .push(", name_index = ")
            .arg(self.staff_name_index(row.name.as_str()))
            .push(", territory = ")
            .arg(post.territory.as_str())
            .push(", department = ")
            .arg_or_null(post.department.as_ref().map(|id| Arg::from(id.as_str())))
            .push(", updated_at = ")
            .arg(Millis(self.clock.now()))
            .and_arg("id =", id.as_str())
            .query()
            .execute(tx.sql())
            .await?;
        Ok(())
    }

    /// Raises the list's revision: a workbook previewed before is stale.
    pub(super) async fn touch_staff(&self, tx: &mut Tx<'_>) -> Result<(), Abort> {
        crate::services::powers::stored::take_list(tx, shared::powers::KeptList::Staff).await?;
        Ok(())
    }

    pub(super) async fn staff_reopen(&self, session: &Session, id: &AccountId) -> Result<HandedOut, ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let kept = self.kept_account(&appointing, id).await?;
        if kept.disabled_at.is_none() {
            return Err(ServiceError::Conflict {
                message: "这个账号没有停用".into(),
                fix: "忘记密码的，请用“重置密码”".into(),
            });
        }
        self.hand_password(&appointing, &kept, "user.enable").await
    }

    pub(super) async fn staff_reset(&self, session: &Session, id: &AccountId) -> Result<HandedOut, ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let kept = self.kept_account(&appointing, id).await?;
        if kept.disabled_at.is_some() {
            return Err(ServiceError::Conflict {
                message: "这个账号已经停用".into(),
                fix: "要让它重新使用，请用“重新启用”".into(),
            });
        }
        self.hand_password(&appointing, &kept, "user.reset").await
    }

    /// A new password for the one next sign-in.
    async fn hand_password(
        &self,
        appointing: &Appointing<'_>,
        kept: &StaffRecord,
        action: &'static str,
    ) -> Result<HandedOut, ServiceError> {
        let id = &kept.id.0;
        let password = draw(self.rng.as_ref());
        let hash = &self.secrets.drawn(id.as_str(), &password);
        let actor = appointing.actor;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    self.set_password(tx, id.as_str(), hash, true).await?;
                    self.restore_main_post(tx, id.as_str(), actor.into()).await?;
                    end_sessions(tx, id.as_str()).await?;
                    self.touch_staff(tx).await?;
                    Ok(self.note_act(tx, &act(actor, action, id.as_str(), json!({}))).await?)
                })
            })
            .await?;
        Ok(HandedOut {
            id: id.clone(),
            login: kept.login.clone(),
            password,
        })
    }

    /// A password's hash; the account is open with it.
    pub(super) async fn set_password(
        &self,
        tx: &mut Tx<'_>,
        account: &str,
        hash: &str,
        must_change: bool,
    ) -> Result<(), Abort> {
        sqlx::query(
            "UPDATE account SET password_hash = $1, must_change = $2, disabled_at = NULL, updated_at = $3 WHERE id = $4",
        )
        .bind(hash)
        .bind(i64::from(must_change))
        .bind(Millis(self.clock.now()))
        .bind(account)
        .execute(tx.sql())
        .await?;
        Ok(())
    }
}
