//! People kept elsewhere who hold a post within one's reach.

use std::collections::BTreeMap;

use app::backend::ServiceError;
use app::backend::staff::StaffGuest;
use shared::id::AccountId;

use super::posts::{PostRow, SELECT_POST};
use super::reach::Appointing;
use crate::services::Services;
use crate::store::{Day, Sql};

const MOST: i64 = 100;

impl Services {
    pub(super) async fn staff_guests(&self, appointing: &Appointing<'_>) -> Result<Vec<StaffGuest>, ServiceError> {
        let sql = Sql::new(SELECT_POST)
            .and("p.ended_at IS NULL")
            .and("p.main = 0")
            .and("a.disabled_at IS NULL")
            .and_arg("(p.until_day IS NULL OR p.until_day >=", Day(self.today()))
            .push(")");
        let rows: Vec<PostRow> = appointing
            .narrow_posts(sql)
            .push(" ORDER BY a.login, p.from_day, p.id")
            .limit(MOST, 0)
            .all(&self.store)
            .await?;
        let mut guests: BTreeMap<AccountId, StaffGuest> = BTreeMap::new();
        for row in rows {
            let name = row.actor(&self.secrets)?.name;
            let words = format!("{}，{}", row.words(&self.secrets)?, row.held().term.words());
            let guest = guests.entry(row.account.0.clone()).or_insert_with(|| StaffGuest {
                id: row.account.0.clone(),
                name,
                posts: Vec::new(),
            });
            guest.posts.push(words);
        }
        Ok(guests.into_values().collect())
    }
}
