//! Appointment slots: 周一 9:00–11:00 每 30 分钟 2 个号, one line each.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Hours;
use crate::problem::Explain;

const MAX_LINES: usize = 20;

/// At these times, every so many minutes, so many people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub hours: Hours,
    pub minutes: u16,
    pub seats: u16,
}

/// All slots of a site; empty when nobody can be appointed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slots(Vec<Slot>);

/// What keeps a text from being slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub enum SlotError {
    Unreadable,
    Minutes,
    Seats,
    Odd,
    TooMany,
}

impl Explain for SlotError {
    fn what(&self) -> &'static str {
        match self {
            Self::Unreadable => "看不懂这个预约时段",
            Self::Minutes => "每个号应为 5 至 240 分钟",
            Self::Seats => "每次应有 1 至 200 个号",
            Self::Odd => "时段不够一个号，或除不尽",
            Self::TooMany => "预约时段最多 20 行",
        }
    }
    fn fix(&self) -> &'static str {
        match self {
            Self::Odd => "请让时段正好分成整数个号，例如两小时每 30 分钟一次",
            _ => "每行写成“周一 9:00–11:00 每 30 分钟 2 个号”这样",
        }
    }
}

impl Slot {
    /// How many people a week can be appointed.
    #[must_use]
    pub fn seats_a_week(&self) -> u32 {
        let minutes: u32 = self
            .hours
            .week()
            .iter()
            .flatten()
            .map(|span| u32::from(span.minutes()))
            .sum();
        minutes / u32::from(self.minutes.max(1)) * u32::from(self.seats)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 每 {} 分钟 {} 个号", self.hours, self.minutes, self.seats)
    }
}

impl FromStr for Slot {
    type Err = SlotError;
    fn from_str(text: &str) -> Result<Self, SlotError> {
        let (hours, rest) = text.rsplit_once('每').ok_or(SlotError::Unreadable)?;
        let rest = crate::text::plain(rest);
        let (minutes, seats) = rest.split_once("分钟").ok_or(SlotError::Unreadable)?;
        let seats = seats.trim_end_matches(['个', '号', '人', '位']);
        let hours: Hours = hours.parse().map_err(|_| SlotError::Unreadable)?;
        let minutes: u16 = minutes.parse().map_err(|_| SlotError::Unreadable)?;
        let seats: u16 = seats.parse().map_err(|_| SlotError::Unreadable)?;
        if !(5..=240).contains(&minutes) {
            return Err(SlotError::Minutes);
        }
        if !(1..=200).contains(&seats) {
            return Err(SlotError::Seats);
        }
        if hours.week().iter().flatten().any(|span| span.minutes() % minutes != 0) {
            return Err(SlotError::Odd);
        }
        Ok(Self { hours, minutes, seats })
    }
}

impl Slots {
    #[must_use]
    pub fn lines(&self) -> &[Slot] {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What of them lies where the hall is closed.
    #[must_use]
    pub fn outside(&self, hall: &Hours) -> Option<Hours> {
        self.0.iter().find_map(|slot| slot.hours.outside(hall))
    }
}

impl fmt::Display for Slots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl FromStr for Slots {
    type Err = SlotError;
    fn from_str(text: &str) -> Result<Self, SlotError> {
        let lines: Vec<Slot> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        if lines.len() > MAX_LINES {
            return Err(SlotError::TooMany);
        }
        Ok(Self(lines))
    }
}
