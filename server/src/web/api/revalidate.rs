//! Caches: every answer names its content, and whoever has it already is told so in a few bytes.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::Problem;
use crate::secrets::sha256;
use crate::web::layers::etag;

/// Answers are lists of a city, never more.
const MOST: usize = 16 * 1024 * 1024;
/// How long what the catalogue says may be kept unasked; an answer with another opinion says so itself.
const KEEP: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// Adds the tag, the caching and, where the reader has the same content, the empty answer.
pub(super) async fn revalidate(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let response = next.run(request).await;
    let kept = response.headers().get(CACHE_CONTROL);
    if response.status() != StatusCode::OK || kept.is_some_and(|keep| keep == "no-store") {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, MOST).await else {
        tracing::error!("an answer could not be read to its end");
        return Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "/problems/internal",
            "系统出错了，没有读到数据",
            "请稍后再试",
        )
        .into_response();
    };
    // Weak, because the bytes on the wire differ by compression while the content is the same (RFC 9110 §8.8.1).
    let digest: String = sha256(&body).chars().take(32).collect();
    let tag = format!("W/\"{digest}\"");
    let has = etag::has(&asked, &tag);
    let headers = &mut parts.headers;
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(ETAG, tag);
    }
    headers.entry(CACHE_CONTROL).or_insert(KEEP);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if has {
        parts.status = StatusCode::NOT_MODIFIED;
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
}
