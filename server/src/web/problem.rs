//! Errors over HTTP: RFC 9457 `application/problem+json` for clients, a plain page for browsers.

use app::backend::ServiceError;
use axum::Json;
use axum::extract::Request;
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use shared::problem::FieldProblem;
use utoipa::ToSchema;

use super::assets::STYLE;

// The words on its fields are read on `/docs/api`.
/// 哪里不对、怎么改（RFC 9457）。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(title = "出错说明")]
pub struct Problem {
    /// 是哪一类问题，写成网址的样子。
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid")]
    kind: &'static str,
    /// 哪里不对。
    title: String,
    /// HTTP 状态码。
    #[serde(serialize_with = "number")]
    #[schema(value_type = u16, example = 400)]
    status: StatusCode,
    /// 怎么改。
    detail: String,
    /// 每一处不对的参数；没有时不写。
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Flaw>,
    /// 多少秒以后再试；操作太频繁时才有。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry_after_s: Option<u64>,
}

/// 一个参数哪里不对。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(title = "参数的问题")]
struct Flaw {
    /// 参数的名称。
    #[schema(example = "page")]
    path: String,
    /// 哪里不对。
    #[schema(example = "页码不对")]
    message: String,
    /// 怎么改。
    #[schema(example = "页码从 1 开始")]
    fix: String,
}

impl From<&FieldProblem> for Flaw {
    fn from(problem: &FieldProblem) -> Self {
        Self {
            path: problem.path.clone(),
            message: problem.message.clone(),
            fix: problem.fix.clone(),
        }
    }
}

fn number<S: serde::Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u16(status.as_u16())
}

impl Problem {
    /// A problem that comes from HTTP itself and not from a service.
    pub fn new(status: StatusCode, kind: &'static str, title: impl Into<String>, detail: impl Into<String>) -> Self {
        let (title, detail) = (title.into(), detail.into());
        Self {
            kind,
            title,
            status,
            detail,
            errors: Vec::new(),
            retry_after_s: None,
        }
    }

    /// The same problem under another status.
    #[must_use]
    pub(super) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same problem with another way out.
    #[must_use]
    pub(super) fn told(mut self, detail: &str) -> Self {
        detail.clone_into(&mut self.detail);
        self
    }

    /// The same problem, said to be that of one parameter.
    #[must_use]
    pub(super) fn at(mut self, path: &str) -> Self {
        self.errors.push(Flaw {
            path: path.to_owned(),
            message: self.title.clone(),
            fix: self.detail.clone(),
        });
        self
    }

    /// For a browser that asked for a page, a page; for everyone else JSON.
    #[must_use]
    pub fn answer(self, asked: &HeaderMap) -> Response {
        self.answer_at("/", asked)
    }

    /// The same for one of our addresses: under `/desk` the page leads back to the desk. What is answered inside
    /// [`dressed`] need not say where: it does.
    #[must_use]
    pub(super) fn answer_at(self, path: &str, asked: &HeaderMap) -> Response {
        if wants_page(asked) {
            let back = super::prefs::came_from(asked).filter(|page| super::prefs::is_local(page));
            self.page(at_desk(path), back)
        } else {
            self.into_response()
        }
    }

    /// `back`: the page whose form or link led here; what was typed there is still in the browser.
    fn page(self, desk: bool, back: Option<String>) -> Response {
        let (home, to_home) = match desk {
            true => ("/desk", "回到工作台"),
            false => ("/", "回到首页"),
        };
        let back = back.map_or_else(String::new, |page| {
            format!("<a class=\"btn\" href=\"{}\">回到刚才那一页</a> ", escape(&page))
        });
        let page = format!(
            "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"/{STYLE}\">\
             <title>{title} - 近办</title></head><body>\
             <header class=\"top\"><div class=\"wrap\"><a class=\"mark\" href=\"{home}\">近办</a></div></header>\
             <main class=\"wrap\"><h1>{title}</h1><p>{detail}</p>\
             <p class=\"actions\">{back}<a class=\"btn quiet\" href=\"{home}\">{to_home}</a></p></main></body></html>",
            title = escape(&self.title),
            detail = escape(&self.detail),
        );
        let mut response = Html(page).into_response();
        response.extensions_mut().insert(self.clone());
        self.finish(response)
    }

    fn finish(&self, mut response: Response) -> Response {
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl From<&ServiceError> for Problem {
    fn from(error: &ServiceError) -> Self {
        let kind = match error {
            ServiceError::NotSignedIn => "/problems/not-signed-in",
            ServiceError::Forbidden { .. } | ServiceError::Refused { .. } => "/problems/forbidden",
            ServiceError::NotFound { .. } => "/problems/not-found",
            ServiceError::Invalid { .. } => "/problems/invalid",
            ServiceError::Conflict { .. } => "/problems/conflict",
            ServiceError::TooMany { .. } => "/problems/too-many",
            ServiceError::Unavailable => "/problems/unavailable",
        };
        let mut problem = Self::new(error.status(), kind, error.message(), error.fix());
        match error {
            ServiceError::Invalid { problems } => problem.errors = problems.iter().map(Flaw::from).collect(),
            ServiceError::TooMany { retry_after_s } => problem.retry_after_s = Some(*retry_after_s),
            _ => {}
        }
        problem
    }
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        Self::from(&error)
    }
}

/// Whether an address is one of the staff's.
fn at_desk(path: &str) -> bool {
    path == "/desk" || path.starts_with("/desk/")
}

/// A refusal of any route as whoever asked can read it: a page for a browser, which under `/desk` leads back to the desk;
/// JSON for everyone else and under `/api`.
/// What the framework refuses by itself, it refuses without a word.
pub(super) async fn dressed(request: Request, next: Next) -> Response {
    let (headers, method) = (request.headers().clone(), request.method().clone());
    let path = request.uri().path().to_owned();
    let program = path.starts_with("/api/") || !wants_page(&headers);
    let mut response = next.run(request).await;
    let told = response.extensions_mut().remove::<Problem>();
    let wordless =
        response.status() == StatusCode::METHOD_NOT_ALLOWED && !response.headers().contains_key(CONTENT_TYPE);
    let kind = response.headers().get(CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let problem = match told {
        _ if wordless => not_for(&method),
        // A page that was made without its address is made again with it.
        Some(problem) if !program && (!is_page || at_desk(&path)) => problem,
        _ => return response,
    };
    let mut page = if program {
        problem.into_response()
    } else {
        problem.answer_at(&path, &headers)
    };
    for cookie in response.headers().get_all(SET_COOKIE) {
        page.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    // RFC 9110 §15.5.6
    if let Some(allow) = response.headers_mut().remove(ALLOW) {
        page.headers_mut().insert(ALLOW, allow);
    }
    page
}

/// An address that takes another method.
pub(super) fn not_for(method: &Method) -> Problem {
    let (title, detail) = match *method {
        Method::GET | Method::HEAD => (
            "这个网址只接收提交的内容，不能直接打开",
            "请回到原来的页面，用页面上的按钮提交",
        ),
        _ => ("这个网址不接收表单", "请回到原来的页面，重新提交"),
    };
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "/problems/method", title, detail)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Json(&self).into_response();
        response.extensions_mut().insert(self.clone());
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        self.finish(response)
    }
}

/// Whether the client is a browser that navigates.
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
