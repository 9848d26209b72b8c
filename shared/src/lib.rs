//! The domain: items, guides, forms, cases, clocks and who may do what. No I/O, no clock, no async.

pub mod problem;
