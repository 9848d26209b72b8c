//! The public board: what is counted, how, and against which dates.

mod figures;
mod indicator;
mod milestone;

pub use figures::{Tile, TownFigures, TownProgress};
pub use indicator::{Figure, INDICATORS, Indicator, IndicatorId, Unit};
pub use milestone::{Milestone, MilestoneId, MilestoneIdError, Reached, Standing};
