//! The parts of the design system that islands are made of too.

mod empty;
mod field;
mod tag;

pub use empty::EmptyState;
pub use field::{FieldFrame, described_by, error_id, hint_id, input_id, problem_at};
pub use tag::{Mark, Tag, Unconfirmed};
