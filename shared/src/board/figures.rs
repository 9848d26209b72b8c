//! The figures of one town, as counted.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

use crate::place::DivisionCode;
use crate::time::Date;

/// What the counters of a town, or their sum, say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownFigures {
    /// Items it takes on or collects for.
    pub items_published: i64,
    /// Over all its guides.
    pub elements_required: i64,
    pub elements_filled: i64,
    /// Filled and confirmed.
    pub elements_confirmed: i64,
    /// Cases received, without tests and withdrawn ones.
    pub received: i64,
    pub received_online: i64,
    pub decided: i64,
    pub decided_on_time: i64,
}

/// A town on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownProgress {
    pub town: DivisionCode,
    pub name: String,
    /// When it joined the platform.
    pub joined_on: Option<Date>,
    pub figures: TownFigures,
}

/// Where a town stands on the tile map: rough geographic places on a grid, columns from west to east, rows from north
/// to south.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    pub town: DivisionCode,
    pub column: u8,
    pub row: u8,
}

impl Add for TownFigures {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            items_published: self.items_published.saturating_add(other.items_published),
            elements_required: self.elements_required.saturating_add(other.elements_required),
            elements_filled: self.elements_filled.saturating_add(other.elements_filled),
            elements_confirmed: self.elements_confirmed.saturating_add(other.elements_confirmed),
            received: self.received.saturating_add(other.received),
            received_online: self.received_online.saturating_add(other.received_online),
            decided: self.decided.saturating_add(other.decided),
            decided_on_time: self.decided_on_time.saturating_add(other.decided_on_time),
        }
    }
}

impl Sum for TownFigures {
    fn sum<I: Iterator<Item = Self>>(towns: I) -> Self {
        towns.fold(Self::default(), Add::add)
    }
}
