//! The pages, the design system, the server functions and the ports they call.
//!
//! A vertical is a folder: its `mod.rs` names its pages in one `…Routes` component, listed here once.

// Views are types that nest as deep as the pages they make.
#![recursion_limit = "256"]

mod about;
mod account;
pub mod acts;
mod apply;
pub mod backend;
mod board;
pub mod designs;
pub mod desk;
mod files;
mod find;
pub mod flash;
pub mod frame;
#[cfg(feature = "hydrate")]
mod leaving;
mod letter;
mod lists;
mod mine;
mod missing;
mod powers;
pub mod prefs;
mod searches;
#[cfg(feature = "ssr")]
mod shell;
pub mod staff;
pub mod standards;
pub mod ui;
#[cfg(all(feature = "staff", not(feature = "citizen")))]
mod unsaved;

use about::AboutRoutes;
use account::AccountRoutes;
use apply::ApplyRoutes;
use board::BoardRoutes;
use designs::DesignRoutes;
use desk::DeskRoutes;
use find::FindRoutes;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Router};
use lists::ListsRoutes;
use mine::MineRoutes;
use missing::{NotFound, StaffNotFound};
use powers::{PowersRoutes, PublicPowersRoutes};
use searches::SearchesRoutes;

#[cfg(feature = "ssr")]
pub use shell::{citizen_shell, preview_shell, staff_shell, still_shell};
use staff::StaffRoutes;
use standards::StandardsRoutes;

/// What residents, firms and the public see: everything but `/desk`.
#[component]
pub fn CitizenApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=NotFound>
                <FindRoutes/>
                <ApplyRoutes/>
                <MineRoutes/>
                <AccountRoutes/>
                <BoardRoutes/>
                <PublicPowersRoutes/>
                <AboutRoutes/>
            </FlatRoutes>
        </Router>
    }
}

/// What staff see, under `/desk`.
#[component]
pub fn StaffApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=StaffNotFound>
                <DeskRoutes/>
                <ListsRoutes/>
                <PowersRoutes/>
                <DesignRoutes/>
                <SearchesRoutes/>
                <StaffRoutes/>
                <StandardsRoutes/>
            </FlatRoutes>
        </Router>
    }
}

/// Starts the citizens' bundle.
#[cfg(feature = "citizen")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    leaving::watch();
}

/// Starts the staff bundle.
#[cfg(all(feature = "staff", not(feature = "citizen")))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    leaving::watch();
    unsaved::watch();
}
