//! The functions a browser calls. Everything else that a page reads it reads on the server, from the ports.

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use shared::form::Pairs;

use super::{Autosaved, PageAnswer, ServiceError, Spot};

/// The villages of a town.
#[server(prefix = "/api/fn", endpoint = "apply/villages", input = GetUrl)]
pub async fn villages_of(town: String) -> Result<Vec<Spot>, ServiceError> {
    crate::apply::api::villages_of(town).await
}

/// Saves one page of one's own draft as typed. `seen` are the page's states that whoever typed knows of, `revision` the
/// one it was typed on, for a page that says no more.
#[server(prefix = "/api/fn", endpoint = "apply/save", input = Json)]
pub async fn save_page(
    draft: String,
    page: String,
    revision: Option<u32>,
    pairs: Pairs,
    seen: Option<Vec<Pairs>>,
) -> Result<PageAnswer, ServiceError> {
    crate::apply::api::save_page(draft, page, revision, pairs, seen).await
}

/// Saves one group as typed.
#[server(prefix = "/api/fn", endpoint = "standards/save", input = Json)]
pub async fn save_group(
    item: String,
    group: String,
    revision: u32,
    pairs: Vec<(String, String)>,
) -> Result<Autosaved, ServiceError> {
    crate::standards::save_group(item, group, revision, pairs).await
}
