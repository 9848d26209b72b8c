//! Who sees and keeps what of the catalogue: powers, entries, standards.

use app::backend::powers::DepartmentName;
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Scope};
use shared::catalogue::Department;
use shared::id::DepartmentId;

use super::Services;
use super::guard::require;

/// Somebody was faster, and what they did may bear on this.
pub fn changed_since() -> ServiceError {
    ServiceError::Conflict {
        message: "这一项刚刚有新的修改，您看到的已不是最新".into(),
        fix: "请刷新页面，看过最新内容再处理".into(),
    }
}

/// Those one may pick, in their official order.
pub fn pickable(departments: &[Department]) -> Vec<DepartmentName> {
    departments
        .iter()
        .filter(|department| department.keeps_items())
        .map(|department| DepartmentName {
            id: department.id.clone(),
            name: department.name.clone(),
        })
        .collect()
}

/// A department by name, for people.
pub fn name_of(departments: &[Department], id: &DepartmentId) -> String {
    let known = departments.iter().find(|one| one.id == *id);
    known.map_or_else(|| id.to_string(), |one| one.name.clone())
}

impl Services {
    /// Whoever may do this to a list of the whole city.
    pub(super) async fn list_keeper<'a>(
        &self,
        session: &'a Session,
        action: Action,
    ) -> Result<(&'a Actor, Scope), ServiceError> {
        session.actor()?;
        let scope = Scope::of_place(self.snapshot().await?.city.code.clone());
        Ok((require(session, action, &scope)?, scope))
    }
}
