//! Text of any length.

use leptos::prelude::*;

/// Longer than this many characters, the rest is one tap away.
const SHOWN: usize = 160;

/// Keeps line breaks; a long text shows its beginning and opens.
#[component]
pub fn LongText(#[prop(into)] text: String) -> impl IntoView {
    let Some((cut, _)) = text.char_indices().nth(SHOWN) else {
        return view! { <p class="long">{text}</p> }.into_any();
    };
    let (beginning, rest) = text.split_at(cut);
    let (beginning, rest) = (format!("{beginning}…"), format!("…{rest}"));
    view! {
        <details class="long-text">
            <summary>
                <span class="long">{beginning}</span>
            </summary>
            <p class="long">{rest}</p>
        </details>
    }
    .into_any()
}
