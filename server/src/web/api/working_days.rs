//! Counting working days, as every limit here is counted.

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use shared::problem::FieldProblem;
use shared::time::{Calendar, Date};
use utoipa::{IntoParams, ToSchema};

use super::{Asked, Problem, Refused};
use crate::web::Web;

/// About four years; no limit is longer.
const MOST_DAYS: u32 = 1000;
/// Nobody counts further ahead, and every date stays one that calendars can write.
const LAST_YEAR: i16 = 2100;

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct WorkingDaysAsked {
    /// 从哪一天起算，当天不计入（民法典第 201 条）。写成 2026-02-11 的样子。
    #[param(required = true, format = Date, example = "2026-02-11")]
    from: String,
    /// 多少个工作日，0 到 1000。
    #[param(required = true, value_type = u32, maximum = 1000, example = 5)]
    days: String,
}

/// 算出来的日期。
#[derive(Serialize, ToSchema)]
#[schema(title = "到期日", as = DueDate)]
pub(super) struct DueWire {
    /// 最后一个工作日。
    #[schema(format = Date, example = "2026-02-25")]
    due: String,
    /// 是不是暂定：那一年的放假安排还没有公布，公布后会重新计算。
    #[schema(example = false)]
    provisional: bool,
}

/// The last of so many working days.
#[utoipa::path(
    get,
    path = "/working-days",
    tag = "工作日",
    summary = "推算工作日",
    description = "从某一天起数若干个工作日，是哪一天。法定节假日和调休上班日按国务院办公厅公布的安排。",
    params(WorkingDaysAsked),
    responses(
        (status = 200, description = "到期日", body = DueWire),
        (status = 400, description = "参数不对", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn working_days(
    State(web): State<Web>,
    Asked(asked): Asked<WorkingDaysAsked>,
) -> Result<impl IntoResponse, Refused> {
    let calendar = web.services.calendar().await?;
    let (from, days) = read(&asked, &calendar)?;
    let due = calendar.add_working_days(from, days);
    let body = DueWire {
        due: due.date.to_string(),
        provisional: due.provisional,
    };
    Ok(([(CACHE_CONTROL, "public, max-age=3600")], Json(body)))
}

fn read(asked: &WorkingDaysAsked, calendar: &Calendar) -> Result<(Date, u32), Refused> {
    let mut problems = Vec::new();
    let from = date(&asked.from);
    match from {
        None => problems.push(FieldProblem::new("from", "日期不对", "请写成 2026-02-11 的样子")),
        Some(from) => problems.extend(outside(from, calendar)),
    }
    let days = asked.days.parse::<u32>().ok().filter(|days| *days <= MOST_DAYS);
    if days.is_none() {
        let fix = format!("请写 0 到 {MOST_DAYS} 的整数");
        problems.push(FieldProblem::new("days", "工作日天数不对", fix));
    }
    match from.zip(days) {
        Some(read) if problems.is_empty() => Ok(read),
        _ => Err(problems.into()),
    }
}

/// Only `2026-02-11`: shorter forms of the standard are more often slips than meant.
fn date(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// Before the calendar begins holidays are not known, and a date without them would be wrong without saying so.
fn outside(from: Date, calendar: &Calendar) -> Option<FieldProblem> {
    let first = calendar.begins()?;
    if from < first {
        let message = format!("{} 年以前的放假安排没有收录", first.year());
        return Some(FieldProblem::new("from", message, format!("请写 {first} 或以后的日期")));
    }
    (from.year() > LAST_YEAR).then(|| FieldProblem::new("from", "日期太远", format!("请写 {LAST_YEAR} 年或以前的日期")))
}
