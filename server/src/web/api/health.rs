//! Whether this process can work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::outbox;
use crate::web::Web;

/// 系统的状况。
#[derive(Serialize, ToSchema)]
#[schema(title = "系统的状况")]
pub(super) struct Health {
    /// `ok` 正常，`unavailable` 不能用。
    #[schema(example = "ok")]
    status: &'static str,
    /// 程序的版本。
    version: &'static str,
    /// 数据库：`ok` 正常，`unavailable` 不能用。
    #[schema(example = "ok")]
    database: &'static str,
    /// 等着发出的消息有几条；数据库不能用时没有。
    outbox_waiting: Option<i64>,
    /// 发不出去、已经放弃的消息有几条；数据库不能用时没有。
    outbox_failed: Option<i64>,
}

/// 200 when the database answers, 503 otherwise: for load balancers and people on call.
#[utoipa::path(
    get,
    path = "/health",
    tag = "系统",
    summary = "系统的状况",
    description = "给负载均衡和值班人员用，不缓存。",
    responses(
        (status = 200, description = "正常", body = Health),
        (status = 503, description = "数据库不能用", body = Health),
    )
)]
pub(super) async fn health(State(web): State<Web>) -> Response {
    let outbox = outbox::counts(&web.services.store).await;
    if let Err(error) = &outbox {
        tracing::error!(%error, "not healthy");
    }
    let outbox = outbox.ok();
    let (status, word) = if outbox.is_some() {
        (StatusCode::OK, "ok")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
    };
    let body = Health {
        status: word,
        version: env!("CARGO_PKG_VERSION"),
        database: word,
        outbox_waiting: outbox.map(|counts| counts.waiting),
        outbox_failed: outbox.map(|counts| counts.failed),
    };
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
