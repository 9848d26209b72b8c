//! Staff sign in by login and password.

use std::time::Duration;

use app::backend::ServiceError;
use app::backend::accounts::NewSession;
use shared::problem::FieldProblem;

use super::account::account_columns;
use super::codes::account_id;
use super::rates::{Limit, hit};
use super::{AccountRow, rules};
use crate::services::Services;
use crate::store::StoreError;

const QUARTER: Duration = Duration::from_secs(900);

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
        let id = row.as_ref().map_or("", |row| row.id.as_str());
        let right = self.password_is(id, password, hash).await?;
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

    /// As many tries at one's own old password as at signing in: a screen left open gives nobody more.
    pub(in crate::services) async fn slow_down(&self, account: &str) -> Result<(), ServiceError> {
        let now = self.clock.now();
        let bucket = format!("password:own:{account}");
        let limit = &Limit {
            bucket: &bucket,
            most: rules::SIGN_INS_PER_LOGIN_A_QUARTER,
            window: QUARTER,
        };
        self.store
            .write(|tx| Box::pin(async move { hit(tx, limit, now).await }))
            .await
    }
}
