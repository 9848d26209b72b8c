//! What every request passes through.

mod api;
mod apply;
mod assets;
mod desk;
mod guards;
mod lists;
mod pages;
mod session;
mod standards;
