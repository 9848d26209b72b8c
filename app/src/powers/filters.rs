//! What narrows a list, all of it in the address.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::catalogue::ItemType;

use crate::backend::powers::DepartmentName;

/// What the address says under a name.
pub fn given(query: &ParamsMap, name: &str) -> Option<String> {
    query
        .get(name)
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

pub fn page_given(query: &ParamsMap) -> u32 {
    given(query, "page").and_then(|page| page.parse().ok()).unwrap_or(1)
}

/// The same list on another page.
pub fn on_page(path: &'static str, query: &ParamsMap, page: u32) -> String {
    let mut query = query.clone();
    query.remove("page");
    query.insert("page", page.to_string());
    format!("{path}{}", query.to_query_string())
}

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
