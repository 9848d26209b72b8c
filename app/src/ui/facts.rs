//! The few figures that matter, side by side, and values with their mark.

use leptos::prelude::*;
use shared::catalogue::Confirmable;

use super::Unconfirmed;

/// One figure in a `<dl class="facts">`.
#[component]
pub fn Fact(
    #[prop(into)] name: String,
    #[prop(optional_no_strip, into)] note: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
            {note.map(|note| view! { <dd>{note}</dd> })}
        </div>
    }
}

/// A value, marked when no department has confirmed it.
#[component]
pub fn Value(#[prop(into)] of: Confirmable<String>) -> impl IntoView {
    let mark = (!of.confirmed).then(|| view! { " " <Unconfirmed/> });
    view! { {of.value} {mark} }
}
