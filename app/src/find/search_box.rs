//! The one box to say what one wants.

use leptos::prelude::*;
use leptos_router::components::Form;

/// A plain GET form: works without script, and without a page load with it.
#[component]
pub fn SearchBox(#[prop(optional, into)] text: String, #[prop(optional)] boxed: bool) -> impl IntoView {
    let class = if boxed { "search boxed" } else { "search" };
    view! {
        <Form method="get" action="/items" attr:class=class attr:role="search">
            <label class="visually-hidden" for="q">"您想办什么事"</label>
            <input
                id="q"
                type="search"
                name="q"
                value=text
                maxlength="100"
                autocomplete="off"
                enterkeyhint="search"
                placeholder="说说您的事，如“给老人办优待证”"
            />
            <button class="btn" type="submit">"找"</button>
        </Form>
    }
    .into_any()
}
