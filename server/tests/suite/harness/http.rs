//! Calling the site in-process.

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode, request};
use serde_json::Value;
use server::web::{Assets, Web, router};
use tower::ServiceExt as _;

use super::World;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

#[allow(dead_code, reason = "not every story needs everything")]
impl Answer {
    /// The body, without the marks that erased views leave for hydration.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).replace("<!>", "")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e} in {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A request to be made; `GET` unless told otherwise.
pub struct Call<'w> {
    world: &'w World,
    request: request::Builder,
    body: Body,
}

#[allow(dead_code, reason = "not every story needs everything")]
impl World {
    pub fn get(&self, path: &str) -> Call<'_> {
        self.call(Method::GET, path)
    }

    /// From our own page, as a browser would.
    pub fn post(&self, path: &str) -> Call<'_> {
        self.call(Method::POST, path).header("sec-fetch-site", "same-origin")
    }

    pub fn call(&self, method: Method, path: &str) -> Call<'_> {
        Call {
            world: self,
            request: Request::builder().method(method).uri(path),
            body: Body::empty(),
        }
    }
}

#[allow(dead_code, reason = "not every story needs everything")]
impl Call<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// As someone signed in, by the session's token.
    pub fn signed_in(self, token: &str) -> Self {
        let cookie = format!("jinban={token}");
        self.header(COOKIE.as_str(), &cookie)
    }

    /// As a browser that opens a page.
    pub fn for_page(self) -> Self {
        self.header(ACCEPT.as_str(), "text/html,application/xhtml+xml;q=0.9")
    }

    pub fn json(mut self, body: &Value) -> Self {
        self.body = Body::from(body.to_string());
        self.header("content-type", "application/json")
    }

    /// As a plain form.
    pub fn form(mut self, fields: &str) -> Self {
        self.body = Body::from(fields.to_owned());
        self.header("content-type", "application/x-www-form-urlencoded")
    }

    pub fn body(mut self, body: Vec<u8>) -> Self {
        self.body = Body::from(body);
        self
    }

    pub async fn send(self) -> Answer {
        self.send_to(Assets::none()).await
    }

    pub async fn send_to(self, assets: Assets) -> Answer {
        let site = router(Web::new(self.world.services.clone(), assets));
        let response = site.oneshot(self.request.body(self.body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 64 * 1024 * 1024).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}
