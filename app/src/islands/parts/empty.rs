//! Nothing here.

use leptos::prelude::*;

/// Nothing here, and what to do about it.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state empty">
            <p class="state-title">{title}</p>
            {hint.map(|hint| view! { <p class="muted">{hint}</p> })}
            {children.map(|children| view! { <p class="state-actions">{children()}</p> })}
        </div>
    }
}
