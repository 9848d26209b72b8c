//! The contract suite: every story runs on SQLite and on a PostgreSQL started for this process. One binary, so that
//! the server is linked once.
//!
//! `JINBAN_TEST_POSTGRES=off` leaves PostgreSQL out (for a quick check); otherwise a missing one fails loudly.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may fail by panicking; clippy.toml allows it only inside #[test] functions"
)]

#[macro_use]
mod harness;

mod accounts;
mod cases;
mod changes;
mod city;
mod city_forms;
mod cli;
mod corrections;
mod counts;
mod cuts;
mod demo;
mod designs;
mod desk;
mod desk_hands;
mod desk_lists;
mod devices;
mod drafts;
mod files;
mod golden;
mod http;
mod inputs;
mod jobs;
mod kills;
mod mandates;
mod masking;
mod offers;
mod outbox;
mod plans;
mod planted;
mod posts;
mod powers;
mod queue;
mod roles;
mod searches;
mod services;
mod staff;
mod standards;
mod standards_together;
mod store;
mod truth;
mod verify;
mod walk;
mod workbooks;
