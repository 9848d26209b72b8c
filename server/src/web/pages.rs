//! Pages and server functions, with what they find in the Leptos context.
//!
//! Pages are rendered whole before they are sent: a page streamed in pieces needs a script to put them in place, and
//! every page must be readable without one. It also lets a page choose its status after loading.

use std::sync::Arc;

use app::backend::{ServiceError, Session, Visitor};
use app::desk::CorrectionPost;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::{Web, api};

/// Any address that is nothing else: the staff's pages under `/desk`, the citizens' everywhere else.
pub(super) async fn page(State(web): State<Web>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return not_a_page(&request);
    }
    let path = request.uri().path();
    let staff = path == "/desk" || path.starts_with("/desk/");
    let context = in_page(web);
    if staff {
        leptos_axum::render_app_async_with_context(context, app::staff_shell)(request).await
    } else {
        leptos_axum::render_app_async_with_context(context, app::citizen_shell)(request).await
    }
}

/// The staff page at `path` as the answer to a form: what was typed goes into the page itself, however long it is.
pub(super) async fn page_after_post(web: Web, mut parts: Parts, path: &str, post: CorrectionPost) -> Response {
    let Ok(uri) = path.parse() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    parts.uri = uri;
    parts.method = Method::GET;
    let provide = in_page(web);
    let context = move || {
        provide();
        provide_context(post.clone());
    };
    let request = Request::from_parts(parts, Body::empty());
    leptos_axum::render_app_async_with_context(context, app::staff_shell)(request).await
}

fn not_a_page(request: &Request) -> Response {
    let mut response = super::problem::not_for(request.method()).answer(request.headers());
    // RFC 9110 §15.5.6
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

/// A server function, by fetch or by a plain form.
pub(super) async fn function(State(web): State<Web>, mut request: Request<Body>) -> Response {
    let known = server_fn_exists(request.uri().path(), request.method());
    if !known {
        return api::unknown().await.into_response();
    }
    // To a caller that takes pages Leptos answers with a redirect to wherever the caller came from, which is the caller's
    // own word. Our plain forms have routes of their own: a function answers with its value.
    request
        .headers_mut()
        .insert(ACCEPT, HeaderValue::from_static("application/json"));
    let request = match super::layers::clean::json(request).await {
        Ok(request) => request,
        Err(refused) => return refused,
    };
    let response = leptos_axum::handle_server_fns_with_context(move || provide(&web), request)
        .await
        .into_response();
    let mut response = with_status_of_error(response).await;
    response
        .headers_mut()
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Errors of functions leave Leptos as 500, whatever they are. The status says what the body says.
async fn with_status_of_error(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LARGEST_ERROR).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR, parts.headers).into_response();
    };
    if let Ok(error) = serde_json::from_slice::<ServiceError>(&bytes) {
        parts.status = error.status();
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// A form with every field wrong stays far below.
const LARGEST_ERROR: usize = 1 << 20;

fn server_fn_exists(path: &str, method: &Method) -> bool {
    leptos::server_fn::axum::server_fn_paths().any(|(known, by)| known == path && by == *method)
}

/// The context of a page: what functions get too, and the policy with this page's nonce.
pub(super) fn in_page(web: Web) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide(&web);
        let Some(response) = use_context::<ResponseOptions>() else {
            return;
        };
        let nonce = leptos::nonce::use_nonce();
        if let Some(policy) = nonce.and_then(|nonce| page_policy(&nonce)) {
            response.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
        // Kept by nobody but this browser, and by that one not past signing out.
        let signed_in = use_context::<Session>().is_some_and(|session| session.holder().is_ok());
        let keep = if signed_in { "no-store" } else { "private, no-cache" };
        response.insert_header(CACHE_CONTROL, HeaderValue::from_static(keep));
    }
}

/// What every page and server function may take from the context, before its first `.await`.
fn provide(web: &Web) {
    let extensions = use_context::<Parts>().map(|parts| parts.extensions).unwrap_or_default();
    provide_context(extensions.get::<Session>().cloned().unwrap_or_default());
    if let Some(visitor) = extensions.get::<Visitor>() {
        provide_context(visitor.clone());
    }
    provide_context(web.cookies());
    provide_context(Arc::clone(&web.site));
    web.backend.provide();
}
/// A page's policy: only scripts that carry this response's nonce, and what they load. Photos are previewed from
/// memory (`blob:`), papers shown in a frame from memory, as what they were checked to be. No inline styles.
fn page_policy(nonce: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         img-src 'self' blob: data:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self'"
    ))
    .ok()
}
