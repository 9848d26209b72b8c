//! The public JSON under `/api/v1`: what anyone may read of the catalogue, the calendar and the board.
//!
//! Each resource is one file: its answer as structs of its own, so that the domain can change without breaking
//! readers, and a handler whose `#[utoipa::path]` is the route and its description at once. [`routes`] makes router and
//! document of the same declarations, so that no route goes undescribed. Descriptions are what readers of `/docs/api`
//! see: they are in Chinese.

mod asked;
mod board;
mod departments;
mod divisions;
mod document;
mod form;
mod guide;
mod health;
mod items;
mod paged;
mod powers;
mod qr;
mod revalidate;
mod wire;
mod working_days;

use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::{Extension, Router};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Problem, Web};
use asked::{Asked, Refused};
use document::Document;
pub(super) use health::Writer;
use utoipa::openapi::OpenApi;

/// Where all of it lies.
const BASE: &str = "/api/v1";

/// Every route, by its description.
fn described() -> OpenApiRouter<Web> {
    let resources = OpenApiRouter::new()
        .routes(routes!(items::items))
        .routes(routes!(guide::guide))
        .routes(routes!(form::form))
        .routes(routes!(qr::qr))
        .routes(routes!(divisions::divisions))
        .routes(routes!(departments::departments))
        .routes(routes!(powers::powers))
        .routes(routes!(working_days::working_days))
        .routes(routes!(board::board))
        .routes(routes!(health::health))
        .routes(routes!(document::openapi));
    OpenApiRouter::with_openapi(document::head()).nest(BASE, resources)
}

/// Everything under `/api/v1`, and what describes it.
pub(super) fn routes() -> (Router<Web>, OpenApi) {
    let (router, document) = described().split_for_parts();
    let router = router
        .method_not_allowed_fallback(only_read)
        .layer(Extension(Document::new(document.clone())))
        .layer(from_fn(revalidate::revalidate));
    (router, document)
}

/// Any other address under `/api`.
pub(super) async fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "/problems/not-found",
        "没有这个接口",
        "接口列表见 /docs/api",
    )
}

async fn only_read() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "/problems/method",
        "这里只能读取",
        "请用 GET 或 HEAD 请求，用法见 /docs/api",
    )
}
