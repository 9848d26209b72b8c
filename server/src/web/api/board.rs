//! The board's figures, with both numbers behind every share.

use app::backend::Board as _;
use app::backend::board::TownRow;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use shared::board::{INDICATORS, TownFigures};
use utoipa::ToSchema;

use super::Problem;
use crate::web::Web;

/// The city and its towns.
#[derive(Serialize, ToSchema)]
pub(super) struct Board {
    city: String,
    /// When it was counted, UTC.
    at: String,
    indicators: Vec<Definition>,
    total: Vec<Value>,
    places: Vec<Place>,
}

/// What an indicator counts (口径).
#[derive(Serialize, ToSchema)]
pub(super) struct Definition {
    code: &'static str,
    name: &'static str,
    definition: &'static str,
    numerator: &'static str,
    denominator: Option<&'static str>,
    unit: &'static str,
}

/// A town, or the city's own centre.
#[derive(Serialize, ToSchema)]
pub(super) struct Place {
    /// Twelve digits.
    code: String,
    name: String,
    /// ISO date; none: not yet.
    joined_on: Option<String>,
    values: Vec<Value>,
}

/// An indicator's value as counted; shares are left to the reader's own division.
#[derive(Serialize, ToSchema)]
pub(super) struct Value {
    indicator: &'static str,
    numerator: i64,
    denominator: Option<i64>,
}

fn values(figures: &TownFigures) -> Vec<Value> {
    INDICATORS
        .iter()
        .map(|indicator| {
            let figure = indicator.id.figure(figures);
            Value {
                indicator: indicator.code,
                numerator: figure.numerator,
                denominator: figure.denominator,
            }
        })
        .collect()
}

fn place(row: TownRow) -> Place {
    Place {
        values: values(&row.progress.figures),
        code: row.progress.town.to_string(),
        name: row.progress.name,
        joined_on: row.progress.joined_on.map(|on| on.to_string()),
    }
}

/// The public figures of the city and its towns.
#[utoipa::path(get, path = "/api/v1/board", tag = "board", responses((status = 200, body = Board)))]
pub(super) async fn board(State(web): State<Web>) -> Response {
    let board = match web.services.overview().await {
        Ok(board) => board,
        Err(error) => return Problem::from(&error).into_response(),
    };
    let indicators = INDICATORS.iter().map(|indicator| Definition {
        code: indicator.code,
        name: indicator.name,
        definition: indicator.definition,
        numerator: indicator.numerator,
        denominator: indicator.denominator,
        unit: indicator.unit.words(),
    });
    let body = Board {
        at: board.at.to_string(),
        city: board.city,
        indicators: indicators.collect(),
        total: values(&board.figures),
        places: board.towns.into_iter().chain([board.centre]).map(place).collect(),
    };
    ([(CACHE_CONTROL, "no-cache")], Json(body)).into_response()
}
