//! The plain forms of mandates: given and ended by residents, used by agents.

use app::backend::drafts::page_address;
use app::backend::{Mandates, ServiceError, Session};
use app::flash::Flash;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use shared::powers::Typed;

use super::flash::{DOOR, Pairs, back, go, go_with, sign_in, value};
use super::form::Form;
use super::{Web, pages};

const OWN: &str = "/me/mandates";
const CLIENTS: &str = "/desk/clients";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(OWN, post(give).get(pages::page))
        .route("/me/mandates/end", post(end))
        .route("/desk/clients/start", post(start))
}

fn told(notice: &str) -> Response {
    go_with(
        OWN,
        &Flash {
            notice: Some(notice.to_owned()),
            ..Flash::default()
        },
    )
}

async fn give(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    let names = ["station", "errand", "item", "case", "until"];
    let typed: Typed = names.into_iter().map(|name| (name, value(&pairs, name))).collect();
    // Back to the villages of the town that was chosen.
    let town = value(&pairs, "town");
    let page = match !town.is_empty() && town.bytes().all(|byte| byte.is_ascii_digit()) {
        true => format!("{OWN}?town={town}"),
        false => OWN.to_owned(),
    };
    match web.services.give_mandate(&session, &typed).await {
        Ok(()) => told("委托已生效。"),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &page, pairs),
        Err(error) => back(&page, &error, "", pairs),
    }
}

async fn end(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    match web.services.end_mandate(&session, value(&pairs, "id")).await {
        Ok(()) => told("委托已结束，代办员不能再替您办理。"),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, OWN, Pairs::new()),
        Err(error) => back(OWN, &error, "", Pairs::new()),
    }
}

async fn start(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    let begun = async {
        let missing = || ServiceError::invalid("item", "没有选择事项", "请从列表里选择要申请的事项");
        let item = value(&pairs, "item").parse().map_err(|_| missing())?;
        let form = web.services.published(&item).await?.form;
        let draft = web
            .services
            .start_for(&session, value(&pairs, "mandate"), &item)
            .await?;
        let first = form.pages.first().map(|page| page.id.to_string()).unwrap_or_default();
        Ok::<_, ServiceError>(page_address(item.as_str(), draft.as_str(), &first))
    }
    .await;
    match begun {
        Ok(to) => go(&to),
        Err(ServiceError::NotSignedIn) => sign_in("/desk/sign-in", CLIENTS, pairs),
        Err(error) => back(CLIENTS, &error, "item", pairs),
    }
}
