//! How far ahead a day may lie that somebody typed: nobody plans for the year 9999, a slip of the finger does.

use super::{Date, moved, show_date};
use crate::problem::FieldProblem;

/// The most days ahead of what is planned: the first day of a post, of a closure.
pub const A_YEAR_AHEAD: i32 = 366;

/// The problem of a day typed at `path` that lies more than so many days ahead, with the latest day in it; none of an
/// earlier one. `label` names the day: 开始日期.
#[must_use]
pub fn too_far_ahead(path: &str, label: &str, day: Date, most: i32, today: Date) -> Option<FieldProblem> {
    let last = moved(today, most);
    (day > last).then(|| {
        FieldProblem::new(
            path,
            format!("{label}太晚"),
            format!("请填写 {}或者更早的日期", show_date(last)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_too_far_ahead_is_told_with_the_latest_there_is() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let at = |text: &str| too_far_ahead("from", "开始日期", day(text), A_YEAR_AHEAD, day("2026-11-23"));
        for early in ["2020-01-01", "2026-11-23", "2027-11-24"] {
            assert_eq!(at(early), None, "{early}");
        }
        for late in ["2027-11-25", "2099-01-01", "9999-12-31"] {
            let problem = at(late).unwrap();
            assert_eq!(problem.path, "from");
            assert_eq!(problem.fix, "请填写 2027 年 11 月 24 日或者更早的日期");
        }
    }
}
