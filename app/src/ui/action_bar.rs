//! The page's main action at the lower edge, within a thumb's reach.

use leptos::prelude::*;

/// The last child of a `wide` page; one `.btn` without `.quiet` in it.
#[component]
pub fn ActionBar(children: Children) -> impl IntoView {
    view! {
        <div class="bar">
            <div class="wrap">{children()}</div>
        </div>
    }
}
