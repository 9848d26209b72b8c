//! What the lists of powers and entries can be narrowed by.

use shared::catalogue::ItemType;

use crate::backend::powers::DepartmentName;

pub fn types() -> Vec<(String, String)> {
    ItemType::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), kind.words().to_owned()))
        .collect()
}

pub fn names(departments: Vec<DepartmentName>) -> Vec<(String, String)> {
    departments
        .into_iter()
        .map(|one| (one.id.to_string(), one.name))
        .collect()
}
