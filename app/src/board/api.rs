//! What the board's pages ask.

use leptos::prelude::*;

use crate::backend::ServiceError;
use crate::backend::board::{BoardView, TownBoard};

/// The city and its towns.
#[server(prefix = "/api/fn", endpoint = "board", input = leptos::server_fn::codec::GetUrl)]
pub async fn read_board() -> Result<BoardView, ServiceError> {
    let board = use_context::<std::sync::Arc<dyn crate::backend::Board>>().ok_or(ServiceError::Unavailable)?;
    board.overview().await
}

/// One town with a page of its items.
#[server(prefix = "/api/fn", endpoint = "town-board", input = leptos::server_fn::codec::GetUrl)]
pub async fn read_town(town: String, page: u32) -> Result<TownBoard, ServiceError> {
    let board = use_context::<std::sync::Arc<dyn crate::backend::Board>>().ok_or(ServiceError::Unavailable)?;
    board.town(&town, page).await
}
