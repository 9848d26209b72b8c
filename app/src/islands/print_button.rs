//! Putting a page on paper.

use leptos::prelude::*;

/// Opens the browser's print dialogue; there once the client runs.
#[island]
pub fn PrintButton() -> impl IntoView {
    let press = |_| {
        #[cfg(feature = "hydrate")]
        let _ = window().print();
    };
    view! { <button class="btn quiet small only-live" type="button" on:click=press>"打印"</button> }
}
