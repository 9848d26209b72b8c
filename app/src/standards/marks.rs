//! What lists of groups tell of each: how much of it is written, and what was found in it.

use leptos::prelude::*;
use shared::form::Answers;

use crate::ui::{Mark, Tag};

/// 5/6: how many of the required elements of a group are written.
#[component]
pub fn Filled(group: &'static str, answers: Answers) -> impl IntoView {
    let (there, all) = shared::standard::filled(group, &answers);
    (all > 0).then(|| {
        view! {
            <span class="small muted nowrap">
                <span class="visually-hidden">"必填项已写 "</span>
                {format!("{there}/{all}")}
            </span>
        }
    })
}

/// What was found in a group.
#[component]
pub fn GroupTag(all: usize, severe: usize) -> impl IntoView {
    let (mark, text) = match (all, severe) {
        (0, _) => return ().into_any(),
        (all, 0) => (Mark::Warn, format!("{all} 处建议")),
        (_, severe) => (Mark::Bad, format!("{severe} 处必改")),
    };
    view! { <Tag mark text/> }.into_any()
}
