//! Texts, numbers and dates.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde_json::Value;

use crate::form::DateBound;
use crate::form::answers::day;
use crate::problem::FieldProblem;
use crate::text::plain;
use crate::time::{moved, show_date};

/// The most days ahead of any day in a form, a hundred years: land is leased for seventy, and 9999 is a slip.
const FARTHEST: i32 = 36_525;

pub(super) fn text(label: &str, path: &str, value: &Value, max: u32) -> Option<FieldProblem> {
    let Some(text) = value.as_str() else {
        return Some(unreadable(label, path));
    };
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Some(FieldProblem::new(
            path,
            format!("“{label}”里有无法识别的字符"),
            "请删除后重新输入",
        ));
    }
    let count = text.trim().chars().count();
    (count > max as usize).then(|| {
        FieldProblem::new(
            path,
            format!("“{label}”写了 {count} 个字，最多 {max} 个字"),
            "请写得简短一些",
        )
    })
}

/// A number that something was given: a card, a meter. Blanks and hyphens are how it is printed.
pub(super) fn digits(label: &str, path: &str, value: &Value, count: &RangeInclusive<usize>) -> Option<FieldProblem> {
    let Some(text) = value.as_str() else {
        return Some(unreadable(label, path));
    };
    let number: String = plain(text).split('-').collect();
    let fits = count.contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    // A leading sign is no part of a number that is printed.
    (!fits || plain(text).starts_with('-')).then(|| {
        FieldProblem::new(
            path,
            format!("“{label}”不对，应为 {} 至 {} 位数字", count.start(), count.end()),
            "请照着卡面或单据上的号码核对，只填数字",
        )
    })
}

pub(super) fn integer(
    label: &str,
    path: &str,
    value: &Value,
    (min, max): (Option<i64>, Option<i64>),
    show: impl Fn(i64) -> String,
) -> Option<FieldProblem> {
    let Some(number) = value.as_i64() else {
        let broken = value.as_str().is_some_and(|text| plain(text).parse::<f64>().is_ok());
        return Some(match broken {
            true => FieldProblem::new(path, format!("“{label}”只填整数"), "小数请四舍五入"),
            false => FieldProblem::new(path, format!("“{label}”应为数字"), "请只填数字，不带文字和单位"),
        });
    };
    if let Some(min) = min.filter(|min| number < *min) {
        return Some(FieldProblem::new(
            path,
            format!("“{label}”不能少于 {}", show(min)),
            "请核对后重新填写",
        ));
    }
    let max = max.filter(|max| number > *max)?;
    Some(FieldProblem::new(
        path,
        format!("“{label}”不能多于 {}", show(max)),
        "请核对后重新填写",
    ))
}

/// 12.50 元 from whole fen.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    if fen.is_multiple_of(100) {
        format!("{sign}{} 元", fen / 100)
    } else {
        format!("{sign}{}.{:02} 元", fen / 100, fen % 100)
    }
}

pub(super) fn date(
    label: &str,
    path: &str,
    value: &Value,
    (min, max): (Option<DateBound>, Option<DateBound>),
    today: Date,
) -> Option<FieldProblem> {
    let Some(date) = value.as_str().and_then(day) else {
        return Some(FieldProblem::new(
            path,
            format!("“{label}”不是一个日期"),
            "请填写年、月、日，如 2026 年 11 月 23 日",
        ));
    };
    if let Some(min) = min.map(|bound| bound.on(today)).filter(|min| date < *min) {
        return Some(FieldProblem::new(
            path,
            format!("“{label}”不能早于 {}", show_date(min)),
            "请核对日期",
        ));
    }
    let farthest = moved(today, FARTHEST);
    let max = max.map_or(farthest, |bound| bound.on(today).min(farthest));
    if date <= max {
        return None;
    }
    let message = if max == today {
        format!("“{label}”不能晚于今天")
    } else {
        format!("“{label}”不能晚于 {}", show_date(max))
    };
    Some(FieldProblem::new(path, message, "请核对日期"))
}

pub(super) fn unreadable(label: &str, path: &str) -> FieldProblem {
    FieldProblem::new(path, format!("“{label}”的内容无法识别"), "请清空后重新填写")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_day_lies_more_than_a_hundred_years_ahead_whatever_the_form_says() {
        let today: Date = "2026-11-23".parse().unwrap();
        let wrong = |text: &str, max| date("有效期至", "until", &text.into(), (None, max), today).is_some();
        let far = Some(DateBound::On("9999-12-31".parse().unwrap()));
        assert!(!wrong("2096-11-23", None) && !wrong("2096-11-23", far));
        assert!(wrong("9999-12-31", None) && wrong("9999-12-31", far));
        assert!(wrong("2026-11-24", Some(DateBound::Today(0))));
    }
}
