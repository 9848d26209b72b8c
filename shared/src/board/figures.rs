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
