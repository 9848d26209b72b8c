//! What happened to a case, the latest on top.

use leptos::prelude::*;
use shared::time::show_time;

use crate::backend::cases::TimelineEntry;

#[component]
pub fn Timeline(entries: Vec<TimelineEntry>) -> impl IntoView {
    let lines = entries
        .into_iter()
        .map(|TimelineEntry { at, words, detail, by }| {
            view! {
                <li>
                    <b>{words}</b>
                    {detail.map(|detail| view! { <p class="long">{detail}</p> })}
                    <span class="sub">{format!("{} · {by}", show_time(at))}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{lines}</ol> }
}
