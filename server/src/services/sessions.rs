//! Sessions: the browser holds a token, the table its hash, the device and the dates.

use std::time::Duration;

use app::backend::{ServiceError, Session};
use jiff::Timestamp;
use shared::access::{Actor, Role};
use shared::id::{AccountId, DepartmentId};
use shared::place::DivisionCode;

use super::Services;
use super::staff::{PostRow, SELECT_POST, in_force, in_force_of};
use crate::secrets::{Cell, Token};
use crate::store::{Millis, Parsed, Sql, StoreError, Tx};

/// How exactly the time of the last request is kept: a write per request would be too many.
const SEEN_EVERY: Duration = Duration::from_secs(60);

crate::store::row! {
    struct Row {
        id: String,
        account: Parsed<AccountId>,
        seen_at: Millis,
        post: Option<String>,
        role: Parsed<Role>,
        name: Option<Vec<u8>>,
        department: Option<Parsed<DepartmentId>>,
        territory: Option<Parsed<DivisionCode>>,
        real_name_at: Option<Millis>,
        must_change: i64,
    }
}

impl Services {
    /// The session behind a cookie's token. An unknown, ended or expired one, or one of a disabled account, is an
    /// empty session; one of staff whose post is not in force has somebody `choosing` and no actor, one of a machine
    /// a `device` and nobody at all.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn session_of(&self, token: Option<&str>) -> Result<Session, ServiceError> {
        let Some(hash) = token
            .and_then(|token| token.parse::<Token>().ok())
            .map(|token| token.hash())
        else {
            return Ok(Session::default());
        };
        let now = self.clock.now();
        let row: Option<Row> = sqlx::query_as(
            "SELECT s.id, s.account, s.seen_at, s.post, a.role, a.name, a.department, a.territory, a.real_name_at, a.must_change
             FROM session s JOIN account a ON a.id = s.account
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.disabled_at IS NULL",
        )
        .bind(hash.as_str())
        .bind(Millis(now))
        .fetch_optional(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        let Some(row) = row else {
            return Ok(Session::default());
        };
        let unseen = Duration::try_from(now.duration_since(row.seen_at.0)).unwrap_or_default();
        if row.role.0.is_staff() && unseen > self.config.session_idle {
            return Ok(Session::default());
        }
        if unseen >= SEEN_EVERY {
            self.note_seen(hash.as_str(), now).await?;
        }
        let holder = self.holder_of(&row)?;
        let mut session = Session {
            id: Some(row.id),
            ..Session::default()
        };
        if row.role.0.is_device() {
            session.device = Some(holder);
            session.id = None;
        } else if row.must_change == 1 {
            session.pending = Some(holder);
        } else if !row.role.0.is_staff() {
            session.actor = Some(holder);
        } else {
            session.actor = self.acting_in(&holder, row.post.as_deref()).await?;
            session.choosing = session.actor.is_none().then_some(holder);
        }
        Ok(session)
    }

    /// The holder of an account in a post of theirs, while it is in force.
    async fn acting_in(&self, holder: &Actor, post: Option<&str>) -> Result<Option<Actor>, StoreError> {
        let Some(post) = post else { return Ok(None) };
        let sql = Sql::new(SELECT_POST)
            .and_arg("p.id =", post)
            .and_arg("p.account =", holder.id.as_str());
        let row: Option<PostRow> = in_force(sql, self.today())
            .rows()
            .fetch_optional(self.store.reader())
            .await?;
        row.map(|row| row.actor(&self.secrets)).transpose()
    }

    /// The account's holder, in no post.
    fn holder_of(&self, row: &Row) -> Result<Actor, ServiceError> {
        let id = row.account.0.clone();
        let name = match &row.name {
            Some(sealed) => {
                let place = Cell::new("account", "name", id.as_str());
                self.secrets.open(&place, sealed).map_err(StoreError::from)?
            }
            None => String::new(),
        };
        Ok(Actor {
            name,
            role: row.role.0,
            territory: row.territory.as_ref().map(|territory| territory.0.clone()),
            department: row.department.as_ref().map(|department| department.0.clone()),
            real_name: row.real_name_at.is_some(),
            acting: None,
            id,
        })
    }

    async fn note_seen(&self, hash: &str, now: Timestamp) -> Result<(), ServiceError> {
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query("UPDATE session SET seen_at = $1 WHERE token_hash = $2")
                        .bind(Millis(now))
                        .bind(hash)
                        .execute(tx.sql())
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Starts a session for an account, as part of signing in; the token goes into the cookie and nowhere else.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn open_session(
        &self,
        tx: &mut Tx<'_>,
        account: &AccountId,
        device: &str,
    ) -> Result<(Token, Duration), StoreError> {
        let lasts = Duration::from_secs(u64::from(self.config.session_days) * 24 * 3600);
        self.open_session_for(tx, account, device, lasts).await
    }

    /// The same for so long.
    pub(super) async fn open_session_for(
        &self,
        tx: &mut Tx<'_>,
        account: &AccountId,
        device: &str,
        lasts: Duration,
    ) -> Result<(Token, Duration), StoreError> {
        let now = self.clock.now();
        let token = self.secrets.token();
        // Who holds one post acts in it; of several one is chosen on the next page.
        let mut posts = in_force_of(tx.sql(), account.as_str(), self.today()).await?;
        let post = posts.pop().filter(|_| posts.is_empty());
        sqlx::query(
            "INSERT INTO session (token_hash, id, account, agent, created_at, seen_at, expires_at, post)
             VALUES ($1, $2, $3, $4, $5, $5, $6, $7)",
        )
        .bind(token.hash().as_str())
        .bind(self.rng.id(now))
        .bind(account.as_str())
        .bind(device)
        .bind(Millis(now))
        .bind(Millis(now.saturating_add(lasts).unwrap_or(Timestamp::MAX)))
        .bind(post.map(|post| post.id.0.to_string()))
        .execute(tx.sql())
        .await?;
        Ok((token, lasts))
    }
}
