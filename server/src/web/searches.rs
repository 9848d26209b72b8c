//! The plain form that adds an alias.

use app::backend::searches::Searches as _;
use app::backend::{ServiceError, Session};
use app::flash::Flash;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use shared::catalogue::ItemId;

use super::Web;
use super::flash::{Pairs, back, go_with, sign_in, value};
use super::form::Form;
use super::pages;

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/desk/searches", post(add_alias).get(pages::page))
}

async fn add_alias(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let page: u32 = value(&pairs, "page").parse().unwrap_or(1);
    let here = format!("/desk/searches?page={page}");
    let done = async {
        let item: ItemId = value(&pairs, "item")
            .parse()
            .map_err(|_| ServiceError::invalid("item", "还没有选择事项", "请先选择这个词说的是哪个事项"))?;
        let alias = value(&pairs, "alias");
        web.services
            .add_alias(&session, &item, alias, value(&pairs, "words"))
            .await?;
        Ok(format!("已加为别名，现在搜“{}”就能找到。", alias.trim()))
    };
    match done.await {
        Ok(words) => go_with(
            &here,
            &Flash {
                notice: Some(words),
                ..Flash::default()
            },
        ),
        Err(ServiceError::NotSignedIn) => sign_in("/desk/sign-in", &here, pairs),
        Err(error) => back(&here, &error, "", pairs),
    }
}
