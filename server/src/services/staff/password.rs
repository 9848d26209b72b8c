//! Choosing one's own password.

use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::problem::FieldProblem;
use shared::staff::{PasswordError, check_password};

use super::acts::act;
use super::is_drawn;
use crate::services::Services;
use crate::store::StoreError;

/// What is wrong with a chosen password, at its field.
pub(super) fn unfit(field: &str, error: PasswordError) -> ServiceError {
    ServiceError::Invalid {
        problems: vec![FieldProblem::of(field, &error)],
    }
}

impl Services {
    /// Whether a password is the account's. A drawn one is compared by its keyed hash, after the same work.
    pub(crate) async fn password_is(
        &self,
        account: &str,
        password: &str,
        hash: Option<&str>,
    ) -> Result<bool, ServiceError> {
        let drawn = hash.filter(|hash| is_drawn(hash));
        let checked = hash.filter(|_| drawn.is_none());
        let right = self.passwords.verify(password, checked).await.map_err(|error| {
            tracing::error!(%error, "a password could not be checked");
            ServiceError::Unavailable
        })?;
        // Read off a sheet and typed: case and blanks do not matter.
        let typed = || shared::text::plain(password).to_lowercase();
        Ok(right || drawn.is_some_and(|hash| hash == self.secrets.drawn(account, &typed())))
    }

    /// One's own, with the old one as proof. Other sign-ins of the account end.
    pub(in crate::services) async fn choose_password(
        &self,
        session: &Session,
        old: &str,
        new: &str,
        again: &str,
    ) -> Result<(), ServiceError> {
        let holder = session.holder()?;
        if !holder.role.is_staff() {
            return Err(ServiceError::Refused {
                message: "申请人用验证码登录，没有密码".into(),
                fix: "不用修改".into(),
            });
        }
        let account = holder.id.as_str();
        let row: Option<(String, Option<String>)> =
            sqlx::query_as("SELECT login, password_hash FROM account WHERE id = $1 AND login IS NOT NULL")
                .bind(account)
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let (login, hash) = row.ok_or(ServiceError::NotSignedIn)?;
        // A new password that will not do tells nothing of the old one: only what tries the old one is slowed down.
        let mut problems = Vec::new();
        if old.is_empty() {
            problems.push(FieldProblem::new(
                "old",
                "还没有填写现在的密码",
                "请填写刚才登录用的密码",
            ));
        }
        problems.extend(
            check_password(new, &login, Some(old))
                .err()
                .map(|error| FieldProblem::of("new", &error)),
        );
        if new != again {
            problems.push(FieldProblem::new("again", "两次填写的新密码不一样", "请再填写一遍"));
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid { problems });
        }
        self.slow_down(account).await?;
        if !self.password_is(account, old, hash.as_deref()).await? {
            return Err(ServiceError::invalid(
                "old",
                "现在的密码不对",
                "请填写刚才登录用的密码；忘记的请联系本单位管理员重置",
            ));
        }
        let hash = &self.hashed(new).await?;
        let here = session.id.as_deref().unwrap_or_default();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    self.set_password(tx, account, hash, false).await?;
                    sqlx::query("DELETE FROM session WHERE account = $1 AND id <> $2")
                        .bind(account)
                        .bind(here)
                        .execute(tx.sql())
                        .await?;
                    Ok(self
                        .note_act(tx, &act(account, "user.password", account, json!({})))
                        .await?)
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
