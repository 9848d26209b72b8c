//! The board's figures, with both numbers behind every share.

use app::backend::Board as _;
use app::backend::board::TownRow;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde::Serialize;
use shared::board::{Bucket, Counts, INDICATORS};
use shared::time::local_date;
use utoipa::ToSchema;

use super::Refused;
use crate::web::Web;

/// 全市和各镇（街道）的进展。
#[derive(Serialize, ToSchema)]
#[schema(title = "进展", as = Board)]
pub(super) struct BoardWire {
    /// 城市。
    #[schema(example = "晋江市")]
    city: String,
    /// 哪一天的数字。
    #[schema(format = Date, example = "2026-11-23")]
    date: String,
    /// 每个数字的口径。
    indicators: Vec<Definition>,
    /// 全市合计。
    total: Vec<FigureWire>,
    /// 各镇（街道），最后是市行政服务中心。
    places: Vec<PlaceWire>,
}

/// 一个数字数什么、不数什么。
#[derive(Serialize, ToSchema)]
#[schema(title = "口径")]
pub(super) struct Definition {
    /// 代号。
    #[schema(example = "online-share")]
    code: &'static str,
    /// 名称。
    #[schema(example = "网上申请占比")]
    name: &'static str,
    /// 口径。
    definition: &'static str,
    /// 数的是什么；占比的，分子是什么。
    numerator: &'static str,
    /// 分母是什么；不是占比的没有。
    denominator: Option<&'static str>,
    /// 单位：`items` 项，`cases` 件，`percent` 百分比，`working_days` 工作日。
    #[schema(example = "percent")]
    unit: &'static str,
    /// 怎样算好：`more` 越多越好，`less` 越少越好，`neither` 只说多少，不说好坏。
    #[schema(example = "more")]
    better: &'static str,
    /// 少于这么多件，不给占比和用时，只给件数。
    #[schema(example = 1)]
    minimum: i64,
}

/// 镇（街道），或市行政服务中心。
#[derive(Serialize, ToSchema)]
#[schema(title = "一个镇（街道）的进展", as = BoardPlace)]
pub(super) struct PlaceWire {
    /// 区划代码，12 位。
    #[schema(example = "350582105000")]
    code: String,
    /// 名称。
    #[schema(example = "深沪镇")]
    name: String,
    /// 接入平台的日期；还没有接入的没有。
    #[schema(format = Date, example = "2020-11-10")]
    joined_on: Option<String>,
    /// 数字，顺序和口径一样。
    values: Vec<FigureWire>,
}

/// 数出来的数字。占比的分子、分母，用时的每一档件数都在，谁都可以再算一遍。
#[derive(Serialize, ToSchema)]
#[schema(title = "数字", as = Figure)]
pub(super) struct FigureWire {
    /// 口径的代号。
    #[schema(example = "online-share")]
    indicator: &'static str,
    /// 分子，或数出来的数；用时的，是参加统计的件数。
    numerator: i64,
    /// 分母；不是占比的没有。
    denominator: Option<i64>,
    /// 占比，千分之几，四舍五入；分母太少或不是占比的没有。
    permille: Option<i64>,
    /// 用时落在哪一档；件数太少或不是用时的没有。
    days: Option<DaysWire>,
    /// 用时的每一档各有多少件，从短到长；不是用时的没有。
    durations: Vec<DurationWire>,
}

/// 用时的一档，首尾都算在内。
#[derive(Serialize, ToSchema)]
#[schema(title = "用时的一档", as = Days)]
pub(super) struct DaysWire {
    /// 至少几个工作日。
    #[schema(example = 3)]
    from: u16,
    /// 至多几个工作日；最长的一档没有。
    #[schema(example = 3)]
    to: Option<u16>,
}

/// 用时在一档里的件数。
#[derive(Serialize, ToSchema)]
#[schema(title = "一档的件数", as = Duration)]
pub(super) struct DurationWire {
    /// 哪一档。
    days: DaysWire,
    /// 多少件。
    #[schema(example = 12)]
    cases: i64,
}

fn days(bucket: Bucket) -> DaysWire {
    DaysWire {
        from: bucket.first(),
        to: bucket.last(),
    }
}

fn values(counts: &Counts) -> Vec<FigureWire> {
    INDICATORS
        .iter()
        .map(|indicator| {
            let figure = indicator.figure(counts);
            let durations = indicator.durations(counts).into_iter();
            FigureWire {
                indicator: indicator.code,
                numerator: figure.numerator(),
                denominator: figure.denominator(),
                permille: figure.permille(),
                days: figure.days().map(days),
                durations: durations
                    .map(|(bucket, cases)| DurationWire {
                        days: days(bucket),
                        cases,
                    })
                    .collect(),
            }
        })
        .collect()
}

fn place(row: TownRow) -> PlaceWire {
    PlaceWire {
        values: values(&row.progress.figures),
        code: row.progress.town.to_string(),
        name: row.progress.name,
        joined_on: row.progress.joined_on.map(|on| on.to_string()),
    }
}

/// The public figures of the city and its towns. The day and no time of day: what has not changed is the same answer.
#[utoipa::path(
    get,
    path = "/board",
    tag = "进展",
    summary = "进展",
    description = "19 个镇（街道）和市行政服务中心的公开数字，每个数字都有口径，占比同时给出分子和分母。",
    responses((status = 200, description = "进展", body = BoardWire))
)]
pub(super) async fn board(State(web): State<Web>) -> Result<impl IntoResponse, Refused> {
    let board = web.services.overview().await?;
    let indicators = INDICATORS.iter().map(|indicator| Definition {
        code: indicator.code,
        name: indicator.name,
        definition: indicator.definition,
        numerator: indicator.numerator().words,
        denominator: indicator.denominator().map(|whole| whole.words),
        unit: indicator.unit.as_str(),
        better: indicator.better.as_str(),
        minimum: indicator.minimum,
    });
    let body = BoardWire {
        date: local_date(board.at).to_string(),
        city: board.city,
        indicators: indicators.collect(),
        total: values(&board.figures),
        places: board.towns.into_iter().chain([board.centre]).map(place).collect(),
    };
    Ok(([(CACHE_CONTROL, "no-cache")], Json(body)))
}
