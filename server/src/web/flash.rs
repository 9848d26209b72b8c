//! Going on after a plain POST, with a message for the next page.

use app::backend::catalogue::query_string;
use app::backend::{ServiceError, Visitor};
use app::flash::{Flash, KEPT};
use axum::extract::{Request, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::Web;
use super::prefs::is_local;
use super::problem::wants_page;

/// Long enough to load the next page on a slow line.
const SECONDS: u32 = 60;
/// The longest address to go on to.
const LONGEST: usize = 2048;
/// Long enough to find the phone and type a code.
const SIGNING_IN: u32 = 1800;

/// On to one of our own pages.
pub(super) fn go(to: &str) -> Response {
    let to = if is_local(to) { to } else { "/" };
    // Proxies answer longer headers with an error of their own: better the page without what was to be filled in.
    let to = if to.len() > LONGEST {
        to.split('?').next().unwrap_or("/")
    } else {
        to
    };
    let to = if to.len() > LONGEST { "/" } else { to };
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// On to a page, with a message.
pub(super) fn go_with(to: &str, flash: &Flash) -> Response {
    carry(go(to), flash, "/", SECONDS)
}

/// A message that no cookie holds, on its way out to [`keep`].
#[derive(Clone)]
struct Long {
    flash: Flash,
    path: String,
    seconds: u32,
}

/// Keeps what is too long for cookies in the database, and brings back what a cookie has the key to.
pub(super) async fn keep(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let key = app::prefs::cookie_in(request.headers(), app::flash::COOKIE)
        .and_then(|cookie| Some(cookie.strip_prefix(app::flash::KEY_MARK)?.to_owned()));
    // Only a page takes a message, not its styles and pictures.
    if let Some(key) = key.filter(|_| request.method() == Method::GET && wants_page(request.headers())) {
        match web.services.kept_flash(&key).await {
            Ok(Some(flash)) => drop(request.extensions_mut().insert(app::flash::Kept(flash))),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a long message was not read"),
        }
    }
    let address = request
        .extensions()
        .get::<Visitor>()
        .map(|visitor| visitor.address.clone());
    let mut response = next.run(request).await;
    let Some(Long { flash, path, seconds }) = response.extensions_mut().remove::<Long>() else {
        return response;
    };
    let kept = web
        .services
        .keep_flash(&address.unwrap_or_default(), &flash, seconds)
        .await;
    let cookies = match kept {
        Ok(token) => Flash::key_cookies(token.reveal(), &path, seconds),
        Err(error) => {
            tracing::warn!(%error, "a long message was not kept");
            flash.cookies(&path, seconds)
        }
    };
    set(&mut response, cookies);
    response
}

/// On to a page, with a message that only this page gets to see.
pub(super) fn go_only(to: &str, flash: &Flash) -> Response {
    carry(go(to), flash, to, SECONDS)
}

fn carry(mut response: Response, flash: &Flash, path: &str, seconds: u32) -> Response {
    if !flash.fits() {
        response.extensions_mut().insert(Long {
            flash: flash.clone(),
            path: path.to_owned(),
            seconds,
        });
        return response;
    }
    set(&mut response, flash.cookies(path, seconds));
    response
}

fn set(response: &mut Response, cookies: Vec<String>) {
    for cookie in cookies {
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
}

/// To the sign-in at `door` and back to `page`, where what was typed waits. Only that page gets to see it.
pub(super) fn sign_in(door: &str, page: &str, typed: impl Into<Vec<(String, String)>>) -> Response {
    let typed = typed.into();
    let address = with_next(door, page);
    let path = page.split('?').next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    if typed.is_empty() || !is_local(path) || !path.bytes().all(plain) {
        return go(&address);
    }
    let sign = if address.contains('?') { '&' } else { '?' };
    let response = go(&format!("{address}{sign}{KEPT}=yes"));
    let flash = Flash {
        values: typed,
        notice: Some("登录过期了，刚才填写的内容还在这一页。请核对后重新提交。".to_owned()),
        ..Flash::default()
    };
    carry(response, &flash, path, SIGNING_IN)
}

/// The address of a sign-in or another step with the page to go on to; only our own.
pub(super) fn with_next(page: &str, next: &str) -> String {
    if next.is_empty() || !is_local(next) {
        return page.to_owned();
    }
    format!("{page}?{}", query_string([("next", next)]))
}

/// Back to the form with what is wrong and what was typed. An error without a field stands at `field`.
pub(super) fn back(to: &str, error: &ServiceError, field: &str, values: impl Into<Vec<(String, String)>>) -> Response {
    let problems = match error {
        ServiceError::Invalid { problems } => problems.clone(),
        other => vec![shared::problem::FieldProblem::new(field, other.message(), other.fix())],
    };
    go_with(
        to,
        &Flash {
            problems,
            values: values.into(),
            notice: None,
        },
    )
}

pub(super) use super::form::Pairs;

/// The residents' sign-in.
pub(super) const DOOR: &str = "/me/sign-in";

/// The first input of a name.
pub(super) fn value<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.value(name)
}

/// An error as a message; one that is about no field stands on top.
pub(super) fn flash_of(error: &ServiceError) -> Flash {
    match error {
        ServiceError::Invalid { problems } => Flash {
            problems: problems.clone(),
            ..Flash::default()
        },
        other => Flash {
            problems: vec![shared::problem::FieldProblem::new("", other.message(), other.fix())],
            ..Flash::default()
        },
    }
}
