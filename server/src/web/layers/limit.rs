//! How much a request may carry.

use app::backend::{ServiceError, Session};
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse as _;
use axum::response::Response;
use axum::{Json, Router};
use tower_http::limit::RequestBodyLimitLayer;

use crate::web::{Problem, Web};

/// Bodies over `most` bytes are refused: at once with words when the length is announced, otherwise when the limit is
/// passed while reading.
pub(in crate::web) fn layer(routes: Router<Web>, most: usize) -> Router<Web> {
    routes
        .layer(axum::extract::DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(most))
        .layer(from_fn(move |request: Request, next: Next| {
            announced(most, request, next)
        }))
}

/// What somebody who is not signed in may send: enough for every form they have, not worth an attack.
const STRANGERS: usize = 64 * 1024;

/// Bounds what is read from someone who is not signed in, before any of it is read.
pub(in crate::web) async fn strangers(request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>();
    if session.is_some_and(|session| session.actor.is_some()) {
        return next.run(request).await;
    }
    if length(&request).is_some_and(|length| length > STRANGERS as u64) {
        // The pages' own script knows what to do when the sign-in has run out.
        if request.uri().path().starts_with("/api/fn/") {
            let error = ServiceError::NotSignedIn;
            return (error.status(), Json(error)).into_response();
        }
        return too_large_for_a_stranger().answer(request.headers());
    }
    next.run(request.map(|body| Body::new(http_body_util::Limited::new(body, STRANGERS))))
        .await
}

pub(in crate::web) fn too_large_for_a_stranger() -> Problem {
    too_large(STRANGERS).told("登录可能已经过期：请另开一页登录，再按浏览器的“返回”，重新提交，刚才填写的内容还在那里")
}

fn length(request: &Request) -> Option<u64> {
    let length = request.headers().get(CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

async fn announced(most: usize, request: Request, next: Next) -> Response {
    if length(&request).is_some_and(|length| length > most as u64) {
        return too_large(most).answer(request.headers());
    }
    let headers = request.headers().clone();
    let response = next.run(request).await;
    // What the framework refuses by itself while it reads a body, it refuses in a word of English.
    let own_words = response
        .headers()
        .get(CONTENT_TYPE)
        .is_none_or(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE if !own_words => too_large(most).answer(&headers),
        status @ (StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY)
            if !own_words =>
        {
            unreadable(status).answer(&headers)
        }
        _ => response,
    }
}

pub(in crate::web) fn unreadable(status: StatusCode) -> Problem {
    Problem::new(
        status,
        "/problems/unreadable",
        "提交的内容读不出来，没有处理",
        "请回到原来的页面，刷新后重新提交",
    )
}

fn too_large(most: usize) -> Problem {
    let most = if most >= 1024 * 1024 {
        format!("{} MB", most / 1024 / 1024)
    } else {
        format!("{} kB", most / 1024)
    };
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "/problems/too-large",
        format!("内容太大，超过了 {most}，没有收下"),
        "上传了文件的，请压缩文件，或者分几次上传；只填写了文字的，请缩短文字",
    )
}
