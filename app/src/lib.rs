//! The pages, the design system, the server functions and the ports they call.

pub mod backend;
