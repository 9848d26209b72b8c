//! What is known of the person signed in, and the ways to change it.

use leptos::prelude::*;

use crate::ui::Page;

#[component]
pub fn Me() -> impl IntoView {
    view! {
        <Page title="我的">
            <h1>"我的"</h1>
        </Page>
    }
}
