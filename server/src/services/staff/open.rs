//! One account, with what was done to it.

use app::backend::staff::{AccountEvent, StaffAccount};
use app::backend::{ServiceError, Session};
use serde::Deserialize;
use shared::id::AccountId;
use shared::powers::Difference;

use super::posts::standing_of;
use super::reach::{Appointing, no_account};
use super::row::record;
use crate::services::Services;
use crate::services::log::act_words;
use crate::store::{Json, Millis, StoreError};

/// How much of the past the page shows.
const SHOWN: i64 = 50;

/// The parts of an act's detail that are shown.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    changes: Vec<Difference>,
    cases: u32,
}

impl Services {
    pub(super) async fn staff_opened(&self, session: &Session, id: &AccountId) -> Result<StaffAccount, ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let row = record(self.store.reader(), id).await?;
        let row = row.ok_or_else(no_account)?;
        if !appointing.sees(&row) && !self.is_guest(&appointing, id).await? {
            return Err(no_account());
        }
        let city = self.known_city().await?;
        let may_change = appointing.sees(&row) && appointing.keeps(&row).is_ok();
        let stand_ins = match may_change && row.disabled_at.is_none() {
            true => self.stand_ins(&appointing, &row).await?,
            false => Vec::new(),
        };
        let open_cases = self.held_by(id).await?;
        let successors = if may_change && open_cases > 0 {
            self.successors(&row).await?
        } else {
            Vec::new()
        };
        Ok(StaffAccount {
            line: row.line(&self.secrets, city.known())?,
            created_at: row.created_at.0,
            history: self.account_history(id).await?,
            open_cases,
            successors,
            may_change,
            own: row.id.0 == appointing.actor.id,
            choices: appointing.choices(&city),
            posts: self.posts_shown(&appointing, &row).await?,
            stand_ins,
        })
    }

    /// Whether somebody kept elsewhere holds a post within the reader's reach.
    async fn is_guest(&self, appointing: &Appointing<'_>, id: &AccountId) -> Result<bool, StoreError> {
        let posts = standing_of(self.store.reader(), id.as_str(), self.today()).await?;
        Ok(posts.iter().any(|row| appointing.reaches(&row.post())))
    }

    async fn account_history(&self, id: &AccountId) -> Result<Vec<AccountEvent>, ServiceError> {
        type Row = (Millis, String, String, Json<Detail>, Option<Vec<u8>>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT l.at, l.actor, l.action, l.detail, a.name FROM audit l LEFT JOIN account a ON a.id = l.actor \
             WHERE l.object_kind = 'account' AND l.object_id = $1 ORDER BY l.at DESC, l.id DESC LIMIT $2",
        )
        .bind(id.as_str())
        .bind(SHOWN)
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        rows.into_iter()
            .map(|(at, actor, action, detail, name)| {
                let Detail { changes, cases } = detail.0;
                let mut words = act_words(&action).to_owned();
                if cases > 0 {
                    words.push_str(&format!("，{cases} 件办件已移交"));
                }
                Ok(AccountEvent {
                    at: at.0,
                    by: self.doer_name(&actor, name)?,
                    words,
                    changes,
                })
            })
            .collect()
    }
}
