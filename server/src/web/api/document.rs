//! The description of it all.

use std::sync::Arc;

use axum::Extension;
use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;

/// The OpenAPI document, made with the routes.
#[derive(Clone)]
pub(super) struct Document(Arc<OpenApi>);

impl Document {
    pub(super) fn new(document: OpenApi) -> Self {
        Self(Arc::new(document))
    }
}

/// What stands above the routes.
pub(super) fn head() -> OpenApi {
    #[derive(utoipa::OpenApi)]
    #[openapi(
        info(
            title = "近办开放数据",
            version = "1",
            description = "近办公开的事项、办事指南、区划、部门、工作日和进展，都可以用程序读取，不用登录，不收费。\
                只能读取（GET、HEAD）。出错时返回 application/problem+json，说明哪里不对、怎么改。\
                列表分页返回。每个回答都有 ETag：带上 If-None-Match 再问，没有变化时只回 304。",
            license(name = "Apache-2.0")
        ),
        tags(
            (name = "事项", description = "办什么、怎么办、要带什么。"),
            (name = "地点和部门", description = "在哪里办，归谁管。"),
            (name = "工作日", description = "时限怎么算。"),
            (name = "进展", description = "各镇（街道）办得怎么样，都由办件数出来。"),
            (name = "系统", description = "系统是不是正常，接口怎么用。"),
        )
    )]
    struct Head;
    Head::openapi()
}

/// The document itself.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "系统",
    summary = "接口说明",
    description = "全部接口的说明，OpenAPI 3.1 格式，可以用来生成程序。",
    responses((status = 200, description = "OpenAPI 文档", body = Object))
)]
pub(super) async fn openapi(Extension(document): Extension<Document>) -> impl IntoResponse {
    (
        [(CACHE_CONTROL, "public, max-age=300")],
        Json(document.0.as_ref().clone()),
    )
}
