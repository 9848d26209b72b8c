//! Whose a page is: each of its forms says so, and is taken from nobody else.
//!
//! A browser has one sign-in and many tabs. Whoever changes their post in one, or signs in where a colleague did, leaves
//! pages in the others that were made for somebody else; what is pressed there must not be done in the new name.

use app::backend::Session;
use app::flash::{WHOSE, Whose};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::secrets::sha256;
use crate::web::Problem;

/// No page comes near it.
const LARGEST: usize = 16 << 20;

/// What is the same whoever presses it: how a page looks, and saying who one is.
const ANYBODYS: [&str; 6] = [
    "/prefs/elder",
    "/prefs/place",
    "/me/code",
    "/me/sign-in",
    "/desk/sign-in",
    "/desk/post",
];

/// Marks the forms of every page that somebody signed in gets; tells forms and pages whose they are to be.
pub(in crate::web) async fn mark(mut request: Request, next: Next) -> Response {
    let Some(whose) = request.extensions().get::<Session>().and_then(whose) else {
        return next.run(request).await;
    };
    request.extensions_mut().insert(Whose(whose.clone()));
    let response = next.run(request).await;
    let kind = response.headers().get(CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(marked(&page, &whose)))
}

/// The account and the post it acts in. No secret: it only tells one from another.
fn whose(session: &Session) -> Option<String> {
    let holder = session.holder().ok()?;
    let post = holder.acting.as_ref().map_or("", |acting| acting.post.as_str());
    let name = sha256(format!("{} {post}", holder.id).as_bytes());
    Some(name.chars().take(16).collect())
}

/// The page with an input at the end of each form that is posted. At the end, where no island looks for its own parts.
fn marked(page: &[u8], whose: &str) -> Vec<u8> {
    let input = format!("<input type=\"hidden\" name=\"{WHOSE}\" value=\"{whose}\" autocomplete=\"off\">");
    let mut out = Vec::with_capacity(page.len() + 512);
    let mut rest = page;
    while let Some(at) = find(rest, b"<form") {
        let (before, form) = rest.split_at(at);
        let end = find(form, b"</form>").unwrap_or(form.len());
        let (form, after) = form.split_at(end);
        let tag = form.split(|byte| *byte == b'>').next().unwrap_or_default();
        let posted = find(tag, b"method=\"post\"").is_some() && find(tag, b"multipart/").is_none();
        out.extend_from_slice(before);
        out.extend_from_slice(form);
        if posted && !after.is_empty() {
            out.extend_from_slice(input.as_bytes());
        }
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|here| here == what)
}

/// The refusal of a form from a page that was made for somebody else, with the way back to it.
pub(in crate::web) fn refused(path: &str, whose: Option<&Whose>, said: &str, asked: &HeaderMap) -> Option<Response> {
    let same = whose.is_none_or(|Whose(whose)| whose == said);
    if said.is_empty() || same || ANYBODYS.contains(&path) {
        return None;
    }
    let problem = Problem::new(
        StatusCode::CONFLICT,
        "/problems/another-person",
        "这一页不是用您现在的账号和岗位打开的，没有提交",
        "您在别的窗口换了账号或岗位。请回到刚才那一页，刷新后核对，再重新提交；要用原来的账号或岗位办，请先换回去",
    );
    Some(problem.answer(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_is_posted_says_whose_it_is() {
        let page = "<form action=\"/q\"><input></form><form class=\"a\" method=\"post\" action=\"/x\"><p>x</p></form>\
                    <form method=\"post\" enctype=\"multipart/form-data\"></form><p>完</p>";
        let marked = String::from_utf8(marked(page.as_bytes(), "abc")).unwrap();
        assert_eq!(
            marked,
            page.replace(
                "<p>x</p></form>",
                "<p>x</p><input type=\"hidden\" name=\"whose\" value=\"abc\" autocomplete=\"off\"></form>"
            )
        );
    }

    #[test]
    fn a_form_is_taken_from_whom_it_was_made_for_and_where_nobody_is_signed_in_any_more() {
        let (mine, headers) = (Whose("a".into()), HeaderMap::new());
        for (path, whose, said, taken) in [
            ("/desk/cases/1", Some(&mine), "a", true),
            ("/desk/cases/1", Some(&mine), "b", false),
            ("/desk/cases/1", Some(&mine), "", true),
            ("/desk/cases/1", None, "b", true),
            ("/desk/post", Some(&mine), "b", true),
        ] {
            assert_eq!(refused(path, whose, said, &headers).is_none(), taken, "{path} {said}");
        }
    }
}
