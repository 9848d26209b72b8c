//! Staff accounts: signing in by password, and what the command line does with them.

use std::time::Duration;

use app::backend::ServiceError;
use app::backend::accounts::NewSession;
use serde_json::json;
use shared::access::Role;
use shared::problem::FieldProblem;

use super::account::account_columns;
use super::codes::account_id;
use super::rates::{Limit, hit};
use super::{AccountRow, NewStaff, rules};
use crate::services::Services;
use crate::services::records::Act;
use crate::store::{Arg, Millis, Paging, Sql, StoreError, Tx};

const QUARTER: Duration = Duration::from_secs(900);
/// The shortest password taken (GB/T 22239 asks for complexity; length does more for it than symbols).
pub const MIN_PASSWORD: usize = 10;

/// One and the same answer for an unknown account, a wrong password and a disabled account.
fn wrong() -> ServiceError {
    ServiceError::Invalid {
        problems: vec![FieldProblem::new(
            "password",
            "账号或密码不对",
            "请核对账号和密码；忘记密码请联系本单位管理员重置",
        )],
    }
}

impl Services {
    pub(super) async fn take_password(
        &self,
        login: &str,
        password: &str,
        address: &str,
        device: &str,
    ) -> Result<NewSession, ServiceError> {
        let login = login.trim().to_lowercase();
        let mut problems = Vec::new();
        if login.is_empty() {
            problems.push(FieldProblem::new("login", "请填写账号", "账号由本单位管理员发放"));
        }
        if password.is_empty() {
            problems.push(FieldProblem::new(
                "password",
                "请填写密码",
                "忘记密码请联系本单位管理员重置",
            ));
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid { problems });
        }
        if login.len() > 64 || password.len() > 256 {
            return Err(wrong());
        }
        let now = self.clock.now();
        let by_login = format!("password:login:{}", self.secrets.index("login", &login));
        let by_address = format!("password:address:{}", self.secrets.index("address", address));
        let at_address = &Limit {
            bucket: &by_address,
            most: rules::SIGN_INS_PER_ADDRESS_A_QUARTER,
            window: QUARTER,
        };
        let at_login = &Limit {
            bucket: &by_login,
            most: rules::SIGN_INS_PER_LOGIN_A_QUARTER,
            window: QUARTER,
        };
        self.store
            .write(|tx| {
                Box::pin(async move {
                    hit(tx, at_address, now).await?;
                    hit(tx, at_login, now).await
                })
            })
            .await?;
        let row = self.staff_row(&login).await?;
        let hash = row.as_ref().and_then(|row| row.password_hash.as_deref());
        let right = self.passwords.verify(password, hash).await.map_err(|error| {
            tracing::error!(%error, "a password could not be checked");
            ServiceError::Unavailable
        })?;
        let Some(row) = row.filter(|row| right && !row.disabled()) else {
            return Err(wrong());
        };
        let account = &account_id(&row.id)?;
        let by_login = &by_login;
        let (token, lasts) = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    // A right password clears the count: a clerk who mistyped twice in the morning is not locked out at noon.
                    sqlx::query("DELETE FROM rate_limit WHERE bucket = $1")
                        .bind(by_login)
                        .execute(tx.sql())
                        .await?;
                    Ok(self.open_session(tx, account, device).await?)
                })
            })
            .await?;
        Ok(NewSession {
            token: token.reveal().to_owned(),
            max_age_s: lasts.as_secs(),
        })
    }

    async fn staff_row(&self, login: &str) -> Result<Option<AccountRow>, ServiceError> {
        Ok(sqlx::query_as(concat!(
            "SELECT ",
            account_columns!(),
            " FROM account a WHERE a.login = $1"
        ))
        .bind(login)
        .fetch_optional(self.store.reader())
        .await
        .map_err(StoreError::from)?)
    }

    /// Makes a staff account, for the command line and the demo.
    ///
    /// # Errors
    /// `Invalid` names a short password, a bad login or a missing office; `Conflict` when the login is taken.
    pub async fn add_staff(&self, new: &NewStaff) -> Result<String, ServiceError> {
        check_staff(&new.login.trim().to_lowercase(), new)?;
        let hash = self.hashed(&new.password).await?;
        self.add_staff_hashed(new, &hash).await
    }

    /// The same with a hash at hand: the demo's many accounts share one password.
    ///
    /// # Errors
    /// As [`Services::add_staff`].
    pub(crate) async fn add_staff_hashed(&self, new: &NewStaff, hash: &str) -> Result<String, ServiceError> {
        let login = new.login.trim().to_lowercase();
        check_staff(&login, new)?;
        let now = self.clock.now();
        let id = self.rng.id(now);
        let name = self
            .secrets
            .seal(&AccountRow::place("name", &id), new.name.trim())
            .map_err(StoreError::from)?;
        let (id_ref, login_ref, hash_ref, name_ref) = (id.as_str(), login.as_str(), hash, &name);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let done = Sql::new(
                        "INSERT INTO account (id, role, login, password_hash, name, department, territory, created_at, \
                     updated_at) VALUES (",
                    )
                    .arg(id_ref)
                    .push(", ")
                    .arg(new.role.as_str())
                    .push(", ")
                    .arg(login_ref)
                    .push(", ")
                    .arg(hash_ref)
                    .push(", ")
                    .arg(name_ref.clone())
                    .push(", ")
                    .arg_or_null(new.department.as_ref().map(|d| Arg::from(d.to_string())))
                    .push(", ")
                    .arg_or_null(new.territory.as_ref().map(|t| Arg::from(t.to_string())))
                    .push(", ")
                    .arg(Millis(now))
                    .push(", ")
                    .arg(Millis(now))
                    .push(") ON CONFLICT (login) DO NOTHING")
                    .query()
                    .execute(tx.sql())
                    .await?;
                    if done.rows_affected() == 0 {
                        return Err(ServiceError::Conflict {
                            message: format!("账号 {login_ref} 已经有人使用"),
                            fix: "请换一个账号名".into(),
                        }
                        .into());
                    }
                    let detail = json!({"login": login_ref, "role": new.role.as_str()});
                    Ok(self.note_act(tx, &by_operator("user.add", id_ref, detail)).await?)
                })
            })
            .await?;
        Ok(id)
    }

    /// Staff accounts by login, for `jinban user list`.
    ///
    /// # Errors
    /// `Unavailable` when the store fails.
    pub async fn list_staff(&self, paging: Paging) -> Result<Vec<(AccountRow, String)>, ServiceError> {
        let rows: Vec<AccountRow> = sqlx::query_as(concat!(
            "SELECT ",
            account_columns!(),
            " FROM account a WHERE a.login IS NOT NULL ORDER BY a.login LIMIT $1 OFFSET $2"
        ))
        .bind(paging.limit())
        .bind(paging.offset())
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        rows.into_iter()
            .map(|row| {
                let name = row
                    .opened(&self.secrets, "name", row.name.as_deref())
                    .map_err(StoreError::from)?;
                Ok((row, name.unwrap_or_default()))
            })
            .collect()
    }

    /// Disables an account and ends its sessions at once.
    ///
    /// # Errors
    /// `NotFound` for an unknown login.
    pub async fn disable(&self, login: &str) -> Result<(), ServiceError> {
        let now = self.clock.now();
        let login = &login.trim().to_lowercase();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let done = sqlx::query("UPDATE account SET disabled_at = $1, updated_at = $1 WHERE login = $2")
                        .bind(Millis(now))
                        .bind(login)
                        .execute(tx.sql())
                        .await?;
                    if done.rows_affected() == 0 {
                        return Err(ServiceError::NotFound {
                            what: format!("账号 {login}"),
                        }
                        .into());
                    }
                    end_sessions(tx, login).await?;
                    Ok(self
                        .note_act(tx, &by_operator("user.disable", login, json!({})))
                        .await?)
                })
            })
            .await
    }

    /// Sets a new password, enables the account again and ends its sessions.
    ///
    /// # Errors
    /// `Invalid` for a short password; `NotFound` for an unknown login.
    pub async fn reset_password(&self, login: &str, password: &str) -> Result<(), ServiceError> {
        check_password(password)?;
        let hash = self.hashed(password).await?;
        let now = self.clock.now();
        let (hash, login) = (&hash, &login.trim().to_lowercase());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let done = sqlx::query(
                        "UPDATE account SET password_hash = $1, disabled_at = NULL, updated_at = $2 WHERE login = $3",
                    )
                    .bind(hash)
                    .bind(Millis(now))
                    .bind(login)
                    .execute(tx.sql())
                    .await?;
                    if done.rows_affected() == 0 {
                        return Err(ServiceError::NotFound {
                            what: format!("账号 {login}"),
                        }
                        .into());
                    }
                    end_sessions(tx, login).await?;
                    Ok(self.note_act(tx, &by_operator("user.reset", login, json!({}))).await?)
                })
            })
            .await
    }

    pub(crate) async fn hashed(&self, password: &str) -> Result<String, ServiceError> {
        self.passwords.hash(password).await.map_err(|error| {
            tracing::error!(%error, "a password could not be hashed");
            ServiceError::Unavailable
        })
    }
}

/// What was done on the command line, where nobody is signed in.
fn by_operator<'a>(action: &'a str, object_id: &'a str, detail: serde_json::Value) -> Act<'a> {
    Act {
        actor: "operator",
        action,
        object_kind: "account",
        object_id,
        done: true,
        detail,
    }
}

async fn end_sessions(tx: &mut Tx<'_>, login: &str) -> Result<(), crate::store::Abort> {
    sqlx::query("DELETE FROM session WHERE account IN (SELECT id FROM account WHERE login = $1)")
        .bind(login)
        .execute(tx.sql())
        .await?;
    Ok(())
}

fn check_password(password: &str) -> Result<(), ServiceError> {
    if password.chars().count() < MIN_PASSWORD {
        let fix = format!("请至少用 {MIN_PASSWORD} 个字符");
        return Err(ServiceError::Invalid {
            problems: vec![FieldProblem::new("password", "密码太短", &fix)],
        });
    }
    Ok(())
}

fn check_staff(login: &str, new: &NewStaff) -> Result<(), ServiceError> {
    check_password(&new.password)?;
    let plain = login
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
    let mut problems = Vec::new();
    if login.len() < 3 || login.len() > 32 || !plain {
        problems.push(FieldProblem::new(
            "login",
            "账号名不合规",
            "请用 3 至 32 个小写字母、数字、点或短横",
        ));
    }
    if new.name.trim().is_empty() {
        problems.push(FieldProblem::new("name", "缺少姓名", "请填写工作人员姓名"));
    }
    if new.role == Role::Applicant {
        problems.push(FieldProblem::new("role", "申请人不用工作账号", "申请人用手机号码登录"));
    }
    if new.role.is_staff() && new.territory.is_none() {
        problems.push(FieldProblem::new(
            "territory",
            "工作账号要写明所在的市、镇或村",
            "请给出 12 位区划代码",
        ));
    }
    if new.role.needs_department() && new.department.is_none() {
        problems.push(FieldProblem::new(
            "department",
            "这个角色要写明所属部门",
            "请给出部门代号",
        ));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::Invalid { problems })
    }
}
