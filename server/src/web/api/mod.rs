//! The public JSON under `/api/v1`.

mod board;
mod health;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;

use super::{Problem, Web};

/// Everything under `/api/v1`; each resource adds its routes here.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/board", get(board::board))
        .route("/health", get(health::health))
}

/// Any other address under `/api`.
pub(super) async fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "/problems/not-found",
        "没有这个接口",
        "接口列表见 /api/v1/docs",
    )
}
