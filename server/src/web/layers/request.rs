//! Around every request: an id, a line in the log, a time limit, and a net under panics.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use futures::FutureExt as _;
use tracing::Instrument as _;

use crate::web::{Problem, Web};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How many times as long an upload may take: a village's network has its own pace.
pub(in crate::web) const UPLOADS: u32 = 10;

pub(in crate::web) async fn guard(State(web): State<Web>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let path = request.uri().path().to_owned();
    // Also what is written about a request is inside the net.
    match AssertUnwindSafe(logged(&web, request, next)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => broken(&path, &headers),
    }
}

fn broken(path: &str, headers: &HeaderMap) -> Response {
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "/problems/internal",
        "系统出错了，这一步没有完成",
        "请稍后再试；已保存的内容不会丢失",
    )
    .answer_at(path, headers)
}

#[expect(
    clippy::disallowed_methods,
    reason = "measures how long the answer took, for the log"
)]
async fn logged(web: &Web, request: Request, next: Next) -> Response {
    let mut bytes = [0; 8];
    web.services.rng.fill(&mut bytes);
    let id = format!("{:016x}", u64::from_be_bytes(bytes));
    let headers = request.headers().clone();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    // The query may carry what a person typed: it stays out of the log.
    let span = tracing::info_span!("request", %id, %method, path);
    async move {
        let started = Instant::now();
        let mut response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
            Ok(response) => response,
            Err(panic) => {
                tracing::error!(what = panic_words(&*panic), "a request panicked");
                broken(&path, &headers)
            }
        };
        if let Ok(id) = HeaderValue::try_from(&id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        let status = response.status().as_u16();
        let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::debug!(status, micros, "answered");
        response
    }
    .instrument(span)
    .await
}

/// Gives a request of these routes so long.
pub(in crate::web) fn within(routes: Router<Web>, most: Duration) -> Router<Web> {
    routes.layer(from_fn(move |request: Request, next: Next| async move {
        let headers = request.headers().clone();
        match tokio::time::timeout(most, next.run(request)).await {
            Ok(response) => response,
            Err(_) => {
                tracing::warn!("a request took too long");
                Problem::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "/problems/timeout",
                    "系统处理超时，这一步可能没有完成",
                    "请先查看是否已经完成，再决定是否重试",
                )
                .answer(&headers)
            }
        }
    }))
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown")
}
