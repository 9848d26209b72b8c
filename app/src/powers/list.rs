//! The list of powers with its filters and figures.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::powers::{PowerLevel, PowerStateKind};

use super::filters::{Pick, names, types};
use crate::backend::powers::{PowerFilter, PowerPage, PowerRow};
use crate::backend::{Powers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, on_page, page_given, query};
use crate::ui::{EmptyState, ErrorSummary, Mark, Pagination, Tag, staff_page};

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
        state: given(query, "state").and_then(|text| text.parse().ok()),
        level: given(query, "level").and_then(|text| text.parse().ok()),
        type_code: given(query, "type").and_then(|text| text.parse().ok()),
        department: given(query, "department").and_then(|text| text.parse().ok()),
        text: given(query, "text"),
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
    let (number, pages, total) = (page.page, page.pages, page.total);
    let may_edit = page.may_edit;
    let empty = page.rows.is_empty();
    let filtered = ["state", "level", "type", "department", "text"]
        .iter()
        .any(|name| given(&query, name).is_some());
    let links = query.clone();
    view! {
        <div class="row between">
            <h1>"权责清单"</h1>
            <p class="row">
                {may_edit.then(|| view! {
                    <a class="btn small" href="/desk/powers/new">"新增权力"</a>
                    <a class="btn quiet small" href="/desk/powers/import">"用表格导入"</a>
                })}
                <a class="btn quiet small" href="/desk/powers/export.xlsx" rel="external" download>"导出表格"</a>
            </p>
        </div>
        {flash.notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems)/>
        <div class="kpi">{states}</div>
        <Filters query departments=page.departments/>
        <p class="muted" role="status">{format!("共 {total} 项")}</p>
        {match (empty, filtered) {
            (true, true) => view! { <EmptyState title="没有符合条件的权力" hint="放宽筛选条件再看看"/> }.into_any(),
            (true, false) => view! { <EmptyState title="清单里还没有权力" hint="由编办逐项新增，或者用表格导入"/> }.into_any(),
            _ => view! { <Table rows=page.rows/> }.into_any(),
        }}
        <Pagination page=number pages address=move |page| on_page(PATH, &links, page)/>
    }
}

#[component]
fn Filters(query: ParamsMap, departments: Vec<crate::backend::powers::DepartmentName>) -> impl IntoView {
    let text = given(&query, "text").unwrap_or_default();
    let states = PowerStateKind::ALL.map(|state| (state.as_str().to_owned(), state.words().to_owned()));
    let levels = PowerLevel::ALL.map(|level| (level.as_str().to_owned(), level.words().to_owned()));
    let departments = names(departments);
    view! {
        <form method="get" action=PATH class="filters" role="search" aria-label="筛选权力">
            <div class="grow">
                <label for="q-text">"编号、名称、设定依据"</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
            <Pick name="state" label="状态" all="全部状态" options=states.to_vec() chosen=given(&query, "state")/>
            <Pick name="level" label="层级" all="全部层级" options=levels.to_vec() chosen=given(&query, "level")/>
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
fn Table(rows: Vec<PowerRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let power = row.power;
            let body = power.body;
            let state = power.state.kind();
            view! {
                <tr>
                    <td>
                        <a href=format!("{PATH}/{}", power.id)>{body.name}</a>
                        <br/>
                        <span class="small muted nowrap">{power.id.to_string()}</span>
                    </td>
                    <td data-label="类型" class="d">{body.type_code.name()}</td>
                    <td data-label="层级" class="d">{body.level.words()}</td>
                    <td data-label="主管部门" class="d">{row.department_name}</td>
                    <td data-label="设定依据">{format!("《{}》{}", body.law.trim_matches(['《', '》']), body.article)}</td>
                    <td data-label="派生事项" class="n">{row.entries.to_string()}</td>
                    <td data-label="状态" class="d"><Tag mark=mark(state) text=state.words()/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"权力列表"</caption>
            <thead>
                <tr>
                    <th scope="col">"权力"</th>
                    <th scope="col">"类型"</th>
                    <th scope="col">"层级"</th>
                    <th scope="col">"主管部门"</th>
                    <th scope="col">"设定依据"</th>
                    <th scope="col" class="n">"派生事项"</th>
                    <th scope="col">"状态"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
