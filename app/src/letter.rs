//! The letter of a correction, drawn once: on the desk before it goes out, and in the applicant's own case.

use leptos::prelude::*;
use shared::case::Letter;

/// Title, date, what it is about and every demand with its reason.
#[component]
pub fn LetterView(letter: Letter) -> impl IntoView {
    let lines = letter
        .lines
        .iter()
        .cloned()
        .map(|line| {
            let why = (!line.why.is_empty()).then(|| view! { <p class="why">{line.why}</p> });
            view! { <li><strong>{line.what}</strong>{why}</li> }
        })
        .collect_view();
    view! {
        <div class="letter">
            <p class="until">{letter.until()}</p>
            <h2>{letter.title()}</h2>
            <p>{letter.about()}</p>
            <ol>{lines}</ol>
            <p class="muted small">{letter.after()}</p>
        </div>
    }
}
