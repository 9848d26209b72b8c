//! What differs between two standards or two forms, in words.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::standard::Change;

use super::EmptyState;
use crate::islands::editor;

/// A table of changes; `edit` makes each element a link to where it is written.
#[component]
pub fn Changes(changes: Vec<Change>, #[prop(optional_no_strip)] edit: Option<ItemId>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <EmptyState title="没有不同" hint="两边的每一项要素都一样"/> }.into_any();
    }
    let lines = changes
        .into_iter()
        .map(|change| {
            let label = match &edit {
                Some(item) => view! { <a href=editor(item, &change.path)>{change.label}</a> }.into_any(),
                None => change.label.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td data-label="原来"><Said text=change.before none="没有写"/></td>
                    <td data-label="现在"><Said text=change.after none="删去"/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards changes">
            <caption class="visually-hidden">"要素的变化"</caption>
            <thead>
                <tr><th scope="col">"要素"</th><th scope="col">"原来"</th><th scope="col">"现在"</th></tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

/// A value in words, or that there is none.
#[component]
pub fn Said(text: Option<String>, none: &'static str) -> impl IntoView {
    match text {
        Some(text) => view! { <span class="long">{text}</span> }.into_any(),
        None => view! { <span class="muted">{none}</span> }.into_any(),
    }
}
