//! What every request passes through.

mod assets;
mod guards;
mod pages;
mod session;
