//! What a plain POST has to say on the next page: problems at their fields, what was typed, a notice. Carried by a
//! cookie of a minute that scripts cannot read, so that nothing typed ends up in an address or a log.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::problem::FieldProblem;

use crate::cookies::keep_from_scripts;

/// The cookie's name.
pub const COOKIE: &str = "flash";

/// In the address of a sign-in: what was typed waits behind it.
pub const KEPT: &str = "kept";

/// Before the key of a message that is kept elsewhere, in the cookie.
pub const KEY_MARK: char = '@';

/// Whose page a form was on, among its inputs.
pub const WHOSE: &str = "whose";

/// Who has a page made now, in the extensions of the request; no such thing where nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose(pub String);

/// A message that was too long for cookies, in the extensions of the request for its page.
#[derive(Clone, Debug)]
pub struct Kept(pub Flash);

/// The message to the next page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub problems: Vec<FieldProblem>,
    /// Inputs by name, as typed; never a password that someone chose. One drawn for a colleague goes along once.
    pub values: Vec<(String, String)>,
    pub notice: Option<String>,
}

impl Flash {
    /// What was typed into an input.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        self.values
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// What one may see of it: what somebody else typed before their sign-in ran out is not brought to whoever signs in next.
    fn shown_to(mut self, whose: Option<&Whose>) -> Self {
        let Some(at) = self.values.iter().position(|(name, _)| name == WHOSE) else {
            return self;
        };
        let (_, typed_by) = self.values.swap_remove(at);
        match whose {
            Some(Whose(reader)) if *reader != typed_by => Self {
                notice: Some(ANOTHERS.to_owned()),
                ..Self::default()
            },
            _ => self,
        }
    }

    /// What is wrong with an input, with the way out.
    #[must_use]
    pub fn error(&self, path: &str) -> Option<String> {
        let problem = self.problems.iter().find(|problem| problem.path == path)?;
        Some(format!("{}。{}", problem.message, problem.fix))
    }

    /// Whether cookies hold it.
    #[must_use]
    pub fn fits(&self) -> bool {
        in_base64(self).len() <= PART * PARTS.len()
    }

    /// As cookies carry it: JSON in base64, which needs no quoting, in at most [`PARTS`] pieces. What would not fit is cut
    /// to its problems, and the reader is told how to get back what was typed: whatever else was to be said would not be
    /// true any more.
    #[must_use]
    pub fn encode(&self) -> String {
        let whole = in_base64(self);
        if whole.len() <= PART * PARTS.len() {
            return whole;
        }
        in_base64(&Self {
            values: Vec::new(),
            notice: Some(TOO_LONG.to_owned()),
            ..self.clone()
        })
    }

    /// Back from the cookie; anything else is an empty message.
    #[must_use]
    pub fn decode(text: &str) -> Self {
        use base64::Engine as _;

        base64::engine::general_purpose::URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// The `Set-Cookie` values that carry it to the pages under `path`.
    #[must_use]
    pub fn cookies(&self, path: &str, seconds: u32) -> Vec<String> {
        in_parts(&self.encode(), path, seconds)
    }

    /// The `Set-Cookie` values that carry the key of a message kept elsewhere.
    #[must_use]
    pub fn key_cookies(key: &str, path: &str, seconds: u32) -> Vec<String> {
        in_parts(&format!("{KEY_MARK}{key}"), path, seconds)
    }
}

fn in_parts(text: &str, path: &str, seconds: u32) -> Vec<String> {
    PARTS
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let piece = text.get(at * PART..).unwrap_or_default();
            let piece = piece.get(..PART).unwrap_or(piece);
            // An empty piece clears what an earlier message left.
            keep_from_scripts(name, piece, path, seconds.into()).build().to_string()
        })
        .collect()
}

/// The cookies' names: browsers keep 4 kB in each, and proxies 8 kB in all.
const PARTS: [&str; 2] = [COOKIE, "flash-2"];
const PART: usize = 3500;
const TOO_LONG: &str = "内容较长，没有带到这一页。请按浏览器的“返回”，刚才填写的内容还在那里。";

fn in_base64(flash: &Flash) -> String {
    use base64::Engine as _;

    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(serde_json::to_vec(flash).unwrap_or_default())
}

/// Takes the message left for this page; it is shown once.
#[must_use]
pub fn take_flash() -> Flash {
    let text: String = PARTS.iter().map_while(|name| crate::prefs::cookie(name)).collect();
    if text.is_empty() {
        return Flash::default();
    }
    let request = use_context::<http::request::Parts>();
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        let here = request.as_ref().map_or("/", |parts| parts.uri.path());
        for cookie in ["/", here].iter().flat_map(|path| Flash::gone(path)) {
            if let Ok(cookie) = http::HeaderValue::try_from(cookie) {
                response.append_header(http::header::SET_COOKIE, cookie);
            }
        }
    }
    let extension = request.map(|parts| parts.extensions).unwrap_or_default();
    let whose = extension.get::<Whose>();
    if !text.starts_with(KEY_MARK) {
        return Flash::decode(&text).shown_to(whose);
    }
    let kept = extension.get::<Kept>().cloned();
    kept.map_or_else(
        || Flash {
            notice: Some(TOO_LONG.to_owned()),
            ..Flash::default()
        },
        |kept| kept.0.shown_to(whose),
    )
}

const ANOTHERS: &str = "登录过期以前填写的内容是用另一个账号或岗位填的，没有带到这一页。";

impl Flash {
    /// The `Set-Cookie` values that take it away.
    fn gone(path: &str) -> Vec<String> {
        in_parts("", path, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_its_cookie_and_nonsense_is_no_message() {
        let flash = Flash {
            problems: vec![FieldProblem::new("phone", "手机号码不对", "请核对")],
            values: vec![("phone".into(), "139".into())],
            notice: None,
        };
        assert_eq!(Flash::decode(&flash.encode()), flash);
        for nonsense in ["", "zz", "7", "é", "7b7d7b"] {
            assert_eq!(Flash::decode(nonsense), Flash::default());
        }
    }

    #[test]
    fn what_waits_behind_a_sign_in_is_shown_to_whoever_typed_it() {
        let flash = Flash {
            values: vec![(WHOSE.into(), "a".into()), ("reasons".into(), "不符合条件".into())],
            ..Flash::default()
        };
        let seen = |whose: Option<&str>| {
            let whose = whose.map(|whose| Whose(whose.to_owned()));
            flash.clone().shown_to(whose.as_ref())
        };
        assert_eq!(
            seen(Some("a")).values,
            [("reasons".to_owned(), "不符合条件".to_owned())]
        );
        assert_eq!(seen(None).value("reasons"), "不符合条件");
        assert_eq!(seen(Some("b")).values, []);
        assert_eq!(seen(Some("b")).notice.as_deref(), Some(ANOTHERS));
    }

    #[test]
    fn what_does_not_fit_a_cookie_keeps_its_problems() {
        let flash = Flash {
            problems: vec![FieldProblem::new("note", "太长", "请精简")],
            values: vec![("note".into(), "长".repeat(5000))],
            notice: None,
        };
        let read = Flash::decode(&flash.encode());
        assert_eq!((read.problems.len(), read.values.len()), (1, 0));
        assert_eq!(read.notice.as_deref(), Some(TOO_LONG));
    }

    #[test]
    fn a_long_message_travels_in_two_cookies_that_fit() {
        let flash = Flash {
            values: vec![("reasons".into(), "长".repeat(1500))],
            ..Flash::default()
        };
        let cookies = flash.cookies("/desk", 60);
        assert!(cookies.iter().all(|cookie| cookie.len() < 4000), "{cookies:?}");
        let text: String = cookies
            .iter()
            .filter_map(|cookie| cookie.split_once('=')?.1.split(';').next())
            .collect();
        assert_eq!(Flash::decode(&text), flash);
    }
}
