//! One binary, `jinban`: HTTP, storage, jobs and the command line. The only crate that does I/O.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)
)]

pub mod city;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod jobs;
pub mod outbound;
mod qr;
pub mod random;
pub mod search;
pub mod secrets;
pub mod services;
pub mod store;
pub mod web;
