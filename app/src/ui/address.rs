//! What a page's address says: its parts, and what narrows its list.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;

use crate::backend::ServiceError;

/// What stands behind the question mark.
#[must_use]
pub fn query() -> ParamsMap {
    use_query_map().get_untracked()
}

/// A part of the path, as the route names it.
#[must_use]
pub fn part(name: &str) -> String {
    use_params_map().read_untracked().get(name).unwrap_or_default()
}

/// What the query says under a name, unless it is blank.
#[must_use]
pub fn given(query: &ParamsMap, name: &str) -> Option<String> {
    let text = query.get(name)?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The same, read as something; what does not parse narrows nothing.
#[must_use]
pub fn read<T: std::str::FromStr>(query: &ParamsMap, name: &str) -> Option<T> {
    given(query, name)?.parse().ok()
}

/// The page of a list, from 1.
#[must_use]
pub fn page_given(query: &ParamsMap) -> u32 {
    read(query, "page").unwrap_or(1)
}

/// The same list on another page.
#[must_use]
pub fn on_page(path: &str, query: &ParamsMap, page: u32) -> String {
    let mut query = query.clone();
    query.remove("page");
    query.insert("page", page.to_string());
    format!("{path}{}", query.to_query_string())
}

/// The same list from another place in it.
#[must_use]
pub fn at_cursor(path: &str, query: &ParamsMap, at: &str) -> String {
    changed(path, query, "at", at)
}

/// The same address with one part another, or without it; a new list begins at its beginning.
#[must_use]
pub fn changed(path: &str, query: &ParamsMap, name: &'static str, value: &str) -> String {
    let mut query = query.clone();
    query.remove("at");
    query.remove(name);
    if !value.is_empty() {
        query.insert(name, value.to_owned());
    }
    format!("{path}{}", query.to_query_string())
}

/// A part of the path that names something.
///
/// # Errors
/// `NotFound`, as for something that there is none of; `what` in words.
pub fn named<T: std::str::FromStr>(name: &str, what: &str) -> Result<T, ServiceError> {
    part(name)
        .parse()
        .map_err(|_| ServiceError::NotFound { what: what.into() })
}
