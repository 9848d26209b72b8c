//! What the command line and the demo do with accounts, where nobody is signed in.

use app::backend::ServiceError;
use serde_json::json;
use shared::access::Role;
use shared::id::{AccountId, DepartmentId};
use shared::people::PersonName;
use shared::place::DivisionCode;
use shared::problem::FieldProblem;
use shared::staff::{Login, PasswordError, Post, StaffRow, check_password};

use super::acts::{act, end_sessions};
use super::change::is_taken;
use super::draw;
use super::holding::INSERT_POST;
use super::password::unfit;
use super::row::{INSERT_STAFF, KnownCity, SELECT_STAFF, StaffRecord};
use crate::services::Services;
use crate::store::{Millis, Paging, Parsed, Sql, StoreError, Tx, insert_rows};

/// Who acts on the command line, in the log.
const OPERATOR: &str = "operator";

/// A staff account to be made.
#[derive(Clone, Debug)]
pub struct NewStaff {
    pub login: String,
    pub password: String,
    pub name: String,
    pub role: Role,
    pub department: Option<DepartmentId>,
    pub territory: Option<DivisionCode>,
}

impl NewStaff {
    /// The account, by the rules that pages and workbooks go by too.
    fn row(&self, city: &KnownCity) -> Result<StaffRow, ServiceError> {
        let mut problems = Vec::new();
        let login = self.login.parse::<Login>();
        let login = login.map_err(|e| problems.push(FieldProblem::of("login", &e)));
        let name = self.name.parse::<PersonName>();
        let name = name.map_err(|e| problems.push(FieldProblem::of("name", &e)));
        let post = Post::of(
            self.role,
            self.territory.as_ref(),
            self.department.as_ref(),
            city.known(),
        );
        let post = post.map_err(|more| problems.extend(more));
        match (login, name, post) {
            (Ok(login), Ok(name), Ok(post)) => Ok(StaffRow { login, name, post }),
            _ => Err(ServiceError::Invalid { problems }),
        }
    }
}

impl Services {
    /// Makes a staff account with a password its owner already knows: for tests and the demo.
    ///
    /// # Errors
    /// `Invalid` names a poor password, a bad login, a place or department there is not; `Conflict` when the login is
    /// taken.
    pub async fn add_staff(&self, new: &NewStaff) -> Result<String, ServiceError> {
        check_password(&new.password, &new.login, None).map_err(|error| unfit("password", error))?;
        let hash = self.hashed(&new.password).await?;
        self.add_staff_hashed(new, &hash).await
    }

    /// Makes a staff account for someone who then has to choose a password.
    ///
    /// # Errors
    /// As [`Services::add_staff`].
    pub async fn add_staff_first_use(&self, new: &NewStaff) -> Result<String, ServiceError> {
        check_password(&new.password, &new.login, None).map_err(|error| unfit("password", error))?;
        let hash = self.hashed(&new.password).await?;
        self.insert_staff(new, &hash, true).await
    }

    /// The same with a hash at hand: the demo's many accounts share one password.
    ///
    /// # Errors
    /// As [`Services::add_staff`].
    pub(crate) async fn add_staff_hashed(&self, new: &NewStaff, hash: &str) -> Result<String, ServiceError> {
        self.insert_staff(new, hash, false).await
    }

    async fn insert_staff(&self, new: &NewStaff, hash: &str, must_change: bool) -> Result<String, ServiceError> {
        let row = &new.row(&self.known_city().await?)?;
        let now = Millis(self.clock.now());
        let id: AccountId = self.new_id()?;
        let values = &self.staff_values(id.as_str(), row, hash, must_change, now)?;
        let detail = &json!({"login": row.login.as_str(), "role": row.post.role.as_str()});
        let id_ref = id.as_str();
        let post = &self.first_post(id_ref, &row.post, OPERATOR);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    if is_taken(tx, row.login.as_str()).await? {
                        return Err(ServiceError::Conflict {
                            message: format!("账号 {} 已经有人使用", row.login),
                            fix: "请换一个账号名".into(),
                        }
                        .into());
                    }
                    insert_rows(tx, INSERT_STAFF, vec![values.clone()], "").await?;
                    insert_rows(tx, INSERT_POST, vec![post.clone()], "").await?;
                    self.touch_staff(tx).await?;
                    Ok(self
                        .note_act(tx, &act(OPERATOR, "user.add", id_ref, detail.clone()))
                        .await?)
                })
            })
            .await?;
        Ok(id.to_string())
    }

    /// Staff accounts by login, for `jinban user list`.
    ///
    /// # Errors
    /// `Unavailable` when the store fails.
    pub async fn list_staff(&self, paging: Paging) -> Result<Vec<(StaffRecord, String)>, ServiceError> {
        let rows: Vec<StaffRecord> = Sql::new(SELECT_STAFF)
            .and("a.login IS NOT NULL")
            .push(" ORDER BY a.login")
            .limit(paging.limit(), paging.offset())
            .all(&self.store)
            .await?;
        rows.into_iter()
            .map(|row| {
                let name = row.name(&self.secrets)?;
                Ok((row, name))
            })
            .collect()
    }

    /// Disables an account and ends its sessions at once; returns how many open cases it leaves behind, which a page
    /// would have asked a successor for.
    ///
    /// # Errors
    /// `NotFound` for an unknown login.
    pub async fn disable(&self, login: &str) -> Result<u32, ServiceError> {
        let now = Millis(self.clock.now());
        let login = &login.trim().to_lowercase();
        let id = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    let id = account_of(tx, login).await?;
                    sqlx::query("UPDATE account SET disabled_at = $1, updated_at = $1 WHERE id = $2")
                        .bind(now)
                        .bind(id.as_str())
                        .execute(tx.sql())
                        .await?;
                    self.end_posts(tx, id.as_str(), OPERATOR.into()).await?;
                    end_sessions(tx, id.as_str()).await?;
                    self.touch_staff(tx).await?;
                    self.note_act(tx, &act(OPERATOR, "user.disable", id.as_str(), json!({})))
                        .await?;
                    Ok(id)
                })
            })
            .await?;
        self.held_by(&id).await
    }

    /// Sets a new password that must be changed at the next sign-in, enables the account again and ends its sessions.
    ///
    /// # Errors
    /// `Invalid` for a poor password; `NotFound` for an unknown login.
    pub async fn reset_password(&self, login: &str, password: &str) -> Result<(), ServiceError> {
        let login = &login.trim().to_lowercase();
        check_password(password, login, None).map_err(|error| unfit("password", error))?;
        let before: Option<(String, Option<String>)> =
            sqlx::query_as("SELECT id, password_hash FROM account WHERE login = $1")
                .bind(login)
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        if let Some((id, before)) = before
            && self.password_is(&id, password, before.as_deref()).await?
        {
            return Err(unfit("password", PasswordError::Old));
        }
        let hash = &self.hashed(password).await?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let id = account_of(tx, login).await?;
                    self.set_password(tx, id.as_str(), hash, true).await?;
                    self.restore_main_post(tx, id.as_str(), OPERATOR.into()).await?;
                    end_sessions(tx, id.as_str()).await?;
                    self.touch_staff(tx).await?;
                    let noted = act(OPERATOR, "user.reset", id.as_str(), json!({}));
                    Ok(self.note_act(tx, &noted).await?)
                })
            })
            .await
    }

    /// A password to hand over.
    #[must_use]
    pub fn draw_password(&self) -> String {
        draw(self.rng.as_ref())
    }
}

async fn account_of(tx: &mut Tx<'_>, login: &str) -> Result<AccountId, crate::store::Abort> {
    let id: Option<Parsed<AccountId>> = sqlx::query_scalar("SELECT id FROM account WHERE login = $1")
        .bind(login)
        .fetch_optional(tx.sql())
        .await?;
    Ok(id.map(|id| id.0).ok_or_else(|| ServiceError::NotFound {
        what: format!("账号 {login}"),
    })?)
}
