//! The list of accounts one keeps.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::backend::staff::{AccountState, StaffFilter, StaffLine, StaffPage as Listed};
use crate::backend::{Staff, port, session};
use crate::flash::{Flash, take_flash};
use crate::powers::filters::Pick;
use crate::ui::address::{given, on_page, page_given, query};
use crate::ui::{EmptyState, ErrorSummary, Mark, Pagination, Tag, staff_page};

const PATH: &str = "/desk/staff";

#[component]
pub fn StaffList() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "工作人员",
        async move { port::<dyn Staff>()?.staff_page(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> StaffFilter {
    StaffFilter {
        role: given(query, "role").and_then(|text| text.parse().ok()),
        place: given(query, "place").and_then(|text| text.parse().ok()),
        department: given(query, "department").and_then(|text| text.parse().ok()),
        state: given(query, "state").and_then(|text| text.parse().ok()),
        text: given(query, "text"),
        page: page_given(query),
    }
}

/// The colour of a state; its words always stand beside it.
pub fn mark(state: AccountState) -> Mark {
    match state {
        AccountState::Open => Mark::Ok,
        AccountState::Fresh => Mark::Warn,
        AccountState::Closed => Mark::Plain,
    }
}

#[component]
fn Shown(page: Listed, query: ParamsMap, flash: Flash) -> impl IntoView {
    let (number, pages, total) = (page.page, page.pages, page.total);
    let empty = page.rows.is_empty();
    let links = query.clone();
    view! {
        <div class="row between">
            <h1>"工作人员"</h1>
            <p class="row">
                <a class="btn small" href="/desk/staff/new">"开通账号"</a>
                <a class="btn quiet small" href="/desk/staff/import">"用表格批量开通"</a>
                <a class="btn quiet small" href="/desk/staff/export.xlsx" rel="external" download>"导出表格"</a>
            </p>
        </div>
        {flash.notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems)/>
        <Filters query choices=page.choices/>
        <p class="muted" role="status">{format!("共 {total} 个账号")}</p>
        {if empty {
            view! { <EmptyState title="没有符合条件的账号" hint="放宽筛选条件再看看；姓名要写全"/> }.into_any()
        } else {
            view! { <Table rows=page.rows/> }.into_any()
        }}
        <Pagination page=number pages address=move |page| on_page(PATH, &links, page)/>
    }
}

#[component]
fn Filters(query: ParamsMap, choices: crate::backend::staff::StaffChoices) -> impl IntoView {
    let text = given(&query, "text").unwrap_or_default();
    let roles: Vec<_> = choices
        .roles
        .into_iter()
        .map(|role| (role.as_str().to_owned(), role.title().to_owned()))
        .collect();
    let places: Vec<_> = choices
        .places
        .into_iter()
        .map(|(code, name)| (code.to_string(), name))
        .collect();
    let departments: Vec<_> = choices
        .departments
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    let states = AccountState::ALL.map(|state| (state.as_str().to_owned(), state.words().to_owned()));
    view! {
        <form method="get" action=PATH class="filters" role="search" aria-label="筛选账号">
            <div class="grow">
                <label for="q-text">"账号开头，或完整姓名"</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
            <Pick name="role" label="岗位" all="全部岗位" options=roles chosen=given(&query, "role")/>
            {(places.len() > 1).then(|| view! {
                <Pick name="place" label="地点" all="全部地点" options=places chosen=given(&query, "place")/>
            })}
            {(departments.len() > 1).then(|| view! {
                <Pick name="department" label="部门" all="全部部门" options=departments chosen=given(&query, "department")/>
            })}
            <Pick name="state" label="状态" all="全部状态" options=states.to_vec() chosen=given(&query, "state")/>
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href=PATH>"清除"</a>
        </form>
    }
}

#[component]
fn Table(rows: Vec<StaffLine>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td>
                        <a class="nowrap" href=format!("{PATH}/{}", row.id)>{row.name}</a>
                        <br/>
                        <span class="small muted nowrap">{row.login}</span>
                    </td>
                    <td data-label="岗位">{row.role.title()}</td>
                    <td data-label="地点">{row.place_name}</td>
                    <td data-label="部门">{row.department_name.unwrap_or_else(|| "—".to_owned())}</td>
                    <td data-label="状态" class="d"><Tag mark=mark(row.state) text=row.state.words()/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"账号列表"</caption>
            <thead>
                <tr>
                    <th scope="col">"姓名"</th>
                    <th scope="col">"岗位"</th>
                    <th scope="col">"地点"</th>
                    <th scope="col">"部门"</th>
                    <th scope="col">"状态"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
