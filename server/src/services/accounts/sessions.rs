//! Who one is here, and where one is signed in.

use app::backend::accounts::{Me, SessionLine};
use app::backend::{ServiceError, Session};
use shared::access::{Actor, Role};

use super::AccountRow;
use super::account::account_columns;
use crate::services::Services;
use crate::services::staff::in_force_of;
use crate::store::{Millis, StoreError};

impl Services {
    pub(super) async fn me_of(&self, session: &Session) -> Result<Me, ServiceError> {
        let actor = session.holder()?;
        let row = self.account(actor).await?;
        let name = row
            .opened(&self.secrets, "name", row.name.as_deref())
            .map_err(StoreError::from)?;
        let phone = row
            .opened(&self.secrets, "phone", row.phone.as_deref())
            .map_err(StoreError::from)?;
        let number = row
            .opened(&self.secrets, "citizen_number", row.citizen_number.as_deref())
            .map_err(StoreError::from)?;
        let office = self.office_name(actor).await?;
        Ok(Me {
            name,
            phone_masked: phone
                .and_then(|p| p.parse::<shared::people::Mobile>().ok())
                .map(|p| p.masked()),
            citizen_number_masked: number
                .and_then(|n| n.parse::<shared::people::CitizenId>().ok())
                .map(|n| n.masked()),
            real_name_at: row.real_name_at(),
            role: actor.role,
            role_title: match actor.acting.as_ref().and_then(|acting| acting.instead_of.as_deref()) {
                Some(name) => format!("{}（代{name}）", actor.role.words()),
                None => actor.role.words().to_owned(),
            },
            several_posts: self.holds_several(actor).await?,
            office,
            login: row.login.clone(),
            must_change: session.pending.is_some(),
        })
    }

    pub(super) async fn account(&self, actor: &Actor) -> Result<AccountRow, ServiceError> {
        let row: Option<AccountRow> = sqlx::query_as(concat!(
            "SELECT ",
            account_columns!(),
            " FROM account a WHERE a.id = $1"
        ))
        .bind(actor.id.to_string())
        .fetch_optional(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        row.ok_or(ServiceError::NotSignedIn)
    }

    /// Whether there is another post to switch to.
    async fn holds_several(&self, actor: &Actor) -> Result<bool, ServiceError> {
        if !actor.role.is_staff() {
            return Ok(false);
        }
        let posts = in_force_of(self.store.reader(), actor.id.as_str(), self.today()).await?;
        Ok(posts.len() > 1)
    }

    /// Where a member of staff works, in words; residents have none.
    async fn office_name(&self, actor: &Actor) -> Result<Option<String>, ServiceError> {
        if actor.role == Role::Applicant {
            return Ok(None);
        }
        let place: Option<String> = match &actor.territory {
            Some(code) => sqlx::query_scalar("SELECT name FROM division WHERE code = $1")
                .bind(code.to_string())
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?,
            None => None,
        };
        let department: Option<String> = match &actor.department {
            Some(id) => sqlx::query_scalar("SELECT name FROM department WHERE id = $1")
                .bind(id.to_string())
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?,
            None => None,
        };
        let words: Vec<String> = [place, department].into_iter().flatten().collect();
        Ok((!words.is_empty()).then(|| words.join(" · ")))
    }

    pub(super) async fn sessions_of(&self, session: &Session) -> Result<Vec<SessionLine>, ServiceError> {
        let actor = session.holder()?;
        let rows: Vec<(String, String, Millis, Millis)> = sqlx::query_as(
            "SELECT id, agent, created_at, seen_at FROM session WHERE account = $1 AND expires_at > $2 \
             ORDER BY seen_at DESC LIMIT 50",
        )
        .bind(actor.id.to_string())
        .bind(Millis(self.clock.now()))
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        Ok(rows
            .into_iter()
            .map(|(id, device, started, seen)| SessionLine {
                this_one: session.id.as_deref() == Some(id.as_str()),
                id,
                device,
                started_at: started.0,
                seen_at: seen.0,
            })
            .collect())
    }

    pub(super) async fn end_this(&self, session: &Session) -> Result<(), ServiceError> {
        match &session.id {
            Some(id) => self.end_one(session, id).await,
            None => Ok(()),
        }
    }

    pub(super) async fn end_all(&self, session: &Session) -> Result<(), ServiceError> {
        let account = session.holder()?.id.as_str();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM session WHERE account = $1")
                        .bind(account)
                        .execute(tx.sql())
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Ends one of one's own sessions; another person's is simply not there.
    pub(super) async fn end_one(&self, session: &Session, id: &str) -> Result<(), ServiceError> {
        let account = session.holder()?.id.as_str();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let ended = sqlx::query("DELETE FROM session WHERE id = $1 AND account = $2")
                        .bind(id)
                        .bind(account)
                        .execute(tx.sql())
                        .await?;
                    if ended.rows_affected() == 0 {
                        return Err(ServiceError::NotFound {
                            what: "这个登录".into(),
                        }
                        .into());
                    }
                    Ok(())
                })
            })
            .await
    }
}
