//! The rough map of towns.

use serde::{Deserialize, Serialize};

use super::DivisionCode;

/// Where a town stands on the tile map: rough geographic places on a grid, columns from west to east, rows from north
/// to south.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    pub town: DivisionCode,
    pub column: u8,
    pub row: u8,
}
