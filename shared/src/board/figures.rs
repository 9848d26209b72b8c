//! The figures of one town, as counted.

use serde::{Deserialize, Serialize};

use super::Counts;
use crate::place::DivisionCode;
use crate::time::Date;

/// A town on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownProgress {
    pub town: DivisionCode,
    pub name: String,
    /// When it joined the platform.
    pub joined_on: Option<Date>,
    pub figures: Counts,
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
