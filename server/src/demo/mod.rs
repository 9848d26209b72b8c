//! A city of made-up people for showing and trying: staff, residents and their cases, recorded as real ones are.

mod answers;
mod dice;
mod error;
mod fill;
mod people;
mod plan;
mod powers;
mod residents;
mod sample;
mod size;
mod staff;
mod story;
#[cfg(test)]
mod tests;
mod world;

pub use error::DemoError;
pub use fill::{Filled, fill};
pub use size::Size;
pub use staff::PASSWORD;
