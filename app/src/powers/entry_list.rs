//! The catalogue's entries with their filters.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::catalogue::{ItemType, PENDING};

use super::filters::{names, types};
use crate::backend::entries::{EntryFilter, EntryPage, EntryRow, ItemStands};
use crate::backend::{Entries, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, page_given, query, read};
use crate::ui::{Column, Filters, ListPage, Mark, Tag, Turn, staff_page, table_or};

const PATH: &str = "/desk/entries";

#[component]
pub fn EntryList() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "事项目录",
        async move { port::<dyn Entries>()?.entries(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

/// From the address; what does not parse narrows nothing. Withdrawn entries are shown when asked for.
fn filter_of(query: &ParamsMap) -> EntryFilter {
    EntryFilter {
        withdrawn: match given(query, "state").as_deref() {
            Some("all") => None,
            Some("withdrawn") => Some(true),
            _ => Some(false),
        },
        type_code: read(query, "type"),
        department: read(query, "department"),
        source: read(query, "source"),
        text: given(query, "text"),
        page: page_given(query),
    }
}

/// The colour of where an item stands; its words always stand beside it.
pub fn mark(item: ItemStands) -> Mark {
    match item {
        ItemStands::Published => Mark::Ok,
        ItemStands::Unwritten => Mark::Warn,
        ItemStands::Gone => Mark::Plain,
    }
}

#[component]
fn Shown(page: EntryPage, query: ParamsMap, flash: Flash) -> impl IntoView {
    let acts = view! {
        {page.may_edit.then(|| view! {
            <a class="btn small" href="/desk/entries/new">"列入事项"</a>
            <a class="btn quiet small" href="/desk/entries/import">"用表格导入"</a>
        })}
        <a class="btn quiet small" href="/desk/entries/export.xlsx" rel="external" download>"导出表格（Excel）"</a>
    };
    let filters = Filters::new(PATH, "筛选事项", &query)
        .search("编号、名称、基本编码")
        .pick("state", "状态", "在目录中", [("withdrawn", "已取消"), ("all", "全部")])
        .pick(
            "source",
            "权力来源",
            "不限",
            [("power", "已登记权力"), ("none", "没有登记权力")],
        )
        .pick("type", "类型", "全部类型", types())
        .pick("department", "部门", "全部部门", names(page.departments));
    let empty = ("没有符合条件的事项", "放宽筛选条件再看看；新的事项从权力派生");
    view! {
        <ListPage title="事项目录" acts=acts.into_any() flash filters count=format!("共 {} 个事项", page.total)>
            {table_or("事项列表", &columns(), &page.rows, empty)}
            {Turn::Page(page.page, page.pages).at(PATH, &query)}
        </ListPage>
    }
}

type Col = Column<EntryRow>;

fn columns() -> [Col; 7] {
    [
        Col::new("事项", |row| {
            let id = row.entry.id.to_string();
            let gone = row.entry.state.reason().is_some();
            view! {
                <a href=format!("{PATH}/{id}")>{row.entry.body.name.clone()}</a>
                <br/>
                <span class="small muted nowrap">{id}</span>
                {gone.then(|| view! { " " <Tag text="已取消"/> })}
            }
        }),
        Col::new("类型", |row| row.entry.body.type_code.words()).short(),
        Col::new("主管部门", |row| row.department_name.clone()).short(),
        Col::new("权力来源", |row| match &row.entry.body.power {
            Some(power) => view! { <a href=format!("/desk/powers/{power}")>{power.to_string()}</a> }.into_any(),
            None => view! { <span class="muted">{no_power(row.entry.body.type_code)}</span> }.into_any(),
        }),
        Col::new("基本编码", |row| {
            let code = row.entry.body.basic_code.as_ref();
            code.map_or_else(|| PENDING.to_owned(), ToString::to_string)
        })
        .short(),
        Col::new("主项", |row| {
            let parent = row.entry.body.parent.as_ref().map(ToString::to_string);
            parent.map(|parent| view! { <a href=format!("{PATH}/{parent}")>{parent.clone()}</a> })
        }),
        Col::new(
            "事项标准",
            |row| view! { <Tag mark=mark(row.item) text=row.item.words()/> },
        )
        .short(),
    ]
}

/// What an entry without a power says instead of one.
pub fn no_power(kind: ItemType) -> &'static str {
    if kind == ItemType::PublicService {
        "公共服务，无需权力来源"
    } else {
        "尚未登记权力来源"
    }
}
