//! Elements that wait for the department's confirmation, across its items: one by one, or many by ticking.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::acts::{UNWRITTEN, said};
use super::tags::home;
use crate::backend::standards::{WaitingFilter, WaitingPage, WaitingRow};
use crate::backend::{Standards, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, on_page, query};
use crate::ui::{EmptyState, EnterPresses, ErrorSummary, Pagination, staff_page};

const HERE: &str = "/desk/confirm";

#[component]
pub fn ConfirmPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "待确认的要素",
        async move { port::<dyn Standards>()?.waiting_elements(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> WaitingFilter {
    WaitingFilter {
        department: given(query, "department").and_then(|text| text.parse().ok()),
        item: given(query, "item").and_then(|text| text.parse().ok()),
        page: given(query, "page").and_then(|text| text.parse().ok()).unwrap_or(1),
    }
}

#[component]
fn Shown(page: WaitingPage, query: ParamsMap, flash: Flash) -> impl IntoView {
    let address = query.clone();
    let here = on_page(HERE, &query, page.page);
    let empty = page.rows.is_empty();
    let (at, pages, total, may) = (page.page, page.pages, page.total, page.may_confirm);
    let rows = page.rows;
    let within = ["department", "item"].map(|name| (name, given(&query, name).unwrap_or_default()));
    let all = (pages > 1).then_some(total);
    view! {
        <h1>"待确认的要素"</h1>
        <p class="muted">
            "主管部门还没有确认的要素，公开页面上都标着“待主管部门确认”。"
            {if may { "核对无误的，在这里逐项或成批确认。" } else { "由部门负责人确认。" }}
        </p>
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems)/>
        <Filters query departments=page.departments items=page.items/>
        <p class="muted" role="status">{format!("共 {total} 处待确认")}</p>
        {if empty {
            view! { <EmptyState title="没有待确认的要素" hint="这个范围内的要素都已经确认"/> }.into_any()
        } else {
            view! { <Table rows may here within all/> }.into_any()
        }}
        <Pagination page=at pages address=move |at| on_page(HERE, &address, at)/>
    }
}

#[component]
fn Filters(
    query: ParamsMap,
    departments: Vec<(shared::id::DepartmentId, String)>,
    items: Vec<(shared::catalogue::ItemId, String, u32)>,
) -> impl IntoView {
    let is = move |name: &str, value: &str| given(&query, name).as_deref() == Some(value);
    let departments = departments
        .into_iter()
        .map(|(id, name)| view! { <option value=id.to_string() selected=is("department", id.as_str())>{name}</option> })
        .collect::<Vec<_>>();
    let items = items
        .into_iter()
        .map(|(id, name, count)| view! { <option value=id.to_string() selected=is("item", id.as_str())>{format!("{name}（{count} 处）")}</option> })
        .collect_view();
    view! {
        <form method="get" action=HERE class="filters" role="search" aria-label="筛选">
            {(!departments.is_empty()).then(|| view! {
                <div>
                    <label for="q-department">"部门"</label>
                    <select id="q-department" name="department"><option value="">"全部部门"</option>{departments}</select>
                </div>
            })}
            <div>
                <label for="q-item">"事项"</label>
                <select id="q-item" name="item"><option value="">"全部事项"</option>{items}</select>
            </div>
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href=HERE>"清除"</a>
        </form>
    }
}

/// One form around the table: the ticks of it all, or the one button of a row.
#[component]
fn Table(
    rows: Vec<WaitingRow>,
    may: bool,
    here: String,
    /// What the list is narrowed to.
    within: [(&'static str, String); 2],
    /// How many there are beyond this page too.
    all: Option<u32>,
) -> impl IntoView {
    let lines = rows.into_iter().map(|row| line(row, may)).collect_view();
    let bulk = may.then(|| {
        view! {
            <p class="actions">
                <button class="btn" type="submit">"确认勾选的"</button>
                <button class="btn quiet" type="submit" name="all" value="on">"确认这一页全部"</button>
            </p>
            {all.map(|all| view! {
                <div class="actions">
                    <label class="check" for="sure">
                        <input id="sure" type="checkbox" name="sure" value="on"/>
                        <span>{format!("筛选范围内的 {all} 处，不在这一页上的也已经逐项核对")}</span>
                    </label>
                    <button class="btn quiet" type="submit" name="rest" value="on">{format!("确认筛选范围内全部 {all} 处")}</button>
                </div>
            })}
        }
    });
    view! {
        <form method="post" action=HERE>
            {may.then(|| view! { <EnterPresses words="确认勾选的"/> })}
            <input type="hidden" name="here" value=here/>
            {within.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })}
            <table class="cards">
                <caption class="visually-hidden">"待确认的要素"</caption>
                <thead>
                    <tr>
                        {may.then(|| view! { <th scope="col"><span class="visually-hidden">"选择"</span></th> })}
                        <th scope="col">"事项"</th>
                        <th scope="col">"要素"</th>
                        <th scope="col">"内容"</th>
                        {may.then(|| view! { <th scope="col"><span class="visually-hidden">"操作"</span></th> })}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            {bulk}
        </form>
    }
}

fn line(row: WaitingRow, may: bool) -> impl IntoView {
    let key = format!("{} {}", row.item, row.element.mark);
    let about = format!("{}：{}", row.item_name, row.element.label);
    let ready = !row.element.is_unwritten();
    let words = match ready {
        true => said(row.element.words),
        false => UNWRITTEN.to_owned(),
    };
    let tick = may.then(|| {
        if !ready {
            return view! { <td></td> }.into_any();
        }
        let (key, seen) = (key.clone(), key.clone());
        view! {
            <td>
                <input type="hidden" name="seen" value=seen/>
                <input type="checkbox" name="pick" value=key aria-label=format!("选择 {about}")/>
            </td>
        }
        .into_any()
    });
    let one = may.then(|| {
        if !ready {
            return view! { <td></td> }.into_any();
        }
        view! {
            <td><button class="btn quiet small" type="submit" name="one" value=key aria-label=format!("确认 {about}")>"确认"</button></td>
        }
        .into_any()
    });
    view! {
        <tr>
            {tick}
            <td data-label="事项">
                <a href=home(&row.item)>{row.item_name}</a>
                <br/>
                <span class="small muted">{row.department_name}</span>
            </td>
            <td data-label="要素">{row.element.label}</td>
            <td data-label="内容"><span class=if ready { "long" } else { "muted" }>{words}</span></td>
            {one}
        </tr>
    }
}
