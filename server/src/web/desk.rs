//! The desk's plain forms: acting on a case, and asking for a look.

use app::backend::catalogue::query_string;
use app::backend::desk::look_reason;
use app::backend::{Desk, ServiceError, Session};
use app::desk::{LOOK_REASON, UNMASK};
use app::flash::Flash;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Deserialize;
use shared::case::CaseNo;

use super::Web;
use super::commands::{at_inputs, command_of};
use super::flash::{Pairs, back, go, go_with, sign_in, value};
use super::form::Form;
use super::pages::page;

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
async fn find(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    let find = match value(&pairs, "text").trim() {
        "" => Ok(String::new()),
        text => web.services.seek(&session, text).await,
    };
    let find = match find {
        Ok(find) => find,
        Err(ServiceError::NotSignedIn) => return sign_in("/desk/sign-in", "/desk/queue", pairs),
        Err(error) => return back("/desk/queue", &error, "text", pairs),
    };
    let parts = NARROWED_BY.into_iter().map(|name| (name, value(&pairs, name)));
    let parts: Vec<_> = parts
        .chain([("find", find.as_str())])
        .filter(|(_, value)| !value.is_empty())
        .collect();
    match parts.is_empty() {
        true => go("/desk/queue"),
        false => go(&format!("/desk/queue?{}", query_string(parts))),
    }
}

async fn act(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/desk/queue");
    };
    let page = case_page(&number, value(&pairs, "from"));
    let command = session.actor().and_then(|_| command_of(&pairs, web.services.today()));
    let done = match command {
        Ok(command) => {
            let revision = value(&pairs, "revision").parse().unwrap_or(0);
            Desk::act(&*web.services, &session, &number, revision, command).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(acted) => go_with(
            &page,
            &Flash {
                notice: Some(acted.words),
                ..Flash::default()
            },
        ),
        Err(ServiceError::NotSignedIn) => sign_in("/desk/sign-in", &page, pairs),
        Err(error) => back(&page, &at_inputs(error, &pairs), "", pairs),
    }
}

/// A case's page, with the query of the list it was opened from.
fn case_page(number: &CaseNo, from: &str) -> String {
    let from: String = from.chars().take(MOST_OF_A_QUERY).collect();
    match from.as_str() {
        "" => format!("/desk/cases/{number}"),
        from => format!("/desk/cases/{number}?{}", query_string([("from", from)])),
    }
}

#[derive(Deserialize)]
struct LookForm {
    #[serde(default, rename = "look_reason")]
    reason: String,
    #[serde(default)]
    from: String,
}

/// The reason goes along in a cookie for one page: an address with it would end up in logs.
async fn look(Path(number): Path<String>, Form(form): Form<LookForm>) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/desk/queue");
    };
    let page = case_page(&number, &form.from);
    let reason = match look_reason(LOOK_REASON, &form.reason) {
        Ok(reason) => reason,
        Err(error) => return back(&page, &error, "", vec![(LOOK_REASON.to_owned(), form.reason)]),
    };
    let reason = Flash {
        notice: Some(reason),
        ..Flash::default()
    }
    .encode();
    let mut response = go(&page);
    let cookie = format!("{UNMASK}={number}~{reason}; Path=/; Max-Age=30; HttpOnly; SameSite=Strict");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
