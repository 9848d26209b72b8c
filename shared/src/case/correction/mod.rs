//! The correction (行政许可法 §32): everything that is missing is told once, in one letter, and answered by a change.

mod ask;
mod letter;
mod papers;
mod reasons;
mod unchanged;

pub use ask::{Askable, askables, asked, compose, demand_words, is_askable, mark_shared};
pub use letter::{Letter, LetterLine};
pub use papers::{OTHER_PAPERS, OTHER_PAPERS_LABEL, other_papers};
pub use reasons::{Reason, reasons};
pub use unchanged::{Kept, unchanged};
