//! The public board: what is counted, how, and against which dates.
//!
//! A [`Measure`] says when a case counts, [`Counts`] hold how often it did, an [`Indicator`] makes a figure of them. Both
//! are rows of data: a new figure is a row in each, and nothing else is written for it.

mod bucket;
mod counts;
mod figure;
mod figures;
mod indicator;
mod measure;
mod milestone;
mod scope;

pub use bucket::{Bucket, UnknownBucket, percentile};
pub use counts::Counts;
pub use figure::{Figure, thousands};
pub use figures::TownProgress;
pub use indicator::{Direction, Formula, INDICATORS, Indicator, MONTHLY, Sum, Unit};
pub use measure::{Contribution, Measure, RULES, contribution, difference, month_of};
pub use milestone::{Milestone, MilestoneId, MilestoneIdError, MilestoneStanding, Reached};
pub use scope::{Scope, scopes};
