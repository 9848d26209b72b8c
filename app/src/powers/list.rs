//! The list of powers with its filters and figures.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::powers::{PowerLevel, PowerStateKind};

use super::filters::{names, types};
use crate::backend::powers::{PowerFilter, PowerPage, PowerRow};
use crate::backend::{Powers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, page_given, query, read};
use crate::ui::{Column, Filters, ListPage, Mark, Tag, Turn, staff_page, table_or};

const PATH: &str = "/desk/powers";

#[component]
pub fn PowerList() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "权责清单",
        async move { port::<dyn Powers>()?.powers(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> PowerFilter {
    PowerFilter {
        state: read(query, "state"),
        level: read(query, "level"),
        type_code: read(query, "type"),
        department: read(query, "department"),
        text: given(query, "text"),
        underived: given(query, "underived").is_some(),
        page: page_given(query),
    }
}

/// The colour of a state; its words always stand beside it.
pub fn mark(state: PowerStateKind) -> Mark {
    match state {
        PowerStateKind::Approved => Mark::Ok,
        PowerStateKind::InReview => Mark::Sea,
        PowerStateKind::Draft => Mark::Warn,
        PowerStateKind::Returned => Mark::Bad,
        PowerStateKind::Withdrawn => Mark::Plain,
    }
}

#[component]
fn Shown(page: PowerPage, query: ParamsMap, flash: Flash) -> impl IntoView {
    let states = page
        .states
        .iter()
        .map(|(state, count)| {
            let class = match state {
                PowerStateKind::Returned if *count > 0 => Some("bad"),
                PowerStateKind::InReview if *count > 0 => Some("warn"),
                _ => None,
            };
            view! {
                <a class=class href=format!("{PATH}?state={}", state.as_str())>
                    <b>{count.to_string()}</b><span class="muted">{state.words()}</span>
                </a>
            }
        })
        .collect_view();
    let acts = view! {
        {page.may_edit.then(|| view! {
            <a class="btn small" href="/desk/powers/new">"新增权力"</a>
            <a class="btn quiet small" href="/desk/powers/import">"用表格导入"</a>
        })}
        <a class="btn quiet small" href="/desk/powers/export.xlsx" rel="external" download>"导出表格（Excel）"</a>
    };
    let filters = Filters::new(PATH, "筛选权力", &query)
        .search("编号、名称、设定依据")
        .pick(
            "state",
            "状态",
            "全部状态",
            PowerStateKind::ALL.map(|state| (state.as_str(), state.words())),
        )
        .pick(
            "level",
            "层级",
            "全部层级",
            PowerLevel::ALL.map(|level| (level.as_str(), level.words())),
        )
        .pick("type", "类型", "全部类型", types())
        .pick("department", "部门", "全部部门", names(page.departments))
        .tick("underived", "还没有列入目录");
    let filtered = ["state", "level", "type", "department", "text", "underived"]
        .iter()
        .any(|name| given(&query, name).is_some());
    let empty = if filtered {
        ("没有符合条件的权力", "放宽筛选条件再看看")
    } else {
        ("清单里还没有权力", "由编办逐项新增，或者用表格导入")
    };
    view! {
        <ListPage
            title="权责清单" acts=acts.into_any() flash above=view! { <div class="kpi">{states}</div> }.into_any() filters
            count=format!("共 {} 项", page.total)
        >
            {table_or("权力列表", &columns(), &page.rows, empty)}
            {Turn::Page(page.page, page.pages).at(PATH, &query)}
        </ListPage>
    }
}

type Col = Column<PowerRow>;

fn columns() -> [Col; 7] {
    [
        Col::new("权力", |row| {
            view! {
                <a href=format!("{PATH}/{}", row.power.id)>{row.power.body.name.clone()}</a>
                <br/>
                <span class="small muted nowrap">{row.power.id.to_string()}</span>
            }
        }),
        Col::new("类型", |row| row.power.body.type_code.words()).short(),
        Col::new("层级", |row| row.power.body.level.words()).short(),
        Col::new("主管部门", |row| row.department_name.clone()).short(),
        Col::new("设定依据", |row| {
            let body = &row.power.body;
            format!("《{}》{}", body.law.trim_matches(['《', '》']), body.article)
        }),
        Col::new("派生事项", |row| row.entries.to_string()).number(),
        Col::new("状态", |row| {
            let state = row.power.state.kind();
            view! { <Tag mark=mark(state) text=state.words()/> }
        })
        .short(),
    ]
}
