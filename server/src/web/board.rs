//! The board as tables to take away.

use app::backend::board::{BoardView, MonthFigures, TownRow};
use app::backend::{Board as _, ServiceError};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use shared::board::{Figure, Formula, INDICATORS, MONTHLY};

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
    for indicator in INDICATORS {
        head.push(indicator.name.to_owned());
        if !matches!(indicator.formula, Formula::Count(_)) {
            head.push(format!("{}：{}", indicator.name, indicator.numerator().words));
        }
        if let Some(whole) = indicator.denominator() {
            head.push(format!("{}：{}", indicator.name, whole.words));
        }
    }
    let line = |row: TownRow| {
        let progress = row.progress;
        let joined = progress.joined_on.map(|on| on.to_string()).unwrap_or_default();
        let mut line = vec![progress.name, progress.town.to_string(), joined];
        for indicator in INDICATORS {
            let figure = indicator.figure(&progress.figures);
            // A share or a duration only where it can be told, and the numbers behind it always.
            if !matches!(figure, Figure::Count(_)) {
                line.push(figure.rank().map(|_| figure.words()).unwrap_or_default());
            }
            line.push(figure.numerator().to_string());
            line.extend(figure.denominator().map(|whole| whole.to_string()));
        }
        line
    };
    std::iter::once(head).chain(board.towns.into_iter().chain([board.centre]).map(line))
}

fn lines_of_months(months: Vec<MonthFigures>) -> impl Iterator<Item = Vec<String>> + Send + 'static {
    let head = std::iter::once("月份").chain(MONTHLY.iter().map(|(name, _)| *name));
    let line = |month: MonthFigures| {
        let numbers = MONTHLY.iter().map(|(_, measure)| month.counts.of(*measure).to_string());
        std::iter::once(month.month.clone()).chain(numbers).collect()
    };
    std::iter::once(head.map(str::to_owned).collect()).chain(months.into_iter().map(line))
}

/// Sent line by line.
fn csv(name: &str, lines: impl Iterator<Item = Vec<String>> + Send + 'static) -> Response {
    attachment(name, futures::stream::iter(lines.map(|line| rows([line]))))
}
