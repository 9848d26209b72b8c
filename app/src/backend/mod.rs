//! What the pages ask of the server: one port per vertical, and what goes over the wire.

mod error;

pub use error::ServiceError;
