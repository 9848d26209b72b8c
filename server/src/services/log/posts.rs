//! In which post somebody did what the log tells.

use shared::access::Role;
use shared::id::DepartmentId;
use shared::place::DivisionCode;
use shared::staff::place_name;

use crate::services::Services;
use crate::services::catalogue::Snapshot;
use crate::store::{Parsed, StoreError};

crate::store::row! {
    /// The post of an entry; entries of before posts have none.
    pub(super) struct PostOfAct {
        post_role: Option<Parsed<Role>>,
        post_place: Option<Parsed<DivisionCode>>,
        post_department: Option<Parsed<DepartmentId>>,
        post_of: Option<String>,
        post_of_name: Option<Vec<u8>>,
    }
}

impl Services {
    /// 综合窗口人员（深沪镇，代许文）.
    pub(super) fn post_of_act(&self, post: &PostOfAct, snapshot: &Snapshot) -> Result<Option<String>, StoreError> {
        let (Some(role), Some(place)) = (&post.post_role, &post.post_place) else {
            return Ok(None);
        };
        let department = post.post_department.as_ref();
        let department = department.and_then(|id| snapshot.departments.iter().find(|one| one.id == id.0));
        let office = match department {
            Some(department) => department.name.clone(),
            None => place_name(&place.0, &snapshot.divisions),
        };
        let instead_of = match &post.post_of {
            Some(of) => format!("，代{}", self.doer_name(of, post.post_of_name.clone())?),
            None => String::new(),
        };
        Ok(Some(format!("{}（{office}{instead_of}）", role.0.words())))
    }
}

/// Login and post.
pub(super) fn by_whom(login: Option<String>, post: Option<String>) -> String {
    let parts: Vec<String> = [login, post].into_iter().flatten().collect();
    parts.join(" ")
}
