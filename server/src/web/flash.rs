//! Going on after a plain POST, with a message for the next page.

use std::collections::BTreeSet;

use app::backend::catalogue::query_string;
use app::backend::{ServiceError, Visitor};
use app::flash::{Flash, KEPT};
use axum::extract::{Request, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use shared::form::PageSave;

use super::Web;
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

/// On to a page that says what was done.
pub(super) fn noted(to: &str, words: impl Into<String>) -> Response {
    go_with(
        to,
        &Flash {
            notice: Some(words.into()),
            ..Flash::default()
        },
    )
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
    let key = app::cookies::read(request.headers(), app::flash::COOKIE)
        .and_then(|cookie| Some(cookie.strip_prefix(app::flash::KEY_MARK)?.to_owned()));
    // Whatever the reader accepts: pages answer all, and styles come from elsewhere.
    if let Some(key) = key.filter(|_| request.method() == Method::GET) {
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

/// To the sign-in and back to `page`, where what was typed waits. Only that page gets to see it.
pub(super) fn sign_in(page: &str, typed: impl Into<Vec<(String, String)>>) -> Response {
    sign_in_with(page, typed, WAITS)
}

const WAITS: &str = "登录过期了，刚才填写的内容还在这一页。请核对后重新提交。";
/// Files do not wait.
pub(super) const TEXTS_WAIT: &str =
    "登录过期了，刚才填写的文字还在这一页，照片和文件没有收下。请重新选择照片和文件，核对后再提交。";

/// The same, with what is said on that page.
pub(super) fn sign_in_with(page: &str, typed: impl Into<Vec<(String, String)>>, words: &str) -> Response {
    let typed = typed.into();
    let path = page.split('?').next().unwrap_or_default();
    let desk = path == "/desk" || path.starts_with("/desk/");
    let address = with_next(if desk { "/desk/sign-in" } else { "/me/sign-in" }, page);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    if !is_typed(&typed) || !is_local(path) || !path.bytes().all(plain) {
        return go(&address);
    }
    let sign = if address.contains('?') { '&' } else { '?' };
    let response = go(&format!("{address}{sign}{KEPT}=yes"));
    let flash = Flash {
        values: typed,
        notice: Some(words.to_owned()),
        ..Flash::default()
    };
    carry(response, &flash, path, SIGNING_IN)
}

/// What pages carry along in their forms, and buttons say: nobody typed it.
const CARRIED: [&str; 14] = [
    app::flash::WHOSE,
    "revision",
    "seen",
    "offered",
    "act",
    "go",
    "do",
    "key",
    "from",
    "page",
    "path",
    "next",
    "another",
    "step",
];

/// Whether somebody typed or chose something.
pub(super) fn is_typed(pairs: &[(String, String)]) -> bool {
    pairs
        .iter()
        .any(|(name, text)| !text.is_empty() && !CARRIED.contains(&name.as_str()))
}

/// Whether a page says something else than when it was made; a page that does not know, something at all.
pub(super) fn is_changed(pairs: &[(String, String)]) -> bool {
    let page = PageSave::of(pairs.to_vec());
    let Some(came) = page.seen.first() else {
        return is_typed(pairs);
    };
    let said = |pairs: &[(String, String)]| {
        let said = pairs
            .iter()
            .filter(|(name, text)| !text.is_empty() && !CARRIED.contains(&name.as_str()));
        let said = said.map(|(name, text)| (name.clone(), text.replace("\r\n", "\n")));
        said.collect::<BTreeSet<_>>()
    };
    said(pairs) != said(came)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn what_a_form_carries_along_was_typed_by_nobody() {
        for (typed, form) in [
            (false, pairs(&[("act", "take"), ("revision", "3"), ("note", "")])),
            (
                true,
                pairs(&[("act", "withdraw"), ("revision", "3"), ("note", "不办了")]),
            ),
        ] {
            let waits = sign_in("/mine/JB-1", form.clone());
            assert_eq!(waits.headers().contains_key(SET_COOKIE), typed, "{form:?}");
        }
    }

    #[test]
    fn a_page_that_says_what_it_came_with_has_not_changed() {
        let seen = PageSave::seen_text(&[pairs(&[("name", "陈海明"), ("note", "一\n二"), ("tick", "")])]);
        let page = |name: &str| pairs(&[("revision", "2"), ("seen", &seen), ("name", name), ("note", "一\r\n二")]);
        assert!(!is_changed(&page("陈海明")));
        assert!(is_changed(&page("陈海滨")) && is_changed(&page("")));
    }
}
