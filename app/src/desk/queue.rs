//! The queue with its filters, all of them in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use shared::case::{CaseState, Channel};

use super::api::read_queue;
use super::dashboard::Refused;
use super::rows::CaseTable;
use crate::backend::desk::{COUNT_CAP, DueFilter, QueueChoices, QueueFilter, QueuePage, QueueSort};
use crate::ui::{EmptyState, LoadingState, StaffPage};

#[component]
pub fn Queue() -> impl IntoView {
    let query = use_query_map();
    let page = Resource::new_blocking(move || query.get(), |query| read_queue(filter_of(&query)));
    view! {
        <StaffPage title="办件">
            <h1>"办件"</h1>
            <Suspense fallback=|| view! { <LoadingState/> }>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok((page, choices)) => {
                            let query = query.get_untracked();
                            view! { <Filters query=query.clone() choices/> <Shown page query/> }.into_any()
                        }
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </StaffPage>
    }
}

fn given(query: &ParamsMap, name: &str) -> Option<String> {
    query
        .get(name)
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> QueueFilter {
    let due = match given(query, "due").as_deref() {
        Some("overdue") => Some(DueFilter::Overdue),
        Some("today") => Some(DueFilter::Today),
        Some("this_week") => Some(DueFilter::ThisWeek),
        _ => None,
    };
    let newest = given(query, "sort").as_deref() == Some("newest");
    QueueFilter {
        state: given(query, "state").and_then(|text| text.parse().ok()),
        item: given(query, "item").and_then(|text| text.parse().ok()),
        department: given(query, "department").and_then(|text| text.parse().ok()),
        place: given(query, "place").and_then(|text| text.parse().ok()),
        due,
        channel: given(query, "channel").and_then(|text| text.parse().ok()),
        mine: given(query, "mine").is_some(),
        closed: given(query, "closed").is_some(),
        text: given(query, "text"),
        sort: if newest { QueueSort::Newest } else { QueueSort::Due },
        cursor: given(query, "at"),
    }
}

/// The same address with another place in the list.
fn address(query: &ParamsMap, at: &str) -> String {
    let mut query = query.clone();
    query.remove("at");
    query.insert("at", at.to_owned());
    format!("/desk/queue{}", query.to_query_string())
}

#[component]
fn Filters(query: ParamsMap, choices: QueueChoices) -> impl IntoView {
    let text = given(&query, "text").unwrap_or_default();
    let is = move |name: &str, value: &str| given(&query, name).as_deref() == Some(value);
    let (mine, closed) = (is("mine", "on"), is("closed", "on"));
    let items = choices
        .items
        .into_iter()
        .map(|(department, items)| {
            let items = items
                .into_iter()
                .map(|(id, name)| view! { <option value=id.to_string() selected=is("item", id.as_str())>{name}</option> })
                .collect_view();
            view! { <optgroup label=department>{items}</optgroup> }
        })
        .collect_view();
    let departments = choices
        .departments
        .into_iter()
        .map(|(id, name)| {
            let selected = is("department", id.as_str());
            view! { <option value=id.to_string() selected=selected>{name}</option> }
        })
        .collect::<Vec<_>>();
    let places = choices
        .places
        .into_iter()
        .map(|(code, name)| {
            let selected = is("place", code.as_str());
            view! { <option value=code.to_string() selected=selected>{name}</option> }
        })
        .collect::<Vec<_>>();
    let states = CaseState::ALL
        .into_iter()
        .map(|state| view! { <option value=state.as_str() selected=is("state", state.as_str())>{state.staff_words()}</option> })
        .collect_view();
    let channels = Channel::ALL
        .into_iter()
        .map(|channel| view! { <option value=channel.as_str() selected=is("channel", channel.as_str())>{channel.words()}</option> })
        .collect_view();
    let dues = [
        ("overdue", "已超期"),
        ("today", "今日到期"),
        ("this_week", "7 天内到期"),
    ]
    .into_iter()
    .map(|(value, words)| view! { <option value=value selected=is("due", value)>{words}</option> })
    .collect_view();
    let sorts = [("due", "按时限"), ("newest", "按收件时间")]
        .into_iter()
        .map(|(value, words)| view! { <option value=value selected=is("sort", value)>{words}</option> })
        .collect_view();
    view! {
        <form method="get" action="/desk/queue" class="filters" role="search" aria-label="筛选办件">
            <div class="grow">
                <label for="q-text">"办件号、姓名、手机后四位"</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
            <div>
                <label for="q-item">"事项"</label>
                <select id="q-item" name="item"><option value="">"全部事项"</option>{items}</select>
            </div>
            {(!departments.is_empty()).then(|| view! {
                <div>
                    <label for="q-department">"部门"</label>
                    <select id="q-department" name="department"><option value="">"全部部门"</option>{departments}</select>
                </div>
            })}
            {(!places.is_empty()).then(|| view! {
                <div>
                    <label for="q-place">"地点"</label>
                    <select id="q-place" name="place"><option value="">"全部地点"</option>{places}</select>
                </div>
            })}
            <div>
                <label for="q-state">"环节"</label>
                <select id="q-state" name="state"><option value="">"全部环节"</option>{states}</select>
            </div>
            <div>
                <label for="q-due">"时限"</label>
                <select id="q-due" name="due"><option value="">"不限"</option>{dues}</select>
            </div>
            <div>
                <label for="q-channel">"渠道"</label>
                <select id="q-channel" name="channel"><option value="">"全部渠道"</option>{channels}</select>
            </div>
            <div>
                <label for="q-sort">"排序"</label>
                <select id="q-sort" name="sort">{sorts}</select>
            </div>
            <div><label><input type="checkbox" name="mine" value="on" checked=mine/>" 我承办的"</label></div>
            <div><label><input type="checkbox" name="closed" value="on" checked=closed/>" 已办结的"</label></div>
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href="/desk/queue">"清除"</a>
        </form>
    }
}

#[component]
fn Shown(page: QueuePage, query: ParamsMap) -> impl IntoView {
    let count = if page.count_capped {
        format!("{COUNT_CAP}+")
    } else {
        page.count.to_string()
    };
    let previous = page.previous.map(|at| {
        view! { <a class="btn quiet small" rel="prev" href=address(&query, &at)>"上一页"</a> }
    });
    let next = page
        .next
        .map(|at| view! { <a class="btn quiet small" rel="next" href=address(&query, &at)>"下一页"</a> });
    let empty = page.rows.is_empty();
    view! {
        <p class="muted" role="status">{format!("共 {count} 件")}</p>
        {if empty {
            view! { <EmptyState title="没有符合条件的办件" hint="放宽筛选条件再看看；姓名要写全"/> }.into_any()
        } else {
            view! { <CaseTable rows=page.rows caption="办件列表"/> }.into_any()
        }}
        <nav class="pagination" aria-label="分页">{previous}{next}</nav>
    }
}
