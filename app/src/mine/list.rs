//! The list of one's cases and drafts.

use leptos::prelude::*;

use crate::ui::Page;

#[component]
pub fn Mine() -> impl IntoView {
    view! {
        <Page title="我的办件" here="mine">
            <h1>"我的办件"</h1>
        </Page>
    }
}
