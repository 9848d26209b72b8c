//! What each role's home shows: figures from counters, from the catalogue in memory, and from indexed queries.

mod fees;
mod online;
mod oversight;

use app::backend::homes::{Accounts, Homes, RoleHome, Village};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::access::{Action, Actor, Role};

use super::Services;
use super::staff::Appointing;
use crate::store::{Sql, StoreError};

#[async_trait]
impl Homes for Services {
    async fn role_home(&self, session: &Session) -> Result<RoleHome, ServiceError> {
        let actor = session.actor()?;
        Ok(match actor.role {
            Role::Applicant | Role::Kiosk | Role::Screen => {
                return Err(ServiceError::Forbidden {
                    what: Action::ViewDashboard.words().into(),
                });
            }
            Role::Inspector | Role::LeadingGroup => RoleHome::Oversight(self.oversight(actor).await?),
            Role::DigitalOffice => RoleHome::Online(self.online().await?),
            Role::Finance => RoleHome::Fees(self.fees().await?),
            Role::Agent => RoleHome::Village(self.village(actor).await?),
            Role::Administrator => RoleHome::Accounts(self.account_figures(actor).await?),
            _ => RoleHome::Work,
        })
    }
}

impl Services {
    async fn account_figures(&self, actor: &Actor) -> Result<Accounts, ServiceError> {
        let appointing = Appointing::of(actor)?;
        let count = async |condition: [&'static str; 2]| -> Result<u32, StoreError> {
            let [disabled, change] = condition;
            let sql = appointing.narrow(Sql::new("SELECT COUNT(*) FROM account a"));
            let sql = sql.and(disabled);
            let sql = if change.is_empty() { sql } else { sql.and(change) };
            let count: i64 = sql.scalar().fetch_one(self.store.reader()).await?;
            Ok(u32::try_from(count).unwrap_or(u32::MAX))
        };
        Ok(Accounts {
            open: count(["a.disabled_at IS NULL", "a.must_change = 0"]).await?,
            fresh: count(["a.disabled_at IS NULL", "a.must_change = 1"]).await?,
            closed: count(["a.disabled_at IS NOT NULL", ""]).await?,
            failed: self.failed_count().await?,
        })
    }

    async fn village(&self, actor: &Actor) -> Result<Village, ServiceError> {
        let snapshot = self.snapshot().await?;
        let hall = |code: &shared::place::DivisionCode| snapshot.place_view(code).map(|place| place.hall);
        let place = actor.territory.as_ref();
        let town = place.and_then(shared::place::DivisionCode::town);
        Ok(Village {
            station: place.and_then(hall).unwrap_or_default(),
            address: place.map(|code| format!("/halls/{code}")).unwrap_or_default(),
            town_hall: town.as_ref().and_then(hall).unwrap_or_default(),
            town_address: town.map(|code| format!("/halls/{code}")).unwrap_or_default(),
        })
    }
}
