//! What happened to a row: who, when, what in words.

use leptos::prelude::*;
use shared::powers::Difference;
use shared::time::show_time;

use crate::backend::powers::{Derived, ListEvent};
use crate::ui::EmptyState;

#[component]
pub fn History(events: Vec<ListEvent>) -> impl IntoView {
    let none = events.is_empty();
    let lines = events
        .into_iter()
        .map(|event| {
            view! {
                <li>
                    <b>{event.words}</b>
                    {event.detail.map(|detail| view! { <p class="long">{detail}</p> })}
                    <Changes changes=event.changes/>
                    <span class="sub">{format!("{} · {}", show_time(event.at), event.by)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">"变更记录"</h2>
            {if none {
                view! { <EmptyState title="还没有记录" hint="随城市数据导入，没有改动过"/> }.into_any()
            } else {
                view! { <ol class="timeline">{lines}</ol> }.into_any()
            }}
        </section>
    }
}

/// 条款：第三十三条 → 第三十四条
#[component]
pub fn Changes(changes: Vec<Difference>) -> impl IntoView {
    let text = |text: String| if text.is_empty() { "（空）".to_owned() } else { text };
    (!changes.is_empty()).then(|| {
        let lines = changes
            .into_iter()
            .map(|one| {
                let words = if one.was.is_empty() {
                    one.became
                } else {
                    format!("{} → {}", one.was, text(one.became))
                };
                view! { <li><span class="muted">{one.label}"："</span>{words}</li> }
            })
            .collect_view();
        view! { <ul class="changes">{lines}</ul> }
    })
}

/// Entries that hang together with the row, as links.
#[component]
pub fn Related(title: &'static str, rows: Vec<Derived>, empty: &'static str) -> impl IntoView {
    let none = rows.is_empty();
    let lines = rows
        .into_iter()
        .map(|row| {
            let stands = if row.published { "已公布" } else { "未公布" };
            view! {
                <li>
                    <a href=format!("/desk/entries/{}", row.id)>{row.name}<span class="sub">{format!("{} · {stands}", row.id)}</span></a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{title}</h2>
            {if none {
                view! { <p class="muted">{empty}</p> }.into_any()
            } else {
                view! { <ul class="list">{lines}</ul> }.into_any()
            }}
        </section>
    }
}
