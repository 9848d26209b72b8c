//! The plain form that adds an alias.

use app::backend::ServiceError;
use app::backend::searches::Searches as _;
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use shared::catalogue::ItemId;

use super::posted::Posted;
use super::{Web, pages};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/desk/searches", post(add_alias).get(pages::page))
}

async fn add_alias(posted: Posted) -> Response {
    let page: u32 = posted.value("page").parse().unwrap_or(1);
    let done = async {
        let item: ItemId = posted
            .value("item")
            .parse()
            .map_err(|_| ServiceError::invalid("item", "还没有选择事项", "请先选择这个词说的是哪个事项"))?;
        let (alias, words) = (posted.value("alias"), posted.value("words"));
        posted
            .services()
            .add_alias(&posted.session, &item, alias, words)
            .await?;
        Ok(format!("已加为别名，现在搜“{}”就能找到。", alias.trim()))
    };
    posted.told(&format!("/desk/searches?page={page}"), done.await)
}
