//! Parts of tables.

use leptos::prelude::*;

/// How much of a limit is used: a bar, always beside a date and a word.
#[component]
pub fn DueMeter(percent: u8, #[prop(into)] state: String) -> impl IntoView {
    let width = percent.min(100).to_string();
    view! {
        <svg class=format!("meter {state}") viewBox="0 0 100 8" width="80" height="8" aria-hidden="true" preserveAspectRatio="none">
            <rect class="track" width="100" height="8" rx="4"></rect>
            <rect class="used" width=width height="8" rx="4"></rect>
        </svg>
    }
}
