//! Nobody else's page may act through a signed-in browser: every unsafe method must come from our own origin.

use axum::extract::{Request, State};
use axum::http::header::{COOKIE, HOST, HeaderName, ORIGIN, REFERER};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::config::{Config, Environment};
use crate::web::{Problem, Web};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub(in crate::web) async fn check(State(web): State<Web>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || comes_from_us(request.headers(), &web.services.config) {
        return next.run(request).await;
    }
    tracing::warn!("a request from another site was refused");
    Problem::new(
        StatusCode::FORBIDDEN,
        "/problems/other-site",
        "这个请求不是从近办的页面发出的，没有执行",
        "请从近办的页面重新操作",
    )
    .answer_at(request.uri().path(), request.headers())
}

/// Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`, the oldest in `Referer`.
/// Without any of the three it is no browser, or one that cannot be trusted with a cookie.
fn comes_from_us(headers: &HeaderMap, config: &Config) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if let Some(site) = text(&SEC_FETCH_SITE) {
        return matches!(site, "same-origin" | "none");
    }
    if let Some(origin) = text(&ORIGIN) {
        return is_ours(origin, headers, config);
    }
    if let Some(referrer) = text(&REFERER) {
        let origin: Vec<&str> = referrer.splitn(4, '/').take(3).collect();
        return is_ours(&origin.join("/"), headers, config);
    }
    !headers.contains_key(COOKIE)
}

fn is_ours(origin: &str, headers: &HeaderMap, config: &Config) -> bool {
    if origin == config.public_url.as_str() {
        return true;
    }
    // A developer's server is reached under many names; there the name it was called by counts.
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    config.environment != Environment::Production
        && host.is_some_and(|host| origin.split_once("://").is_some_and(|(_, name)| name == host))
}
