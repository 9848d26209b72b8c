//! What every request passes through.

mod api;
mod assets;
mod guards;
mod pages;
mod session;
