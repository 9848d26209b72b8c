//! What is stored of a standard: the published item and the open draft.

use app::backend::ServiceError;
use shared::access::{Action, Actor, Scope};
use shared::catalogue::{Item, ItemId};
use shared::form::Answers;
use shared::id::{AccountId, DepartmentId};
use shared::standard::Stage;
use shared::time::Date;
use sqlx::{Any, Executor};

use crate::services::Services;
use crate::services::guard::require;
use crate::store::{Flag, Json, Millis, Parsed, StoreError};

crate::store::row! {
    /// What is in the catalogue, or was.
    pub struct Stored {
        pub body: Json<Item>,
        pub published: i64,
        pub withdrawn: Option<String>,
        pub created_at: Millis,
    }
}

crate::store::row! {
    pub struct DraftRow {
        pub base_version: i64,
        pub stage: Parsed<Stage>,
        pub answers: Json<Answers>,
        pub revision: i64,
        pub publish_on: Option<String>,
        pub returned: Option<String>,
        pub written_by: Parsed<AccountId>,
        pub changed_at: Millis,
        /// The head has confirmed every element with it.
        pub confirms: Flag,
    }
}

impl DraftRow {
    pub fn revision(&self) -> u32 {
        u32::try_from(self.revision).unwrap_or(u32::MAX)
    }

    pub fn base_version(&self) -> u32 {
        u32::try_from(self.base_version).unwrap_or(u32::MAX)
    }

    pub fn day(&self) -> Option<Date> {
        self.publish_on.as_deref().and_then(|day| day.parse().ok())
    }
}

pub async fn stored<'e, E>(executor: E, item: &ItemId) -> Result<Option<Stored>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(sqlx::query_as(
        "SELECT v.body, i.published, i.withdrawn, v.created_at FROM item i \
         JOIN item_version v ON v.item = i.id AND v.version = i.version WHERE i.id = $1",
    )
    .bind(item.as_str())
    .fetch_optional(executor)
    .await?)
}

pub async fn draft<'e, E>(executor: E, item: &ItemId) -> Result<Option<DraftRow>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(sqlx::query_as(
        "SELECT base_version, stage, answers, revision, publish_on, returned, written_by, changed_at, confirms \
         FROM standard_draft WHERE item = $1",
    )
    .bind(item.as_str())
    .fetch_optional(executor)
    .await?)
}

pub fn no_item() -> ServiceError {
    ServiceError::NotFound {
        what: "这个事项".into(),
    }
}

impl Services {
    /// The scope of a department's standards: the whole city.
    pub(super) async fn standard_scope(&self, department: &DepartmentId) -> Result<Scope, ServiceError> {
        let city = self.snapshot().await?.city.code.clone();
        Ok(Scope::of_place(city).in_department(department.clone()))
    }

    /// Whoever may do this to that department's standards. Whose department it is not, for them it is not there.
    pub(in crate::services) async fn standard_keeper<'a>(
        &self,
        session: &'a app::backend::Session,
        action: Action,
        department: &DepartmentId,
    ) -> Result<(&'a Actor, Scope), ServiceError> {
        let scope = self.standard_scope(department).await?;
        if !shared::access::may(session.actor()?, Action::ViewStandards, &scope) {
            return Err(no_item());
        }
        Ok((require(session, action, &scope)?, scope))
    }
}
