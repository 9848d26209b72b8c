//! The city at a glance.

use leptos::prelude::*;

use crate::ui::Page;

#[component]
pub fn Overview() -> impl IntoView {
    view! {
        <Page title="进展" here="board">
            <h1>"进展"</h1>
        </Page>
    }
}
