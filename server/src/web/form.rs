//! Plain forms on their way in: bounded before anything is made of them, cleaned, and looked up by name.
//!
//! The only way a handler may take a form; `clippy.toml` bans the framework's own extractor, which has no bounds.

use std::collections::HashMap;
use std::ops::Deref;

use app::backend::Session;
use app::flash::{WHOSE, Whose};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::de::value::{Error, MapDeserializer};
use serde::{Deserialize, Deserializer};

use super::layers::{limit, whose};
use super::{Problem, Web};

/// The most inputs of one form. The largest of ours, a list of a thousand rows, has three in each.
const MOST_PAIRS: usize = 5_000;

/// What a plain form carries: [`Pairs`], or a struct of its inputs.
pub(super) struct Form<T>(pub T);

impl<T: serde::de::DeserializeOwned> FromRequest<Web> for Form<T> {
    type Rejection = Response;

    /// The length is bounded outside, for strangers more tightly ([`limit::strangers`]); the number of inputs here.
    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let headers = request.headers().clone();
        let path = request.uri().path().to_owned();
        let whose = request.extensions().get::<Whose>().cloned();
        if !is_form(&headers) {
            return Err(limit::unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE).answer(&headers));
        }
        let stranger = request
            .extensions()
            .get::<Session>()
            .is_none_or(|session| session.actor.is_none());
        let body = Bytes::from_request(request, web).await.map_err(|refused| {
            let refused = refused.into_response();
            if stranger && refused.status() == StatusCode::PAYLOAD_TOO_LARGE {
                return limit::too_large_for_a_stranger().answer(&headers);
            }
            refused
        })?;
        let mut pairs = Pairs::read(&body).ok_or_else(|| too_many().answer(&headers))?;
        if let Some(refused) = whose::refused(&path, whose.as_ref(), pairs.value(WHOSE), &headers) {
            return Err(refused);
        }
        // Where nobody is signed in, it goes along to the page that what was typed waits on.
        if whose.is_some() {
            pairs.drop(WHOSE);
        }
        let inputs = MapDeserializer::<_, Error>::new(pairs.all.into_iter());
        let form = T::deserialize(inputs).map_err(|_| limit::unreadable(StatusCode::UNPROCESSABLE_ENTITY));
        form.map(Self).map_err(|problem| problem.answer(&headers))
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

fn too_many() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "/problems/too-many",
        format!("一次提交的内容超过 {MOST_PAIRS} 项，没有处理"),
        "请回到原来的页面，分几次提交",
    )
}

/// Inputs of a plain form, in their order; one of a name is found without looking at the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    all: Vec<(String, String)>,
    /// Where the first of each name stands.
    first: HashMap<String, usize>,
}

impl Pairs {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// From a form's body, as [`shared::text::cleaned`] leaves it; none when there are too many.
    fn read(body: &[u8]) -> Option<Self> {
        let most = body.iter().filter(|byte| **byte == b'&').take(MOST_PAIRS).count();
        (most < MOST_PAIRS).then(|| {
            form_urlencoded::parse(body)
                .map(|(name, value)| (shared::text::cleaned(&name), shared::text::cleaned(&value)))
                .collect()
        })
    }

    /// The first input of a name.
    pub(super) fn value(&self, name: &str) -> &str {
        let pair = self.first.get(name).and_then(|at| self.all.get(*at));
        pair.map_or("", |(_, value)| value.as_str())
    }

    /// Takes out all of a name.
    pub(super) fn drop(&mut self, name: &str) {
        if self.first.contains_key(name) {
            let others = std::mem::take(&mut self.all).into_iter().filter(|(one, _)| one != name);
            *self = others.collect();
        }
    }

    /// Puts a value in place of all of that name.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.drop(name);
        let all = std::mem::take(&mut self.all).into_iter();
        *self = all.chain([(name.to_owned(), value.into())]).collect();
    }
}

impl FromIterator<(String, String)> for Pairs {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let all: Vec<_> = pairs.into_iter().collect();
        let mut first = HashMap::with_capacity(all.len());
        for (at, (name, _)) in all.iter().enumerate() {
            if !first.contains_key(name) {
                first.insert(name.clone(), at);
            }
        }
        Self { all, first }
    }
}

impl From<Pairs> for Vec<(String, String)> {
    fn from(pairs: Pairs) -> Self {
        pairs.all
    }
}

impl Deref for Pairs {
    type Target = [(String, String)];

    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(|pairs: Vec<(String, String)>| pairs.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_name_is_found_and_all_keep_their_order() {
        let pairs = Pairs::read(b"a=1&b=2&a=3&%E4%B8%AD=%E6%96%87+x").unwrap();
        assert_eq!(
            (pairs.value("a"), pairs.value("b"), pairs.value("none")),
            ("1", "2", "")
        );
        assert_eq!(pairs.value("中"), "文 x");
        let a: Vec<&str> = pairs
            .iter()
            .filter(|(name, _)| name == "a")
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(a, ["1", "3"]);
    }

    #[test]
    fn a_value_that_is_set_is_the_only_one_of_its_name() {
        let mut pairs = Pairs::read(b"a=1&b=2&a=3").unwrap();
        pairs.set("a", "9");
        assert_eq!((pairs.len(), pairs.value("a"), pairs.value("b")), (2, "9", "2"));
    }

    #[test]
    fn more_inputs_than_any_form_has_are_not_even_read() {
        let body = |count: usize| vec!["x=1"; count].join("&").into_bytes();
        assert_eq!(
            Pairs::read(&body(MOST_PAIRS)).map(|pairs| pairs.len()),
            Some(MOST_PAIRS)
        );
        assert_eq!(Pairs::read(&body(MOST_PAIRS + 1)), None);
        assert_eq!(Pairs::read(&b"&".repeat(900_000)), None);
    }
}
