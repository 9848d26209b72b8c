//! Headers that keep a page from being turned against its reader.

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, SET_COOKIE, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::web::Web;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// For everything that carries no scripts of ours: JSON, files, redirects, plain error pages.
const NO_SCRIPTS: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
);

/// Adds what the handler did not set itself.
pub(in crate::web) async fn set(State(web): State<Web>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    default(headers, CONTENT_SECURITY_POLICY, NO_SCRIPTS);
    default(headers, X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    default(headers, REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    // The camera is for photos of papers, by our own pages only.
    default(
        headers,
        PERMISSIONS_POLICY,
        HeaderValue::from_static("camera=(self), microphone=(), geolocation=(), payment=(), usb=()"),
    );
    default(
        headers,
        CROSS_ORIGIN_OPENER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    if web.services.config.is_https() {
        default(
            headers,
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
        only_by_https(headers);
    }
    response
}

/// Every cookie, whoever set it: some carry what a person typed.
fn only_by_https(headers: &mut HeaderMap) {
    let axum::http::header::Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE) else {
        return;
    };
    for cookie in cookies.iter_mut() {
        let text = cookie.to_str().unwrap_or_default();
        let secure = text.split(';').any(|part| part.trim().eq_ignore_ascii_case("secure"));
        if let (false, Ok(secured)) = (secure, HeaderValue::try_from(format!("{text}; Secure"))) {
            *cookie = secured;
        }
    }
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
