//! The pages, the design system, the islands and the ports they call.
//!
//! A vertical is a folder: its `mod.rs` names its pages in one `…Routes` component, listed once in `routes`. Pages are
//! compiled for the server; the browser gets `islands` and `wire`, what they say to the server.

// Views are types that nest as deep as the pages they make.
#![recursion_limit = "256"]

pub mod islands;
pub mod wire;

// Pages: made on the server alone.
#[cfg(feature = "ssr")]
mod about;
#[cfg(feature = "ssr")]
mod account;
#[cfg(feature = "ssr")]
pub mod acts;
#[cfg(feature = "ssr")]
mod apply;
#[cfg(feature = "ssr")]
pub mod backend;
#[cfg(feature = "ssr")]
mod board;
#[cfg(feature = "ssr")]
pub mod cookies;
#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
mod files;
#[cfg(feature = "ssr")]
mod find;
#[cfg(feature = "ssr")]
pub mod flash;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
mod letter;
#[cfg(feature = "ssr")]
mod mine;
#[cfg(feature = "ssr")]
mod missing;
#[cfg(feature = "ssr")]
mod offers;
#[cfg(feature = "ssr")]
mod powers;
#[cfg(feature = "ssr")]
pub mod prefs;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
mod searches;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod staff;
#[cfg(feature = "ssr")]
pub mod standards;
#[cfg(feature = "ssr")]
pub mod ui;

#[cfg(feature = "ssr")]
pub use routes::{CitizenApp, StaffApp};
#[cfg(feature = "ssr")]
pub use shell::{citizen_shell, preview_shell, staff_shell, still_shell};

/// Starts the citizens' bundle.
#[cfg(feature = "citizen")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    islands::leaving::watch();
}

/// Starts the staff bundle.
#[cfg(feature = "staff")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    islands::leaving::watch();
    islands::unsaved::watch();
}
