//! What narrows a list, all of it in the address.

use leptos::prelude::*;
use shared::catalogue::ItemType;

use crate::backend::powers::DepartmentName;

/// One list to pick from.
#[component]
pub fn Pick(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: Option<String>,
) -> impl IntoView {
    let id = format!("q-{name}");
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = chosen.as_ref() == Some(&value);
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div>
            <label for=id.clone()>{label}</label>
            <select id=id name=name><option value="">{all}</option>{options}</select>
        </div>
    }
}

pub fn types() -> Vec<(String, String)> {
    ItemType::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.name().to_owned()))
        .collect()
}

pub fn names(departments: Vec<DepartmentName>) -> Vec<(String, String)> {
    departments
        .into_iter()
        .map(|one| (one.id.to_string(), one.name))
        .collect()
}
