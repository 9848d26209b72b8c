//! The list of standards with its filters, all of them in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use shared::standard::Stage;
use shared::time::show_time;

use super::tags::{PublicTag, StageTag, home};
use crate::backend::standards::{StandardFilter, StandardPage, StandardRow};
use crate::backend::{Standards, port, session};
use crate::ui::address::{given, on_page, query};
use crate::ui::{EmptyState, Mark, Pagination, Tag, staff_page};

#[component]
pub fn StandardsPage() -> impl IntoView {
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "事项标准",
        async move { port::<dyn Standards>()?.standards(&session(), &filter).await },
        move |page| view! { <Shown page query/> },
    )
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> StandardFilter {
    StandardFilter {
        department: given(query, "department").and_then(|text| text.parse().ok()),
        stage: given(query, "stage").and_then(|text| text.parse().ok()),
        text: given(query, "text"),
        unconfirmed: given(query, "unconfirmed").is_some(),
        page: given(query, "page").and_then(|text| text.parse().ok()).unwrap_or(1),
    }
}

#[component]
fn Shown(page: StandardPage, query: ParamsMap) -> impl IntoView {
    let empty = page.rows.is_empty();
    let filtered = ["department", "stage", "text", "unconfirmed"]
        .iter()
        .any(|name| given(&query, name).is_some());
    let hint = if filtered {
        "放宽筛选条件再看看"
    } else {
        "事项由审改办从权责清单生成目录后，在这里编写标准"
    };
    let address = query.clone();
    view! {
        <div class="row between">
            <h1>"事项标准"</h1>
            <p class="actions level"><a class="btn quiet small" href="/desk/confirm">"待确认的要素"</a></p>
        </div>
        <p class="muted">"一个事项全市一个标准：由主管部门编写，部门审核、标准审查后公布。"</p>
        <Filters query departments=page.departments.clone()/>
        <p class="muted" role="status">{format!("共 {} 个事项", page.total)}</p>
        {if empty {
            view! { <EmptyState title="没有符合条件的事项" hint/> }.into_any()
        } else {
            view! { <Table rows=page.rows/> }.into_any()
        }}
        <Pagination page=page.page pages=page.pages address=move |at| on_page("/desk/standards", &address, at)/>
    }
}

#[component]
fn Filters(query: ParamsMap, departments: Vec<(shared::id::DepartmentId, String)>) -> impl IntoView {
    let is = move |name: &str, value: &str| given(&query, name).as_deref() == Some(value);
    let text = use_query_map().read_untracked().get("text").unwrap_or_default();
    let unconfirmed = is("unconfirmed", "on");
    let stages = Stage::ALL
        .into_iter()
        .map(|stage| view! { <option value=stage.as_str() selected=is("stage", stage.as_str())>{stage.words()}</option> })
        .collect_view();
    let departments = departments
        .into_iter()
        .map(|(id, name)| view! { <option value=id.to_string() selected=is("department", id.as_str())>{name}</option> })
        .collect::<Vec<_>>();
    view! {
        <form method="get" action="/desk/standards" class="filters" role="search" aria-label="筛选事项">
            <div class="grow">
                <label for="q-text">"事项名称或编号"</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
            {(!departments.is_empty()).then(|| view! {
                <div>
                    <label for="q-department">"部门"</label>
                    <select id="q-department" name="department"><option value="">"全部部门"</option>{departments}</select>
                </div>
            })}
            <div>
                <label for="q-stage">"草稿环节"</label>
                <select id="q-stage" name="stage"><option value="">"不限"</option>{stages}</select>
            </div>
            <div><label><input type="checkbox" name="unconfirmed" value="on" checked=unconfirmed/>" 有待确认要素的"</label></div>
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href="/desk/standards">"清除"</a>
        </form>
    }
}

#[component]
fn Table(rows: Vec<StandardRow>) -> impl IntoView {
    view! {
        <table class="cards">
            <caption class="visually-hidden">"事项标准列表"</caption>
            <thead>
                <tr>
                    <th scope="col">"事项"</th>
                    <th scope="col">"主管部门"</th>
                    <th scope="col">"公布"</th>
                    <th scope="col">"草稿"</th>
                    <th scope="col">"待确认"</th>
                    <th scope="col">"最近修改"</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}

fn line(row: StandardRow) -> impl IntoView {
    let waiting = (row.unconfirmed > 0).then(|| {
        view! { <Tag mark=Mark::Warn text=format!("{} 处", row.unconfirmed)/> }
    });
    view! {
        <tr>
            <td>
                <a href=home(&row.item)>{row.name}</a>
                <br/>
                <span class="small muted nowrap">{row.item.to_string()}</span>
            </td>
            <td data-label="主管部门">{row.department_name}</td>
            <td data-label="公布"><PublicTag version=row.version published=row.published/></td>
            <td data-label="草稿"><StageTag stage=row.stage/></td>
            <td data-label="待确认">{waiting}</td>
            <td data-label="最近修改" class="d">{show_time(row.changed_at)}</td>
        </tr>
    }
}
