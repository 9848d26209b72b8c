//! The board as tables to take away.

use app::backend::board::{BoardView, MonthFigures, TownRow};
use app::backend::{Board as _, ServiceError};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use shared::board::INDICATORS;

use super::table::{attachment, rows};
use super::{Problem, Web};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/board.csv", get(city))
        .route("/board/{town}", get(town))
}

async fn city(State(web): State<Web>, request: Request) -> Response {
    match web.services.overview().await {
        Ok(board) => csv("board.csv", lines_of_city(board)),
        Err(error) => refused(&error, &request),
    }
}

/// A town's page, or with `.csv` its months.
async fn town(State(web): State<Web>, Path(name): Path<String>, request: Request) -> Response {
    let Some(code) = name.strip_suffix(".csv") else {
        return super::pages::page(State(web), request).await;
    };
    match web.services.town(code, 1).await {
        Ok(town) => csv(
            &format!("board-{}.csv", town.row.progress.town),
            lines_of_months(town.months),
        ),
        Err(error) => refused(&error, &request),
    }
}

fn refused(error: &ServiceError, request: &Request) -> Response {
    Problem::from(error).answer(request.headers())
}

fn lines_of_city(board: BoardView) -> impl Iterator<Item = Vec<String>> + Send + 'static {
    let mut head = vec!["镇（街道）".to_owned(), "区划代码".to_owned(), "接入日期".to_owned()];
    for indicator in &INDICATORS {
        head.push(indicator.name.to_owned());
        if let Some(denominator) = indicator.denominator {
            head.push(format!("{}：{}", indicator.name, indicator.numerator));
            head.push(format!("{}：{denominator}", indicator.name));
        }
    }
    let line = |row: TownRow| {
        let progress = row.progress;
        let joined = progress.joined_on.map(|on| on.to_string()).unwrap_or_default();
        let mut line = vec![progress.name, progress.town.to_string(), joined];
        for indicator in &INDICATORS {
            let figure = indicator.id.figure(&progress.figures);
            match figure.denominator {
                None => line.push(figure.numerator.to_string()),
                Some(denominator) => {
                    line.push(figure.permille().map(|_| figure.words()).unwrap_or_default());
                    line.push(figure.numerator.to_string());
                    line.push(denominator.to_string());
                }
            }
        }
        line
    };
    std::iter::once(head).chain(board.towns.into_iter().chain([board.centre]).map(line))
}

fn lines_of_months(months: Vec<MonthFigures>) -> impl Iterator<Item = Vec<String>> + Send + 'static {
    let names = [
        "月份",
        "收件",
        "网上申请",
        "作出决定",
        "按时作出决定",
        "准予",
        "不予受理",
        "逾期未告知视为受理",
    ];
    let line = |month: MonthFigures| {
        let numbers = [
            month.received,
            month.received_online,
            month.decided,
            month.decided_on_time,
            month.granted,
            month.declined,
            month.accepted_by_silence,
        ];
        std::iter::once(month.month)
            .chain(numbers.map(|number| number.to_string()))
            .collect()
    };
    std::iter::once(names.map(str::to_owned).to_vec()).chain(months.into_iter().map(line))
}

/// Sent line by line.
fn csv(name: &str, lines: impl Iterator<Item = Vec<String>> + Send + 'static) -> Response {
    attachment(name, futures::stream::iter(lines.map(|line| rows([line]))))
}
