//! What changed lately in this guide.

use leptos::prelude::*;

use super::super::changes::what;
use crate::backend::catalogue::CatalogueChange;

#[component]
pub fn Recent(item: String, changes: Vec<CatalogueChange>) -> impl IntoView {
    if changes.is_empty() {
        return ().into_any();
    }
    let lines = changes
        .iter()
        .map(|change| {
            view! {
                <li>
                    <p class="small muted">{format!("{} · {} · 第 {} 版", change.day, change.kind.words(), change.version)}</p>
                    {what(change)}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card stack tight no-print" aria-labelledby="recent">
            <h2 id="recent">"最近改动"</h2>
            <ol class="plain small">{lines}</ol>
            <p class="more"><a href=format!("/changes?item={item}")>"全部改动"</a></p>
        </section>
    }
    .into_any()
}
