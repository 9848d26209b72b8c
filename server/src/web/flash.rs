//! Going on after a plain POST, with a message for the next page.

use app::backend::ServiceError;
use app::backend::catalogue::query_string;
use app::flash::Flash;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::prefs::is_local;

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

fn carry(mut response: Response, flash: &Flash, path: &str, seconds: u32) -> Response {
    for cookie in flash.cookies(path, seconds) {
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

/// To the sign-in at `door` and back to `page`, where what was typed waits. Only that page gets to see it.
pub(super) fn sign_in(door: &str, page: &str, typed: impl Into<Vec<(String, String)>>) -> Response {
    let typed = typed.into();
    let response = go(&with_next(door, page));
    let path = page.split('?').next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    if typed.is_empty() || !is_local(path) || !path.bytes().all(plain) {
        return response;
    }
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
