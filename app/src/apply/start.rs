//! Where an application starts.

use leptos::prelude::*;

use crate::ui::Page;

#[component]
pub fn Start() -> impl IntoView {
    view! {
        <Page title="在线办理">
            <h1>"在线办理"</h1>
        </Page>
    }
}
