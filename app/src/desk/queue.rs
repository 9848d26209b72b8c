//! The queue with its filters, all of them in the address; what is looked for is sealed there.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::case::{CaseState, Channel, Mark};

use super::api::read_queue;
use super::rows::CaseTable;
use crate::backend::desk::{COUNT_CAP, DueFilter, QueueChoices, QueueFilter, QueuePage, QueueSort, Shelf};
use crate::flash::take_flash;
use crate::ui::address::{given, query};
use crate::ui::{EmptyState, staff_page};

#[component]
pub fn Queue() -> impl IntoView {
    let typed = take_flash().value("text");
    let query = query();
    let filter = filter_of(&query);
    staff_page("办件", read_queue(filter), move |(page, choices)| {
        let now = filter_of(&query).shelf();
        let text = page.text.clone().unwrap_or(typed);
        view! {
            <h1>"办件"</h1>
            <Shelves query=query.clone() now/>
            <Filters query=query.clone() choices text/>
            <Shown page query now/>
        }
    })
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> QueueFilter {
    let due = match given(query, "due").as_deref() {
        Some("overdue") => Some(DueFilter::Overdue),
        Some("today") => Some(DueFilter::Today),
        Some("this_week") => Some(DueFilter::ThisWeek),
        _ => None,
    };
    let sort = match given(query, "sort").as_deref() {
        Some("newest") => Some(QueueSort::Newest),
        Some("due") => Some(QueueSort::Due),
        _ => None,
    };
    QueueFilter {
        state: given(query, "state").and_then(|text| text.parse().ok()),
        item: given(query, "item").and_then(|text| text.parse().ok()),
        department: given(query, "department").and_then(|text| text.parse().ok()),
        place: given(query, "place").and_then(|text| text.parse().ok()),
        due,
        channel: given(query, "channel").and_then(|text| text.parse().ok()),
        mine: given(query, "mine").is_some(),
        free: false,
        mark: given(query, "mark").as_deref().and_then(Mark::named),
        shelf: given(query, "shelf").and_then(|text| Shelf::named(&text)),
        text: None,
        find: given(query, "find"),
        sort,
        cursor: given(query, "at"),
    }
}

/// The same from a query's names and values.
#[must_use]
pub fn filter_of_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> QueueFilter {
    let mut query = ParamsMap::new();
    for (name, value) in pairs {
        query.insert(name, value);
    }
    filter_of(&query)
}

/// The same address with one part another; a new list begins at its beginning.
fn with(query: &ParamsMap, name: &'static str, value: &str) -> String {
    let mut query = query.clone();
    query.remove("at");
    query.remove(name);
    query.insert(name, value.to_owned());
    format!("/desk/queue{}", query.to_query_string())
}

/// Where is looked, as one control: what is to be decided, what is to be delivered, what is over, everything.
#[component]
fn Shelves(query: ParamsMap, now: Shelf) -> impl IntoView {
    let mut rest = query;
    // A stage lies in one place only: another place is another question.
    rest.remove("state");
    let links = Shelf::ALL
        .into_iter()
        .map(|shelf| {
            let current = (shelf == now).then_some("page");
            view! { <li><a href=with(&rest, "shelf", shelf.as_str()) aria-current=current>{shelf.words()}</a></li> }
        })
        .collect_view();
    view! { <nav class="shelves" aria-label="办到哪一步"><ul>{links}</ul></nav> }
}

#[component]
fn Filters(query: ParamsMap, choices: QueueChoices, text: String) -> impl IntoView {
    let filter = filter_of(&query);
    let shelf = given(&query, "shelf").map(|_| filter.shelf().as_str());
    let newest = filter.sort() == QueueSort::Newest;
    let is = move |name: &str, value: &str| given(&query, name).as_deref() == Some(value);
    let mine = is("mine", "on");
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
    // The stages that lie here; everywhere, all of them.
    let here = filter.shelf();
    let states = CaseState::ALL
        .into_iter()
        .filter(|state| here.holds(*state))
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
    let marks = Mark::ALL
        .into_iter()
        .map(|mark| view! { <option value=mark.as_str() selected=is("mark", mark.as_str())>{mark.words()}</option> })
        .collect_view();
    // An order is offered where it can be had.
    let by_due = matches!(here, Shelf::Open | Shelf::Delivery);
    let sorts = [("due", "按时限", !newest), ("newest", "按收件时间", newest)]
        .into_iter()
        .filter(|(value, ..)| by_due || *value == "newest")
        .map(|(value, words, selected)| view! { <option value=value selected=selected>{words}</option> })
        .collect_view();
    view! {
        <form method="post" action="/desk/queue" class="filters" role="search" aria-label="筛选办件">
            {shelf.map(|shelf| view! { <input type="hidden" name="shelf" value=shelf/> })}
            <div class="grow">
                <label for="q-text">"办件号、姓名、手机、身份证号码"</label>
                <input id="q-text" name="text" type="search" value=text maxlength="60" autocomplete="off" placeholder="几位、姓、手机后四位都行"/>
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
                <label for="q-mark">"标记"</label>
                <select id="q-mark" name="mark"><option value="">"不限"</option>{marks}</select>
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
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href="/desk/queue">"清除"</a>
        </form>
    }
}

#[component]
fn Shown(page: QueuePage, query: ParamsMap, now: Shelf) -> impl IntoView {
    let count = if page.count_capped {
        format!("{COUNT_CAP}+")
    } else {
        page.count.to_string()
    };
    let previous = page.previous.map(|at| {
        view! { <a class="btn quiet small" rel="prev" href=with(&query, "at", &at)>"上一页"</a> }
    });
    let next = page
        .next
        .map(|at| view! { <a class="btn quiet small" rel="next" href=with(&query, "at", &at)>"下一页"</a> });
    let empty = page.rows.is_empty();
    let from = query.to_query_string();
    let mut everywhere = query.clone();
    everywhere.remove("state");
    let everywhere = with(&everywhere, "shelf", Shelf::All.as_str());
    view! {
        <div class="row between">
            <p class="muted" role="status">{format!("{} {count} 件", now.words())}</p>
            {(!empty).then(|| view! {
                <a class="btn quiet small" href=format!("/desk/queue/export{from}") rel="external" download="">"导出表格"</a>
            })}
        </div>
        {if empty {
            view! {
                <EmptyState title="没有符合条件的办件" hint="放宽筛选条件再看看；身份证号码要写全，手机号码写全或只写后四位">
                    {(now != Shelf::All).then(|| view! { <a class="btn quiet" href=everywhere>"在全部办件里找"</a> })}
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <CaseTable rows=page.rows caption="办件列表" from/> }.into_any()
        }}
        <nav class="pagination" aria-label="分页">{previous}{next}</nav>
    }
}
