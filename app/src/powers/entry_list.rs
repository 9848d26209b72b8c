//! The catalogue's entries with their filters.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::catalogue::{ItemType, PENDING};

use super::filters::{Pick, names, types};
use crate::backend::entries::{EntryFilter, EntryPage, EntryRow, ItemStands, Source};
use crate::backend::powers::DepartmentName;
use crate::backend::{Entries, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, on_page, page_given, query};
use crate::ui::{EmptyState, ErrorSummary, Mark, Pagination, Tag, staff_page};

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
        type_code: given(query, "type").and_then(|text| text.parse().ok()),
        department: given(query, "department").and_then(|text| text.parse().ok()),
        source: match given(query, "source").as_deref() {
            Some("power") => Some(Source::Power),
            Some("none") => Some(Source::None),
            _ => None,
        },
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
    let (number, pages, total) = (page.page, page.pages, page.total);
    let empty = page.rows.is_empty();
    let links = query.clone();
    view! {
        <div class="row between">
            <h1>"事项目录"</h1>
            <p class="row">
                {page.may_edit.then(|| view! {
                    <a class="btn small" href="/desk/entries/new">"列入事项"</a>
                    <a class="btn quiet small" href="/desk/entries/import">"用表格导入"</a>
                })}
                <a class="btn quiet small" href="/desk/entries/export.xlsx" rel="external" download>"导出表格"</a>
            </p>
        </div>
        {flash.notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems)/>
        <Filters query departments=page.departments/>
        <p class="muted" role="status">{format!("共 {total} 个事项")}</p>
        {if empty {
            view! { <EmptyState title="没有符合条件的事项" hint="放宽筛选条件再看看；新的事项从权力派生"/> }.into_any()
        } else {
            view! { <Table rows=page.rows/> }.into_any()
        }}
        <Pagination page=number pages address=move |page| on_page(PATH, &links, page)/>
    }
}

#[component]
fn Filters(query: ParamsMap, departments: Vec<DepartmentName>) -> impl IntoView {
    let text = given(&query, "text").unwrap_or_default();
    let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
            .collect()
    };
    let states = owned(&[("withdrawn", "已取消"), ("all", "全部")]);
    let sources = owned(&[("power", "已登记权力"), ("none", "没有登记权力")]);
    let departments = names(departments);
    view! {
        <form method="get" action=PATH class="filters" role="search" aria-label="筛选事项">
            <div class="grow">
                <label for="q-text">"编号、名称、基本编码"</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
            <Pick name="state" label="状态" all="在目录中" options=states chosen=given(&query, "state")/>
            <Pick name="source" label="权力来源" all="不限" options=sources chosen=given(&query, "source")/>
            <Pick name="type" label="类型" all="全部类型" options=types() chosen=given(&query, "type")/>
            {(!departments.is_empty()).then(|| view! {
                <Pick name="department" label="部门" all="全部部门" options=departments chosen=given(&query, "department")/>
            })}
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href=PATH>"清除"</a>
        </form>
    }
}

#[component]
fn Table(rows: Vec<EntryRow>) -> impl IntoView {
    let rows = rows.into_iter().map(line).collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"事项列表"</caption>
            <thead>
                <tr>
                    <th scope="col">"事项"</th>
                    <th scope="col">"类型"</th>
                    <th scope="col">"主管部门"</th>
                    <th scope="col">"权力来源"</th>
                    <th scope="col">"基本编码"</th>
                    <th scope="col">"主项"</th>
                    <th scope="col">"事项标准"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn line(row: EntryRow) -> impl IntoView {
    let (id, body) = (row.entry.id, row.entry.body);
    let gone = row.entry.state.reason().is_some();
    let source = match body.power {
        Some(power) => view! { <a href=format!("/desk/powers/{power}")>{power.to_string()}</a> }.into_any(),
        None => view! { <span class="muted">{no_power(body.type_code)}</span> }.into_any(),
    };
    let code = body
        .basic_code
        .map_or_else(|| PENDING.to_owned(), |code| code.to_string());
    view! {
        <tr>
            <td>
                <a href=format!("{PATH}/{id}")>{body.name}</a>
                <br/>
                <span class="small muted nowrap">{id.to_string()}</span>
                {gone.then(|| view! { " " <Tag text="已取消"/> })}
            </td>
            <td data-label="类型" class="d">{body.type_code.name()}</td>
            <td data-label="主管部门" class="d">{row.department_name}</td>
            <td data-label="权力来源">{source}</td>
            <td data-label="基本编码" class="d">{code}</td>
            <td data-label="主项">{body.parent.map(|parent| view! { <a href=format!("{PATH}/{parent}")>{parent.to_string()}</a> })}</td>
            <td data-label="事项标准" class="d"><Tag mark=mark(row.item) text=row.item.words()/></td>
        </tr>
    }
    .into_any()
}

/// What an entry without a power says instead of one.
pub fn no_power(kind: ItemType) -> &'static str {
    if kind == ItemType::PublicService {
        "公共服务，无需权力来源"
    } else {
        "尚未登记权力来源"
    }
}
