//! What residents searched for without a result; an editor gives one of their items the alias that makes it found.

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::params::ParamsMap;
use leptos_router::{MatchNestedRoutes, path};
use shared::catalogue::ItemId;

use crate::backend::searches::{SearchMiss, SearchMisses};
use crate::backend::{Searches, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{page_given, query};
use crate::ui::{Column, ListPage, Turn, input_id, staff_page, table_or};

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

type Col = Column<(usize, SearchMiss)>;

#[component]
fn Shown(page: SearchMisses, flash: Flash) -> impl IntoView {
    let SearchMisses {
        rows,
        total,
        page,
        pages,
        items,
    } = page;
    let told = flash.clone();
    let rows: Vec<(usize, SearchMiss)> = rows.into_iter().enumerate().collect();
    let columns = [
        Col::new("搜的词", |(_, row)| row.words.clone()),
        Col::new("次数", |(_, row)| row.asked),
        Col::new("最近一次", |(_, row)| row.last_day.to_string()),
        Col::new(
            if items.is_empty() { "现在" } else { "加为别名" },
            move |(number, row)| act(*number, row, &items, page, &told),
        ),
    ];
    let intro = "群众搜过、没有结果的词，不记录是谁搜的。属于本部门事项的，选好事项，加为别名，马上就能搜到；不是我市办的事，不用处理。";
    let empty = ("还没有", "群众在两天以上搜过、又没有结果的词，会列在这里");
    let list = table_or(TITLE, &columns, &rows, empty);
    view! {
        <ListPage title=TITLE intro=intro.into_any() flash count=format!("共 {total} 个")>
            {list}
            {Turn::Page(page, pages).at(HERE, &ParamsMap::new())}
        </ListPage>
    }
}

/// What can be done about one search. What was typed into it and refused stands in it again.
fn act(number: usize, row: &SearchMiss, items: &[(ItemId, String)], page: u32, flash: &Flash) -> AnyView {
    match row.finds.clone() {
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
    }
}
