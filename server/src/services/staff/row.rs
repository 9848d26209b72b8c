//! The stored account of a member of staff.

use app::backend::ServiceError;
use app::backend::staff::{AccountState, StaffLine};
use shared::access::Role;
use shared::catalogue::Department;
use shared::id::{AccountId, DepartmentId};
use shared::people::PersonName;
use shared::place::{Division, DivisionCode};
use shared::staff::{Known, Login, Post, StaffRow, place_name};
use sqlx::{Any, Executor};

use crate::secrets::{Cell, Secrets};
use crate::services::Services;
use crate::store::{Arg, Millis, Parsed, Sql, StoreError, Values};

crate::store::row! {
    /// A row of `account`; the name is still sealed.
    #[derive(Clone, Debug)]
    pub struct StaffRecord {
        pub id: Parsed<AccountId>,
        pub login: String,
        pub role: Parsed<Role>,
        pub name: Option<Vec<u8>>,
        pub department: Option<Parsed<DepartmentId>>,
        pub territory: Option<Parsed<DivisionCode>>,
        pub disabled_at: Option<Millis>,
        pub must_change: i64,
        pub created_at: Millis,
    }
}

/// The columns of [`StaffRecord`].
pub const SELECT_STAFF: &str = "SELECT a.id, a.login, a.role, a.name, a.department, a.territory, a.disabled_at, \
     a.must_change, a.created_at FROM account a";

/// The account of an id; none for a resident's.
pub async fn record<'e, E>(executor: E, id: &AccountId) -> Result<Option<StaffRecord>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let row = Sql::new(SELECT_STAFF)
        .and("a.login IS NOT NULL")
        .and_arg("a.id =", id.as_str())
        .rows()
        .fetch_optional(executor)
        .await?;
    Ok(row)
}

impl StaffRecord {
    pub fn state(&self) -> AccountState {
        match (self.disabled_at, self.must_change) {
            (Some(_), _) => AccountState::Closed,
            (None, 1) => AccountState::Fresh,
            (None, _) => AccountState::Open,
        }
    }

    pub fn name(&self, secrets: &Secrets) -> Result<String, StoreError> {
        let place = Cell::new("account", "name", self.id.0.as_str());
        let name = self
            .name
            .as_ref()
            .map(|sealed| secrets.open(&place, sealed))
            .transpose()?;
        Ok(name.unwrap_or_default())
    }

    /// The post; none for a row older than posts, which had no territory.
    pub fn post(&self) -> Option<Post> {
        Some(Post {
            role: self.role.0,
            territory: self.territory.as_ref()?.0.clone(),
            department: self.department.as_ref().map(|id| id.0.clone()),
        })
    }

    /// As a row of the list and its workbook; none when it was never one.
    pub fn row(&self, secrets: &Secrets) -> Result<Option<StaffRow>, StoreError> {
        let name: Option<PersonName> = self.name(secrets)?.parse().ok();
        let login: Option<Login> = self.login.parse().ok();
        Ok(match (login, name, self.post()) {
            (Some(login), Some(name), Some(post)) => Some(StaffRow { login, name, post }),
            _ => None,
        })
    }

    pub fn line(&self, secrets: &Secrets, known: Known<'_>) -> Result<StaffLine, StoreError> {
        let department = self.department.as_ref().map(|id| id.0.clone());
        let named = |id: &DepartmentId| known.departments.iter().find(|one| one.id == *id);
        Ok(StaffLine {
            id: self.id.0.clone(),
            login: self.login.clone(),
            name: self.name(secrets)?,
            role: self.role.0,
            place_name: self
                .territory
                .as_ref()
                .map_or_else(String::new, |code| place_name(&code.0, known.divisions)),
            territory: self.territory.as_ref().map(|code| code.0.clone()),
            department_name: department.as_ref().and_then(named).map(|one| one.name.clone()),
            department,
            state: self.state(),
        })
    }
}

/// The city's places and departments, for as long as they are needed.
pub struct KnownCity {
    pub divisions: Vec<Division>,
    pub departments: Vec<Department>,
}

impl KnownCity {
    pub fn known(&self) -> Known<'_> {
        Known {
            divisions: &self.divisions,
            departments: &self.departments,
        }
    }
}

impl Services {
    pub(crate) async fn known_city(&self) -> Result<KnownCity, ServiceError> {
        let snapshot = self.snapshot().await?;
        Ok(KnownCity {
            divisions: snapshot.divisions.clone(),
            departments: snapshot.departments.clone(),
        })
    }

    /// What finds a name.
    pub(super) fn staff_name_index(&self, name: &str) -> String {
        self.secrets.index("staff-name", name)
    }

    /// The values of [`INSERT_STAFF`].
    pub(super) fn staff_values(
        &self,
        id: &str,
        row: &StaffRow,
        hash: &str,
        must_change: bool,
        now: Millis,
    ) -> Result<Values, StoreError> {
        let name = self
            .secrets
            .seal(&Cell::new("account", "name", id), row.name.as_str())?;
        Ok(vec![
            Some(id.into()),
            Some(row.post.role.as_str().into()),
            Some(row.login.as_str().into()),
            Some(hash.into()),
            Some(name.into()),
            Some(self.staff_name_index(row.name.as_str()).into()),
            row.post.department.as_ref().map(|id| Arg::from(id.as_str())),
            Some(row.post.territory.as_str().into()),
            Some(i64::from(must_change).into()),
            Some(now.into()),
            Some(now.into()),
        ])
    }

    /// Gives accounts made before names were indexed their index; once, at the start.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn index_staff_names(&self) -> Result<(), ServiceError> {
        loop {
            let rows: Vec<StaffRecord> = Sql::new(SELECT_STAFF)
                .and("a.login IS NOT NULL")
                .and("a.name_index IS NULL")
                .and("a.name IS NOT NULL")
                .limit(200, 0)
                .all(&self.store)
                .await?;
            if rows.is_empty() {
                return Ok(());
            }
            let mut found = Vec::with_capacity(rows.len());
            for row in &rows {
                found.push((row.id.0.as_str(), self.staff_name_index(&row.name(&self.secrets)?)));
            }
            let found = &found;
            self.store
                .write(|tx| {
                    Box::pin(async move {
                        for (id, index) in found {
                            sqlx::query("UPDATE account SET name_index = $1 WHERE id = $2")
                                .bind(index)
                                .bind(*id)
                                .execute(tx.sql())
                                .await?;
                        }
                        Ok(())
                    })
                })
                .await?;
        }
    }
}

pub(super) const INSERT_STAFF: &str = "INSERT INTO account (id, role, login, password_hash, name, name_index, \
     department, territory, must_change, created_at, updated_at)";
