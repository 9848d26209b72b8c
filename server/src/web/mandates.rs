//! The plain forms of mandates: given and ended by residents, used by agents.

use app::backend::drafts::page_address;
use app::backend::{Mandates, ServiceError};
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use shared::powers::Typed;

use super::flash::{go, noted};
use super::posted::{Posted, pressed};
use super::{Web, pages};

const OWN: &str = "/me/mandates";
const CLIENTS: &str = "/desk/clients";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(OWN, post(give).get(pages::page))
        .route("/me/mandates/end", post(end))
        .route("/desk/clients/start", post(start))
}

async fn give(posted: Posted) -> Response {
    let names = ["station", "errand", "item", "case", "until"];
    let typed: Typed = names.into_iter().map(|name| (name, posted.value(name))).collect();
    // Back to the villages of the town that was chosen.
    let town = posted.value("town");
    let page = match !town.is_empty() && town.bytes().all(|byte| byte.is_ascii_digit()) {
        true => format!("{OWN}?town={town}"),
        false => OWN.to_owned(),
    };
    match posted.services().give_mandate(&posted.session, &typed).await {
        Ok(()) => noted(OWN, "委托已生效。"),
        Err(error) => posted.refused(&page, &error),
    }
}

async fn end(posted: Posted) -> Response {
    let done = posted.services().end_mandate(&posted.session, posted.value("id")).await;
    pressed(OWN, done.map(|()| "委托已结束，代办员不能再替您办理。"))
}

async fn start(posted: Posted) -> Response {
    let begun = async {
        let missing = || ServiceError::invalid("item", "没有选择事项", "请从列表里选择要申请的事项");
        let item = posted.value("item").parse().map_err(|_| missing())?;
        let form = posted.services().published(&item).await?.form;
        let draft = posted
            .services()
            .start_for(&posted.session, posted.value("mandate"), &item)
            .await?;
        let first = form.pages.first().map(|page| page.id.to_string()).unwrap_or_default();
        Ok::<_, ServiceError>(page_address(item.as_str(), draft.as_str(), &first))
    }
    .await;
    match begun {
        Ok(to) => go(&to),
        Err(error) => posted.refused_at(CLIENTS, "item", &error),
    }
}
