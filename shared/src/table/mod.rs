//! Lists that are kept row by row: columns that say what is typed, and what was typed.

mod column;
mod typed;

pub use column::{Column, Difference, Pick, Shape, differences};
pub use typed::Typed;
pub(crate) use typed::{Reading, department_name, short};
