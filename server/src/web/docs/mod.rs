//! The public JSON for people to read: a page made of the OpenAPI document, in the citizens' frame, without script.

mod kind;
mod read;
mod view;

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
pub(super) use read::Docs;

use super::{Web, pages};

/// What is to be had, how to ask for it, and what the answers mean.
pub(super) async fn page(State(web): State<Web>, Extension(docs): Extension<Arc<Docs>>, request: Request) -> Response {
    let site = web.site.public_url.clone();
    let shell = move || app::still_shell("开放数据接口", view::page(&docs, &site));
    leptos_axum::render_app_async_with_context(pages::in_page(web), shell)(request).await
}
