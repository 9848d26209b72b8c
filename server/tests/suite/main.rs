//! The contract suite: every story runs on SQLite and on a PostgreSQL started for this process. One binary, so that
//! the server is linked once.
//!
//! `JINBAN_TEST_POSTGRES=off` leaves PostgreSQL out (for a quick check); otherwise a missing one fails loudly.

#[macro_use]
mod harness;

mod outbox;
mod store;
