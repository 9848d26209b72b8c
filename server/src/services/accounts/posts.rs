//! One's own posts: in which one acts now, and another to act in.

use app::backend::accounts::{EndedPost, OwnPost, OwnPosts};
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::id::PostId;
use shared::powers::Difference;

use crate::services::Services;
use crate::services::records::{Act, Doer};
use crate::services::staff::{PostRow, in_force_of, post_row};
use crate::store::{Abort, StoreError};

impl Services {
    pub(super) async fn own_posts_of(&self, session: &Session) -> Result<OwnPosts, ServiceError> {
        let holder = session.holder()?;
        if !holder.role.is_staff() {
            return Err(ServiceError::Refused {
                message: "申请人没有岗位".into(),
                fix: "不用选择".into(),
            });
        }
        let account = self.account(holder).await?;
        let rows = in_force_of(self.store.reader(), holder.id.as_str(), self.today()).await?;
        let acting = session.actor.as_ref().and_then(|actor| actor.acting.as_ref());
        let last = account.last_post.as_deref();
        let posts = rows.iter().map(|row| {
            let acting_in = row.acting(&self.secrets)?;
            Ok(OwnPost {
                id: row.id.0.clone(),
                title: row.role.0.words().to_owned(),
                office: acting_in.office,
                instead_of: acting_in.instead_of,
                term: row.held().term,
                current: acting.is_some_and(|acting| acting.post == row.id.0),
                last: last == Some(row.id.0.as_str()),
            })
        });
        Ok(OwnPosts {
            posts: posts.collect::<Result<_, StoreError>>()?,
            ended: self.ended_post(session).await?,
            kept_by: holder.role.kept_by().to_owned(),
        })
    }

    /// The post a session acted in, when it is not in force any more.
    async fn ended_post(&self, session: &Session) -> Result<Option<EndedPost>, StoreError> {
        let Some(id) = session.id.as_deref().filter(|_| session.actor.is_none()) else {
            return Ok(None);
        };
        let post: Option<Option<String>> = sqlx::query_scalar("SELECT post FROM session WHERE id = $1")
            .bind(id)
            .fetch_optional(self.store.reader())
            .await?;
        let Some(post) = post.flatten() else { return Ok(None) };
        let row = post_row(self.store.reader(), &post).await?;
        row.map(|row| {
            Ok(EndedPost {
                words: row.words(&self.secrets)?,
                ended_at: row.ended_at.map(|at| at.0),
                until: row.until_day.map(|day| day.0),
            })
        })
        .transpose()
    }

    pub(super) async fn act_in_post(&self, session: &Session, post: &PostId) -> Result<(), ServiceError> {
        // A password comes before a post.
        if session.pending.is_some() {
            return Err(ServiceError::NotSignedIn);
        }
        let holder = session.holder()?;
        let id = session.id.as_deref().ok_or(ServiceError::NotSignedIn)?;
        let was = match session.actor.as_ref().and_then(|actor| actor.acting.as_ref()) {
            Some(acting) if acting.post == *post => return Ok(()),
            Some(acting) => post_row(self.store.reader(), acting.post.as_str()).await?,
            None => None,
        };
        let was = was.map(|row| row.words(&self.secrets)).transpose()?.unwrap_or_default();
        let (account, was) = (holder.id.as_str(), was.as_str());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let rows = in_force_of(tx.sql(), account, self.today()).await?;
                    let row = rows.into_iter().find(|row| row.id.0 == *post).ok_or_else(not_held)?;
                    sqlx::query("UPDATE session SET post = $1 WHERE id = $2 AND account = $3")
                        .bind(post.as_str())
                        .bind(id)
                        .bind(account)
                        .execute(tx.sql())
                        .await?;
                    sqlx::query("UPDATE account SET last_post = $1 WHERE id = $2")
                        .bind(post.as_str())
                        .bind(account)
                        .execute(tx.sql())
                        .await?;
                    Ok(self.note_act(tx, &self.chosen(account, &row, was)?).await?)
                })
            })
            .await
    }

    fn chosen<'a>(&self, account: &'a str, row: &'a PostRow, was: &str) -> Result<Act<'a>, Abort> {
        let change = Difference {
            field: "post".into(),
            label: "岗位".into(),
            was: was.to_owned(),
            became: row.words(&self.secrets)?,
        };
        Ok(Act {
            by: Doer {
                account,
                post: Some(row.id.0.as_str()),
            },
            action: if was.is_empty() { "post.choose" } else { "post.switch" },
            object_kind: "account",
            object_id: account,
            done: true,
            detail: json!({"changes": [change]}),
        })
    }
}

fn not_held() -> ServiceError {
    ServiceError::Refused {
        message: "这个岗位现在不能用".into(),
        fix: "它可能已经到期或者被结束，请另选一个岗位".into(),
    }
}
