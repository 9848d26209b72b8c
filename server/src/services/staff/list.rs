//! The list of accounts, narrowed and paged by the database.

use app::backend::staff::{AccountState, StaffFilter, StaffPage};
use app::backend::{ServiceError, Session};
use shared::people::PersonName;
use shared::staff::Login;

use super::reach::Appointing;
use super::row::{SELECT_STAFF, StaffRecord};
use crate::services::Services;
use crate::store::{Paging, Sql, StoreError};

const PAGE: u32 = 50;

impl Services {
    pub(super) async fn staff_listed(
        &self,
        session: &Session,
        filter: &StaffFilter,
    ) -> Result<StaffPage, ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let city = self.known_city().await?;
        let narrowed = |start: &'static str| self.staff_conditions(appointing.narrow(Sql::new(start)), filter);
        let total: i64 = narrowed("SELECT COUNT(*) FROM account a")
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<StaffRecord> = narrowed(SELECT_STAFF)
            .push(" ORDER BY a.login")
            .limit(paging.limit(), paging.offset())
            .all(&self.store)
            .await?;
        let rows = rows.iter().map(|row| row.line(&self.secrets, city.known()));
        Ok(StaffPage {
            rows: rows.collect::<Result<_, StoreError>>()?,
            total,
            page: paging.page(),
            pages: paging.pages(total),
            choices: appointing.choices(&city),
            keeps_devices: appointing.keeps_devices(),
            guests: match paging.page() {
                1 => self.staff_guests(&appointing).await?,
                _ => Vec::new(),
            },
        })
    }

    fn staff_conditions(&self, sql: Sql, filter: &StaffFilter) -> Sql {
        let sql = sql
            .and_opt("a.role =", filter.role.map(|role| role.as_str()))
            .and_opt("a.department =", filter.department.as_ref().map(|id| id.as_str()));
        let sql = match &filter.place {
            None => sql,
            Some(place) => sql
                .and_arg("a.territory >=", place.as_str())
                .and_arg("a.territory <=", place.last().as_str().to_owned()),
        };
        let sql = match filter.state {
            None => sql,
            Some(AccountState::Closed) => sql.and("a.disabled_at IS NOT NULL"),
            Some(AccountState::Fresh) => sql.and("a.disabled_at IS NULL").and("a.must_change = 1"),
            Some(AccountState::Open) => sql.and("a.disabled_at IS NULL").and("a.must_change = 0"),
        };
        let text = filter.text.as_deref().map(str::trim).unwrap_or_default();
        if text.is_empty() {
            return sql;
        }
        let begins = text.to_lowercase();
        let plain = begins
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
        match (plain, text.parse::<Login>(), text.parse::<PersonName>()) {
            (_, Ok(login), _) => sql.and_arg("a.login LIKE", format!("{login}%")),
            (true, ..) => sql.and_arg("a.login LIKE", format!("{begins}%")),
            (_, _, Ok(name)) => sql.and_arg("a.name_index =", self.staff_name_index(name.as_str())),
            _ => sql.and("1 = 0"),
        }
    }
}
