//! What residents searched for without a result; an editor gives one of their items the alias that makes it found.

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};
use shared::catalogue::ItemId;

use crate::backend::searches::{SearchMiss, SearchMisses};
use crate::backend::{Searches, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{page_given, query};
use crate::ui::{EmptyState, ErrorSummary, Pagination, input_id, staff_page};

const HERE: &str = "/desk/searches";
const TITLE: &str = "没有搜到的词";

#[component(transparent)]
pub fn SearchesRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/desk/searches") view=SearchesPage/> }
        .into_inner()
        .into_any_nested_route()
}

#[component]
fn SearchesPage() -> impl IntoView {
    let flash = take_flash();
    let page = page_given(&query());
    let read = async move { port::<dyn Searches>()?.search_misses(&session(), page).await };
    staff_page(TITLE, read, move |page| view! { <Shown page flash/> })
}

fn address(page: u32) -> String {
    format!("{HERE}?page={page}")
}

#[component]
fn Shown(page: SearchMisses, flash: Flash) -> impl IntoView {
    let SearchMisses {
        rows,
        total,
        page: at,
        pages,
        items,
    } = page;
    let empty = rows.is_empty();
    let may = !items.is_empty();
    let lines = rows
        .into_iter()
        .enumerate()
        .map(|(number, row)| line(number, row, &items, at, &flash))
        .collect_view();
    let list = if empty {
        view! { <EmptyState title="还没有" hint="群众在两天以上搜过、又没有结果的词，会列在这里"/> }.into_any()
    } else {
        view! {
            <table class="cards">
                <caption class="visually-hidden">{TITLE}</caption>
                <thead>
                    <tr>
                        <th scope="col">"搜的词"</th>
                        <th scope="col">"次数"</th>
                        <th scope="col">"最近一次"</th>
                        <th scope="col">{if may { "加为别名" } else { "现在" }}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <h1>{TITLE}</h1>
        <p class="muted">
            "群众搜过、没有结果的词，不记录是谁搜的。属于本部门事项的，选好事项，加为别名，马上就能搜到；不是我市办的事，不用处理。"
        </p>
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        <p class="muted" role="status">{format!("共 {total} 个")}</p>
        {list}
        <Pagination page=at pages address/>
    }
    .into_any()
}

/// One search. What was typed into it and refused stands in it again.
fn line(number: usize, row: SearchMiss, items: &[(ItemId, String)], page: u32, flash: &Flash) -> impl IntoView + use<> {
    let found = row.finds.clone();
    let act = match found {
        Some(name) => view! { <span class="muted">{format!("现在能搜到“{name}”")}</span> }.into_any(),
        None if items.is_empty() => view! { <span class="muted">"还搜不到"</span> }.into_any(),
        None => {
            let here = !flash.values.is_empty() && flash.value("words") == row.words;
            let chosen = if here { flash.value("item") } else { String::new() };
            let typed = if here { flash.value("alias") } else { row.words.clone() };
            let choices = items
                .iter()
                .map(|(id, name)| {
                    let id = id.to_string();
                    view! { <option value=id.clone() selected=id == chosen>{name.clone()}</option> }
                })
                .collect_view();
            // The summary of errors leads to the row that was sent.
            let own = |path: &str| {
                if here {
                    input_id(path)
                } else {
                    format!("{path}-{number}")
                }
            };
            let wrong = |path: &str| (here && flash.error(path).is_some()).then_some("true");
            let (alias, item) = (own("alias"), own("item"));
            let (wrong_alias, wrong_item) = (wrong("alias"), wrong("item"));
            view! {
                <form method="post" action=HERE class="filters">
                    <input type="hidden" name="words" value=row.words.clone()/>
                    <input type="hidden" name="page" value=page.to_string()/>
                    <div>
                        <label for=item.clone()>"事项"</label>
                        <select id=item name="item" required aria-invalid=wrong_item>
                            <option value="">"请选择"</option>
                            {choices}
                        </select>
                    </div>
                    <div>
                        <label for=alias.clone()>"别名"</label>
                        <input id=alias name="alias" value=typed maxlength="20" required aria-invalid=wrong_alias/>
                    </div>
                    <button class="btn small" type="submit" aria-label=format!("把“{}”加为别名", row.words)>"加为别名"</button>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <tr>
            <td data-label="搜的词">{row.words}</td>
            <td data-label="次数">{row.asked}</td>
            <td data-label="最近一次">{row.last_day.to_string()}</td>
            <td data-label="加为别名">{act}</td>
        </tr>
    }
    .into_any()
}
