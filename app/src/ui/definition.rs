//! How a figure is counted, or anything few need, one tap away.

use leptos::prelude::*;

#[component]
pub fn Definition(#[prop(optional, into)] title: Option<String>, children: Children) -> impl IntoView {
    view! {
        <details class="define">
            <summary>{title.unwrap_or_else(|| "口径".to_owned())}</summary>
            <div>{children()}</div>
        </details>
    }
}
