//! Going on after a plain POST, with a message for the next page.

use app::backend::ServiceError;
use app::flash::{COOKIE, Flash};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::prefs::is_local;

/// Long enough to load the next page on a slow line.
const SECONDS: u32 = 60;

/// On to one of our own pages.
pub(super) fn go(to: &str) -> Response {
    let to = if is_local(to) { to } else { "/" };
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// On to a page, with a message.
pub(super) fn go_with(to: &str, flash: &Flash) -> Response {
    let mut response = go(to);
    let cookie = format!(
        "{COOKIE}={}; Path=/; Max-Age={SECONDS}; HttpOnly; SameSite=Lax",
        flash.encode()
    );
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Back to the form with what is wrong and what was typed. An error without a field stands at `field`.
pub(super) fn back(to: &str, error: &ServiceError, field: &str, values: Vec<(String, String)>) -> Response {
    let problems = match error {
        ServiceError::Invalid { problems } => problems.clone(),
        other => vec![shared::problem::FieldProblem::new(field, other.message(), other.fix())],
    };
    go_with(
        to,
        &Flash {
            problems,
            values,
            notice: None,
        },
    )
}
