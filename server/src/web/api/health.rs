//! Whether this process can work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use crate::store::outbox;
use crate::web::Web;

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    database: &'static str,
    /// Messages that wait to leave, and those given up.
    outbox_waiting: Option<i64>,
    outbox_failed: Option<i64>,
}

/// 200 when the database answers, 503 otherwise: for load balancers and people on call.
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
