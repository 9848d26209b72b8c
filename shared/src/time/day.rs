//! Dates as answers, forms and the browser keep them: `2026-11-23`, and no other way of writing one. jiff reads every
//! way of writing an instant and explains each slip; in the browser that alone would be a tenth of what it loads.

use jiff::Span;
use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(#[serde(with = "self")] pub Date);

/// The date a text is; none when it is none.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('-');
    let mut number = |length: usize| {
        let part = parts.next()?;
        let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The date so many days later or earlier, at most two hundred years.
#[must_use]
pub fn moved(date: Date, days: i32) -> Date {
    let span = Span::new().try_days(days.clamp(-73_000, 73_000));
    span.map_or(date, |span| date.saturating_add(span))
}

/// For `#[serde(with)]`.
pub fn serialize<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
    date.serialize(to)
}

/// For `#[serde(with)]`.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let text = String::deserialize(from)?;
    parse(&text).ok_or_else(|| D::Error::custom("日期应为 2026-11-23 这样的写法"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_of_writing_a_date_is_read() {
        let date = jiff::civil::date(2026, 11, 23);
        assert_eq!(parse("2026-11-23"), Some(date));
        assert_eq!(parse(" 2026-11-23 "), Some(date));
        let others = [
            "20261123",
            "2026-W48-1",
            "2026-11-23T08:00",
            "2026-2-3",
            "2026-02-30",
            "2026-13-01",
            "+026-11-23",
            "",
            "2026-11-23-",
            "二〇二六",
        ];
        for other in others {
            assert_eq!(parse(other), None, "{other}");
        }
    }

    #[test]
    fn it_is_written_as_it_is_read() {
        let day = Day(jiff::civil::date(1950, 1, 2));
        let text = serde_json::to_string(&day).unwrap();
        assert_eq!(text, "\"1950-01-02\"");
        assert_eq!(serde_json::from_str::<Day>(&text).unwrap(), day);
        assert!(serde_json::from_str::<Day>("\"1950-1-2\"").is_err());
    }

    #[test]
    fn a_date_moves_by_days_and_stops_at_the_edge_of_time() {
        let date = jiff::civil::date(2024, 2, 28);
        assert_eq!(moved(date, 1).to_string(), "2024-02-29");
        assert_eq!(moved(date, -28).to_string(), "2024-01-31");
        assert_eq!(moved(Date::MAX, i32::MAX), Date::MAX);
    }
}
