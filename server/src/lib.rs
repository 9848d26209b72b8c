//! One binary, `jinban`: HTTP, storage, jobs and the command line. The only crate that does I/O.

pub mod clock;
pub mod config;
pub mod random;
pub mod secrets;
pub mod store;
