//! The desk's plain forms: acting on a case, and asking for a look.

use app::backend::Desk;
use app::backend::catalogue::query_string;
use app::backend::desk::look_reason;
use app::cookies::{SameSite, keep_from_scripts};
use app::desk::{LOOK_REASON, UNMASK};
use app::flash::Flash;
use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::{get, post};
use shared::case::CaseNo;

use super::Web;
use super::commands::{at_inputs, command_of};
use super::flash::go;
use super::pages::page;
use super::posted::{Posted, refused};

/// Longer than the filters of the queue ever are.
const MOST_OF_A_QUERY: usize = 900;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/cases/{number}/act", post(act))
        .route("/desk/cases/{number}/look", post(look))
        .route("/desk/queue", post(find).get(page))
        .route("/desk/queue/export", get(super::queue_export::export))
}

/// What the queue is narrowed by, as its address names it.
const NARROWED_BY: [&str; 10] = [
    "shelf",
    "item",
    "department",
    "place",
    "state",
    "due",
    "channel",
    "sort",
    "mine",
    "mark",
];

/// On to the queue as it was narrowed: with what was looked for sealed in the address.
async fn find(posted: Posted) -> Response {
    let find = match posted.value("text").trim() {
        "" => Ok(String::new()),
        text => posted.services().seek(&posted.session, text).await,
    };
    let find = match find {
        Ok(find) => find,
        Err(error) => return posted.refused_at("/desk/queue", "text", &error),
    };
    let parts = NARROWED_BY.into_iter().map(|name| (name, posted.value(name)));
    let parts: Vec<_> = parts
        .chain([("find", find.as_str())])
        .filter(|(_, value)| !value.is_empty())
        .collect();
    match parts.is_empty() {
        true => go("/desk/queue"),
        false => go(&format!("/desk/queue?{}", query_string(parts))),
    }
}

async fn act(posted: Posted<CaseNo>) -> Response {
    let page = case_page(&posted.at, posted.value("from"));
    let done = async {
        posted.session.actor()?;
        let command = command_of(&posted.typed, posted.services().today())?;
        Desk::act(
            posted.services(),
            &posted.session,
            &posted.at,
            posted.revision(),
            command,
        )
        .await
    };
    let done = done.await.map_err(|error| at_inputs(error, &posted.typed));
    posted.told(&page, done.map(|acted| acted.words))
}

/// A case's page, with the query of the list it was opened from.
fn case_page(number: &CaseNo, from: &str) -> String {
    let from: String = from.chars().take(MOST_OF_A_QUERY).collect();
    match from.as_str() {
        "" => format!("/desk/cases/{number}"),
        from => format!("/desk/cases/{number}?{}", query_string([("from", from)])),
    }
}

/// The reason goes along in a cookie for one page: an address with it would end up in logs.
async fn look(posted: Posted<CaseNo>) -> Response {
    let number = &posted.at;
    let page = case_page(number, posted.value("from"));
    let reason = match look_reason(LOOK_REASON, posted.value(LOOK_REASON)) {
        Ok(reason) => reason,
        Err(error) => {
            let typed = [(LOOK_REASON.to_owned(), posted.value(LOOK_REASON).to_owned())];
            return refused(&page, "", &error, typed.into_iter().collect());
        }
    };
    let reason = Flash {
        notice: Some(reason),
        ..Flash::default()
    }
    .encode();
    let mut response = go(&page);
    let look = format!("{number}~{reason}");
    let cookie = keep_from_scripts(UNMASK, &look, "/", 30).same_site(SameSite::Strict);
    if let Ok(cookie) = HeaderValue::try_from(cookie.build().to_string()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
