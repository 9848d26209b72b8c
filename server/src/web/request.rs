//! Around every request: an id, a line in the log, a time limit, and a net under panics.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::header::HeaderName;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt as _;
use tracing::Instrument as _;

use super::{Problem, Web};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Uploads from a village's network take their time.
fn is_upload(path: &str) -> bool {
    path.starts_with("/apply/files/") || (path.starts_with("/mine/") && path.ends_with("/files"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "measures how long the answer took, for the log"
)]
pub(super) async fn guard(State(web): State<Web>, request: Request, next: Next) -> Response {
    let mut bytes = [0; 8];
    web.services.rng.fill(&mut bytes);
    let id = format!("{:016x}", u64::from_be_bytes(bytes));
    let headers = request.headers().clone();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut limit = web.services.config.request_timeout;
    if is_upload(&path) {
        limit *= 10;
    }
    // The query may carry what a person typed: it stays out of the log.
    let span = tracing::info_span!("request", %id, %method, path);
    async move {
        let started = Instant::now();
        let answered = tokio::time::timeout(limit, AssertUnwindSafe(next.run(request)).catch_unwind()).await;
        let mut response = match answered {
            Ok(Ok(response)) => response,
            Ok(Err(panic)) => {
                tracing::error!(what = panic_words(&*panic), "a request panicked");
                Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "/problems/internal",
                    "系统出错了，这一步没有完成",
                    "请稍后再试；已保存的内容不会丢失",
                )
                .answer(&headers)
            }
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

fn panic_words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown")
}
