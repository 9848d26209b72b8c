//! The map of what is delegated how, with its gaps.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::place::Tier;
use shared::places::{Cell, Mode};

use super::parts::Said;
use crate::backend::delegations::{MapFilter, MapPage as Map, MapRow};
use crate::backend::{Delegations, port, session};
use crate::flash::{Flash, take_flash};
use crate::powers::filters::Pick;
use crate::ui::address::{given, on_page, page_given, query};
use crate::ui::{Definition, EmptyState, Mark, Pagination, Tag, staff_page};

#[component]
pub fn MapPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "下放和委托",
        async move { port::<dyn Delegations>()?.delegation_map(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> MapFilter {
    MapFilter {
        department: given(query, "department").and_then(|text| text.parse().ok()),
        open: given(query, "open").is_some(),
        mode: given(query, "mode").and_then(|text| text.parse().ok()),
        text: given(query, "text"),
        page: page_given(query),
    }
}

/// The colour of a cell; its words always stand beside it.
pub(super) const fn mark(cell: Cell) -> Mark {
    match cell {
        Cell::NotOffered | Cell::AdviceOnly => Mark::Plain,
        Cell::ByLaw | Cell::Set(_) => Mark::Ok,
        Cell::Gap => Mark::Warn,
        Cell::Unfit(_) => Mark::Bad,
    }
}

#[component]
fn Shown(page: Map, query: ParamsMap, flash: Flash) -> impl IntoView {
    let departments = page
        .departments
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect::<Vec<_>>();
    let modes = Mode::ALL
        .into_iter()
        .map(|mode| (mode.as_str().to_owned(), mode.words().to_owned()))
        .collect::<Vec<_>>();
    let text = given(&query, "text").unwrap_or_default();
    let open = given(&query, "open").is_some();
    let rows = page.rows.into_iter().map(line).collect_view();
    let none = page.total == 0;
    let gaps = (page.open > 0).then_some("warn");
    view! {
        <h1>"下放和委托"</h1>
        <p class="muted">"每个事项在镇（街道）和村（社区）怎么参与：下放、委托（要公告）、代办。标准和法律不允许的，登记不了。"</p>
        <Said flash/>
        <div class="kpi">
            <a class=gaps href="/desk/delegation?open=on"><b>{page.open}</b><span class="muted">"还没有写明，或与标准不符"</span></a>
            <div><b>{page.set}</b><span class="muted">"已经写明"</span></div>
        </div>
        <form method="get" action="/desk/delegation" class="filters" role="search" aria-label="筛选事项">
            <div class="grow">
                <label for="q-text">"事项名称"</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
            <Pick name="department" label="部门" all="全部部门" options=departments chosen=given(&query, "department")/>
            <Pick name="mode" label="方式" all="不限" options=modes chosen=given(&query, "mode")/>
            <div><label><input type="checkbox" name="open" value="on" checked=open/>" 只看缺口"</label></div>
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href="/desk/delegation">"清除"</a>
        </form>
        <p class="muted" role="status">{format!("共 {} 项", page.total)}</p>
        {if none {
            view! { <EmptyState title="没有符合条件的事项" hint="放宽筛选条件再看看"/> }.into_any()
        } else {
            view! {
                <table class="cards">
                    <caption class="visually-hidden">"各事项在镇（街道）和村（社区）的参与方式"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"事项"</th>
                            <th scope="col">"类型"</th>
                            <th scope="col">{Tier::Town.title()}</th>
                            <th scope="col">{Tier::Village.title()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        }}
        <Pagination page=page.page pages=page.pages address=move |at| on_page("/desk/delegation", &query, at)/>
        <Definition title="这些词是什么意思">
            {Mode::ALL.into_iter().map(|mode| view! { <p><b>{mode.words()}</b>"："{mode.meaning()}</p> }).collect_view()}
            <p><b>"法定职权"</b>"：法律直接交给镇（街道），不用下放"</p>
            <p><b>"只咨询"</b>"：标准写明村（社区）不代办"</p>
        </Definition>
    }
}

fn line(row: MapRow) -> impl IntoView {
    let item = row.item.to_string();
    let name = row.name.clone();
    let cell = move |tier: Tier, cell: Cell| {
        if cell == Cell::NotOffered {
            return view! { <span class="muted">{cell.words()}</span> }.into_any();
        }
        view! {
            <a href=format!("/desk/delegation/{item}/{tier}")>
                <Tag mark=mark(cell) text=cell.words()/>
                <span class="visually-hidden">{format!("：{name}，{}", tier.title())}</span>
            </a>
        }
        .into_any()
    };
    view! {
        <tr>
            <td><b>{row.name.clone()}</b><span class="sub">{format!("{} · {}", row.department_name, row.item)}</span></td>
            <td data-label="类型">{row.type_name}</td>
            <td data-label=Tier::Town.title()>{cell(Tier::Town, row.town)}</td>
            <td data-label=Tier::Village.title()>{cell(Tier::Village, row.village)}</td>
        </tr>
    }
}
