//! A city of made-up people for showing and trying: staff, residents and their cases, recorded as real ones are.

mod answers;
mod dice;
mod fill;
mod people;
mod plan;
mod powers;
mod residents;
mod sample;
mod staff;
mod story;
#[cfg(test)]
mod tests;
mod world;

pub use fill::{DemoError, Filled, Size, fill};
pub use staff::PASSWORD;
