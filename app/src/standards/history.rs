//! Who changed which element when; what happened to the standard.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::time::show_time;

use super::tags::home;
use crate::backend::standards::{StandardEdit, StandardEdits, StandardEvent};
use crate::backend::{Standards, port, session};
use crate::ui::address::{named, page_given, part, query};
use crate::ui::changes::Said;
use crate::ui::{EmptyState, Pagination, staff_page};

#[component]
pub fn HistoryPage() -> impl IntoView {
    let (item, page) = (part("item"), page_given(&query()));
    let id = named::<ItemId>("item", "这个事项");
    staff_page(
        "修改记录",
        async move { port::<dyn Standards>()?.standard_history(&session(), &id?, page).await },
        move |history| view! { <Shown item history/> },
    )
}

#[component]
fn Shown(item: String, history: StandardEdits) -> impl IntoView {
    let StandardEdits {
        name,
        edits,
        total,
        page,
        pages,
    } = history;
    let back = format!("/desk/standards/{item}");
    let address = move |page: u32| format!("/desk/standards/{item}/history?page={page}");
    view! {
        <p class="crumbs"><a href="/desk/standards">"事项标准"</a>" / "<a href=back>{name}</a></p>
        <h1>"修改记录"</h1>
        <p class="muted" role="status">{format!("共 {total} 处修改，最近的在前")}</p>
        <Edits edits/>
        <Pagination page pages address/>
    }
}

/// Changes of elements in a table.
#[component]
pub fn Edits(edits: Vec<StandardEdit>) -> impl IntoView {
    if edits.is_empty() {
        return view! { <EmptyState title="还没有修改" hint="谁在什么时候改了哪一项，都记在这里"/> }.into_any();
    }
    let lines = edits
        .into_iter()
        .map(|edit| {
            view! {
                <tr>
                    <th scope="row">{edit.change.label}</th>
                    <td data-label="原来"><Said text=edit.change.before none="没有写"/></td>
                    <td data-label="改为"><Said text=edit.change.after none="删去"/></td>
                    <td data-label="谁">{edit.by}</td>
                    <td data-label="时间" class="d">{show_time(edit.at)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards changes">
            <caption class="visually-hidden">"谁在什么时候改了哪一项"</caption>
            <thead>
                <tr>
                    <th scope="col">"要素"</th>
                    <th scope="col">"原来"</th>
                    <th scope="col">"改为"</th>
                    <th scope="col">"谁"</th>
                    <th scope="col">"时间"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

/// The latest changes with the way to the rest, and the events.
#[component]
pub fn History(item: ItemId, events: Vec<StandardEvent>, edits: Vec<StandardEdit>) -> impl IntoView {
    let events = events
        .into_iter()
        .map(|event| {
            let version = (event.version > 0).then(|| format!(" · 第 {} 版", event.version));
            view! {
                <li>
                    <strong>{event.words}</strong>
                    {event.detail.map(|detail| view! { <p class="small long">{detail}</p> })}
                    <span class="sub">{format!("{} · {}", show_time(event.at), event.by)}{version}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let none = events.is_empty();
    view! {
        <section class="card" aria-labelledby="events">
            <h2 id="events">"经过"</h2>
            {if none {
                view! { <p class="muted">"还没有经过记录。"</p> }.into_any()
            } else {
                view! { <ol class="timeline">{events}</ol> }.into_any()
            }}
        </section>
        <section class="card" aria-labelledby="edits">
            <h2 id="edits">"最近的修改"</h2>
            <Edits edits/>
            <p class="actions"><a class="btn quiet small" href=format!("{}/history", home(&item))>"全部修改记录"</a></p>
        </section>
    }
}
