//! The pages, the design system, the server functions and the ports they call.

pub mod backend;
pub mod frame;
mod missing;
pub mod prefs;
#[cfg(feature = "ssr")]
mod shell;
pub mod ui;

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use missing::NotFound;
#[cfg(feature = "ssr")]
pub use shell::{citizen_shell, staff_shell};

/// What residents, firms and the public see: everything but `/desk`.
#[component]
pub fn CitizenApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    frame::provide_frame();
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=Home/>
            </Routes>
        </Router>
    }
}

/// What staff see, under `/desk`.
#[component]
pub fn StaffApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    frame::provide_frame();
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/desk") view=Home/>
            </Routes>
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    view! {
        <ui::Page title="首页">
            <h1>"近办"</h1>
            <p>"马上办、网上办、就近办、一次办"</p>
        </ui::Page>
    }
}

/// Starts the citizens' bundle.
#[cfg(feature = "citizen")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_body(CitizenApp);
}

/// Starts the staff bundle.
#[cfg(all(feature = "staff", not(feature = "citizen")))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_body(StaffApp);
}
