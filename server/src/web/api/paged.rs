//! Pages of lists that are in memory, and the end of any list.

use axum::http::StatusCode;
use shared::problem::FieldProblem;

use super::{Problem, Refused};
use crate::store::Paging;

/// The most an answer lists.
pub(super) const MOST: u32 = 200;

/// One page of a list.
pub(super) struct Slice<T> {
    pub page: u32,
    pub pages: u32,
    pub per_page: u32,
    pub total: u32,
    pub rows: Vec<T>,
}

/// The page asked for; of nothing asked, the first.
pub(super) fn slice<T>(all: Vec<T>, page: &str, per_page: &str) -> Result<Slice<T>, Refused> {
    let mut problems = Vec::new();
    let page = number(page, 1, u32::MAX).unwrap_or_else(|| {
        problems.push(FieldProblem::new("page", "页码不对", "页码从 1 开始"));
        1
    });
    let size = number(per_page, MOST, MOST).unwrap_or_else(|| {
        let fix = format!("每页可以有 1 到 {MOST} 条");
        problems.push(FieldProblem::new("per_page", "每页条数不对", fix));
        MOST
    });
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let total = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let pages = Paging::new(1, size).pages(total);
    not_past(page, pages)?;
    let skip = (page - 1).saturating_mul(size) as usize;
    Ok(Slice {
        page,
        pages,
        per_page: size,
        total,
        rows: all.into_iter().skip(skip).take(size as usize).collect(),
    })
}

fn number(text: &str, default: u32, most: u32) -> Option<u32> {
    if text.is_empty() {
        return Some(default);
    }
    text.parse().ok().filter(|number| (1..=most).contains(number))
}

/// A page past the last is told: silence would look like a list that has become empty.
pub(super) fn not_past(page: u32, pages: u32) -> Result<(), Refused> {
    if page <= pages {
        return Ok(());
    }
    let problem = Problem::new(
        StatusCode::NOT_FOUND,
        "/problems/not-found",
        format!("没有第 {page} 页"),
        format!("一共 {pages} 页，请从第 1 页读起"),
    );
    Err(problem.at("page").into())
}
