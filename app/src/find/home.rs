//! The home page.

use leptos::prelude::*;

use crate::ui::Page;

#[component]
pub fn Home() -> impl IntoView {
    view! {
        <Page title="首页">
            <h1>"近办"</h1>
            <p>"马上办、网上办、就近办、一次办"</p>
        </Page>
    }
}
