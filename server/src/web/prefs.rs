//! Choices kept on the device by cookies: large type, my village. Plain forms, so that they work without script.

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode, header::REFERER};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shared::place::DivisionCode;

use super::form::Form;

/// A year: a reader who needs large type needs it next month too.
const KEEP_S: u64 = 365 * 24 * 3600;

#[derive(Deserialize)]
pub(super) struct Elder {
    elder: String,
}

pub(super) async fn elder(headers: HeaderMap, Form(form): Form<Elder>) -> Response {
    let on = form.elder == "on";
    chosen(&headers, None, app::prefs::ELDER, if on { "on" } else { "" })
}

#[derive(Deserialize)]
pub(super) struct ChosenPlace {
    place: String,
    #[serde(default)]
    to: Option<String>,
}

/// An empty or unknown code forgets the village.
pub(super) async fn place(headers: HeaderMap, Form(form): Form<ChosenPlace>) -> Response {
    let code = form.place.parse::<DivisionCode>().map(String::from).unwrap_or_default();
    chosen(&headers, form.to, app::prefs::PLACE, &code)
}

/// Keeps the choice and goes back to where it was made.
fn chosen(headers: &HeaderMap, to: Option<String>, name: &str, value: &str) -> Response {
    let cookie = app::cookies::keep(name, value, "/", KEEP_S).build().to_string();
    let back = to
        .or_else(|| came_from(headers))
        .filter(|to| is_local(to))
        .unwrap_or_else(|| "/".to_owned());
    (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, back)]).into_response()
}

/// The path of the page the form was on.
pub(super) fn came_from(headers: &HeaderMap) -> Option<String> {
    let referrer = headers.get(REFERER)?.to_str().ok()?;
    let path = referrer.splitn(4, '/').nth(3)?;
    Some(format!("/{path}"))
}

/// Only our own addresses: `//elsewhere` and `https:` are not.
pub(super) fn is_local(to: &str) -> bool {
    to.starts_with('/')
        && !to.starts_with("//")
        && !to.starts_with("/\\")
        && to.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert!(is_local("/items?q=%E4%BD%8E"));
        for bad in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "x",
            "/a\r\nSet-Cookie: b=c",
        ] {
            assert!(!is_local(bad), "{bad}");
        }
    }
}
