//! Opening hours: read from what offices write, kept as spans of each weekday, printed as plain text again.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Closure;
use crate::problem::Explain;
use crate::time::{Calendar, Date, DayKind};

const DAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

/// From one minute of the day to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub(super) from: u16,
    pub(super) to: u16,
}

impl Span {
    /// In minutes since midnight; none when it does not run forward within a day.
    #[must_use]
    pub const fn new(from: u16, to: u16) -> Option<Self> {
        if from < to && to <= 24 * 60 {
            Some(Self { from, to })
        } else {
            None
        }
    }

    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.to - self.from
    }

    /// Whether this minute of the day lies in it.
    #[must_use]
    pub const fn covers(self, minute: u16) -> bool {
        self.from <= minute && minute < self.to
    }

    /// Whether it begins later than this minute of the day.
    #[must_use]
    pub const fn is_after(self, minute: u16) -> bool {
        minute < self.from
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from, self.to);
        write!(f, "{}:{:02}–{}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

/// When a site is open, week by week. On announced holidays it is closed unless it says otherwise; on a weekend that
/// offices work it keeps Monday's hours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    /// From Monday; spans in order, none overlapping.
    week: [Vec<Span>; 7],
    holidays: bool,
}

/// What keeps a text from being hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub enum HoursError {
    Unreadable,
    NoDays,
    NoTimes,
    WrongTime,
    Overlap,
}

impl Explain for HoursError {
    fn what(&self) -> &'static str {
        match self {
            Self::Unreadable => "看不懂这个时间",
            Self::NoDays => "没有写明星期几",
            Self::NoTimes => "没有写明几点到几点",
            Self::WrongTime => "时间不对，开始要早于结束，一天到 24:00 为止",
            Self::Overlap => "同一天的时间有重叠",
        }
    }
    fn fix(&self) -> &'static str {
        "请写成“周一至周五 8:00–12:00 14:30–17:30；周六 9:00–12:00”这样"
    }
}

/// How a site stands on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenDay<'a> {
    Open(&'a [Span]),
    /// Its hours name no time on that weekday.
    Rest,
    /// An announced holiday.
    Holiday,
    Closed(&'a Closure),
}

impl Hours {
    /// From spans by weekday, Monday first.
    ///
    /// # Errors
    /// Nothing at all, or spans that overlap.
    pub fn new(mut week: [Vec<Span>; 7], holidays: bool) -> Result<Self, HoursError> {
        for spans in &mut week {
            spans.sort_unstable();
            if spans
                .iter()
                .zip(spans.iter().skip(1))
                .any(|(first, next)| next.from < first.to)
            {
                return Err(HoursError::Overlap);
            }
        }
        if week.iter().all(Vec::is_empty) {
            return Err(HoursError::NoTimes);
        }
        Ok(Self { week, holidays })
    }

    /// By weekday, Monday first.
    #[must_use]
    pub const fn week(&self) -> &[Vec<Span>; 7] {
        &self.week
    }

    /// Whether and when it is open on a day.
    #[must_use]
    pub fn open_on<'a>(&'a self, day: Date, calendar: &Calendar, closures: &'a [Closure]) -> OpenDay<'a> {
        if let Some(closure) = closures.iter().find(|closure| closure.covers(day)) {
            return OpenDay::Closed(closure);
        }
        let kind = calendar.kind(day);
        if kind == Some(DayKind::Holiday) && !self.holidays {
            return OpenDay::Holiday;
        }
        let [monday, ..] = &self.week;
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        let spans = match self.week.get(weekday) {
            Some(spans) if !spans.is_empty() => spans,
            _ if kind == Some(DayKind::MakeupWorkday) => monday,
            _ => return OpenDay::Rest,
        };
        if spans.is_empty() {
            OpenDay::Rest
        } else {
            OpenDay::Open(spans)
        }
    }

    /// What of these hours lies where the hall is not open; none when all of it lies within.
    #[must_use]
    pub fn outside(&self, hall: &Self) -> Option<Self> {
        let mut week: [Vec<Span>; 7] = Default::default();
        for ((left, mine), theirs) in week.iter_mut().zip(&self.week).zip(&hall.week) {
            for span in mine {
                left.extend(without(*span, theirs));
            }
        }
        Self::new(week, false).ok()
    }
}

/// What of a span no other covers; `others` are in order.
fn without(span: Span, others: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut from = span.from;
    for other in others {
        left.extend(Span::new(from, span.to.min(other.from)));
        from = from.max(other.to);
    }
    left.extend(Span::new(from, span.to));
    left
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        let mut done = [false; 7];
        for (at, spans) in self.week.iter().enumerate() {
            if spans.is_empty() || done.get(at) == Some(&true) {
                continue;
            }
            let same: Vec<usize> = (at..7).filter(|other| self.week.get(*other) == Some(spans)).collect();
            for (day, seen) in done.iter_mut().enumerate() {
                *seen |= same.contains(&day);
            }
            let spans: Vec<String> = spans.iter().map(ToString::to_string).collect();
            parts.push(format!("{} {}", days_in_words(&same), spans.join(" ")));
        }
        if self.holidays {
            parts.push("节假日照常".to_owned());
        }
        f.write_str(&parts.join("；"))
    }
}

/// 周一至周五、周日
fn days_in_words(days: &[usize]) -> String {
    let name = |day: usize| format!("周{}", DAYS.get(day).copied().unwrap_or('日'));
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let words: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => name(first),
            1 => format!("{}、{}", name(first), name(last)),
            _ => format!("{}至{}", name(first), name(last)),
        })
        .collect();
    words.join("、")
}

/// A word of hours as written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Day(usize),
    To,
    Time(u16),
    /// 下午: hours below 12 mean the second half of the day.
    Afternoon,
    Morning,
}

/// The words of one part; what offices write in several ways becomes one.
fn words(part: &str) -> Result<Vec<Word>, HoursError> {
    let part = part
        .replace("星期", "周")
        .replace("工作日", "周一至周五")
        .replace("每天", "周一至周日")
        .replace("每日", "周一至周日");
    let mut words = Vec::new();
    let mut rest = part.chars().peekable();
    while let Some(c) = rest.next() {
        let day = DAYS.iter().position(|day| *day == c).or((c == '天').then_some(6));
        match c {
            '周' | '、' | ',' | '，' | ' ' | ':' => {}
            '-' | '~' | '～' | '至' | '到' | '\u{2010}'..='\u{2015}' => words.push(Word::To),
            '上' | '早' if rest.next_if(|c| matches!(c, '午' | '上')).is_some() => words.push(Word::Morning),
            '下' | '晚' if rest.next_if(|c| matches!(c, '午' | '上')).is_some() => words.push(Word::Afternoon),
            _ if day.is_some() => words.extend(day.map(Word::Day)),
            '0'..='9' => {
                let mut number = |first: u32| {
                    let mut value = first;
                    while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                        value = (value * 10 + digit).min(9999);
                        rest.next();
                    }
                    value
                };
                let hour = number(c.to_digit(10).unwrap_or_default());
                let minute = match rest.next_if(|c| matches!(c, ':' | '：' | '点' | '时')) {
                    Some(':' | '：') => match rest.next().and_then(|c| c.to_digit(10)) {
                        Some(first) => {
                            let second = rest.next_if(char::is_ascii_digit).and_then(|c| c.to_digit(10));
                            first * 10 + second.ok_or(HoursError::Unreadable)?
                        }
                        None => return Err(HoursError::Unreadable),
                    },
                    Some(_) if rest.next_if_eq(&'半').is_some() => 30,
                    Some(_) => 0,
                    None => return Err(HoursError::Unreadable),
                };
                if hour > 24 || minute > 59 {
                    return Err(HoursError::WrongTime);
                }
                words.push(Word::Time(u16::try_from(hour * 60 + minute).unwrap_or(u16::MAX)));
            }
            _ => return Err(HoursError::Unreadable),
        }
    }
    Ok(words)
}

/// Full-width digits and signs become plain ones; white space of any kind one blank.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !crate::text::is_invisible(*c))
        .map(|c| match u32::from(c) {
            _ if c.is_whitespace() && c != '\n' => ' ',
            0xFF10..=0xFF19 | 0xFF1A | 0xFF0D => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Adds what one part says to the week.
fn take(part: &str, week: &mut [Vec<Span>; 7]) -> Result<(), HoursError> {
    let mut days: Vec<usize> = Vec::new();
    let mut timed = false;
    let mut afternoon = false;
    let mut words = words(part)?.into_iter().peekable();
    while let Some(word) = words.next() {
        match word {
            Word::Day(first) => {
                // Days after times begin anew: 周一 8:00–12:00 周六 9:00–12:00.
                if std::mem::take(&mut timed) {
                    days.clear();
                    afternoon = false;
                }
                let last = match words.next_if_eq(&Word::To) {
                    Some(_) => match words.next() {
                        Some(Word::Day(last)) => last,
                        _ => return Err(HoursError::Unreadable),
                    },
                    None => first,
                };
                let run = (last + 7 - first) % 7;
                days.extend((0..=run).map(|on| (first + on) % 7));
            }
            Word::Time(from) => {
                words.next_if_eq(&Word::To).ok_or(HoursError::NoTimes)?;
                let mut late = afternoon;
                if let Some(Word::Afternoon) = words.next_if_eq(&Word::Afternoon) {
                    late = true;
                }
                let Some(Word::Time(to)) = words.next() else {
                    return Err(HoursError::NoTimes);
                };
                let shifted = |time: u16, late: bool| if late && time < 12 * 60 { time + 12 * 60 } else { time };
                let span = Span::new(shifted(from, afternoon), shifted(to, late)).ok_or(HoursError::WrongTime)?;
                if days.is_empty() {
                    return Err(HoursError::NoDays);
                }
                timed = true;
                for (at, spans) in week.iter_mut().enumerate() {
                    if days.contains(&at) {
                        spans.push(span);
                    }
                }
            }
            Word::Morning => afternoon = false,
            Word::Afternoon => afternoon = true,
            Word::To => return Err(HoursError::Unreadable),
        }
    }
    if timed { Ok(()) } else { Err(HoursError::NoTimes) }
}

impl FromStr for Hours {
    type Err = HoursError;
    fn from_str(text: &str) -> Result<Self, HoursError> {
        let text = plain(text);
        let mut week: [Vec<Span>; 7] = Default::default();
        let mut holidays = false;
        for part in text.split(['；', ';', '\n', '。', '（', '）', '(', ')']) {
            let part = part.trim();
            match part.trim_start_matches("法定") {
                "" | "节假日除外" | "节假日休息" | "节假日不开" => {}
                "节假日照常" | "节假日不休" => holidays = true,
                part => take(part, &mut week)?,
            }
        }
        Self::new(week, holidays)
    }
}

impl TryFrom<String> for Hours {
    type Error = HoursError;
    fn try_from(text: String) -> Result<Self, HoursError> {
        text.parse()
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.to_string()
    }
}
