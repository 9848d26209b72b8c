//! The case as the law has it. Each story is one sentence of the law or of the plan.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says so loudly when it is wrong"
)]

mod clocks;
mod counted;
mod decision;
mod golden;
mod hands;
mod intake;
mod letter;
mod number;
mod properties;
mod record;
mod reminder;
mod told;
mod world;
