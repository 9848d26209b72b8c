//! The queue with its filters, all of them in the address; what is looked for is sealed there.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::case::{CaseState, Channel, Mark};

use super::api::read_queue;
use super::rows::CaseTable;
use crate::backend::desk::{COUNT_CAP, QueueChoices, QueueFilter, QueuePage, QueueSort, Shelf};
use crate::flash::take_flash;
use crate::ui::address::{changed, given, query, read};
use crate::ui::{EmptyState, Filters, ListPage, Turn, staff_page};

const PATH: &str = "/desk/queue";

#[component]
pub fn Queue() -> impl IntoView {
    let typed = take_flash().value("text");
    let query = query();
    let filter = filter_of(&query);
    staff_page("办件", read_queue(filter), move |(page, choices)| {
        let now = filter_of(&query).shelf();
        let text = page.text.clone().unwrap_or(typed);
        view! {
            <ListPage
                title="办件" above=view! { <Shelves query=query.clone() now/> }.into_any()
                filters=filters(&query, choices, text)
            >
                <Shown page query now/>
            </ListPage>
        }
    })
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> QueueFilter {
    QueueFilter {
        state: read(query, "state"),
        item: read(query, "item"),
        department: read(query, "department"),
        place: read(query, "place"),
        due: read(query, "due"),
        channel: read(query, "channel"),
        mine: given(query, "mine").is_some(),
        free: false,
        mark: read(query, "mark"),
        shelf: read(query, "shelf"),
        text: None,
        find: given(query, "find"),
        sort: read(query, "sort"),
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
            view! { <li><a href=changed(PATH, &rest, "shelf", shelf.as_str()) aria-current=current>{shelf.words()}</a></li> }
        })
        .collect_view();
    view! { <nav class="shelves" aria-label="办到哪一步"><ul>{links}</ul></nav> }
}

fn filters(query: &ParamsMap, choices: QueueChoices, text: String) -> Filters {
    let filter = filter_of(query);
    let newest = filter.sort() == QueueSort::Newest;
    let chosen = given(query, "item");
    let items = choices
        .items
        .into_iter()
        .map(|(department, items)| {
            let items = items
                .into_iter()
                .map(|(id, name)| {
                    let selected = chosen.as_deref() == Some(id.as_str());
                    view! { <option value=id.to_string() selected=selected>{name}</option> }
                })
                .collect_view();
            view! { <optgroup label=department>{items}</optgroup> }
        })
        .collect_view();
    // The stages that lie here; everywhere, all of them.
    let here = filter.shelf();
    let states = CaseState::ALL.into_iter().filter(|state| here.holds(*state));
    let dues = [
        ("overdue", "已超期"),
        ("today", "今日到期"),
        ("this_week", "7 天内到期"),
    ];
    // An order is offered where it can be had.
    let by_due = matches!(here, Shelf::Open | Shelf::Delivery);
    let sorts = [("due", "按时限", !newest), ("newest", "按收件时间", newest)]
        .into_iter()
        .filter(|(value, ..)| by_due || *value == "newest")
        .map(|(value, words, selected)| view! { <option value=value selected=selected>{words}</option> })
        .collect_view();
    Filters::new(PATH, "筛选办件", query)
        .posted()
        .keep("shelf")
        .with(view! {
            <div class="grow">
                <label for="q-text">"办件号、姓名、手机、身份证号码"</label>
                <input id="q-text" name="text" type="search" value=text maxlength="60" autocomplete="off" placeholder="几位、姓、手机后四位都行"/>
            </div>
            <div>
                <label for="q-item">"事项"</label>
                <select id="q-item" name="item"><option value="">"全部事项"</option>{items}</select>
            </div>
        })
        .pick("department", "部门", "全部部门", choices.departments)
        .pick("place", "地点", "全部地点", choices.places)
        .pick("state", "环节", "全部环节", states.map(|state| (state.as_str(), state.staff_words())))
        .pick("due", "时限", "不限", dues)
        .pick("mark", "标记", "不限", Mark::ALL.map(|mark| (mark.as_str(), mark.words())))
        .pick("channel", "渠道", "全部渠道", Channel::ALL.map(|channel| (channel.as_str(), channel.words())))
        .with(view! {
            <div>
                <label for="q-sort">"排序"</label>
                <select id="q-sort" name="sort">{sorts}</select>
            </div>
        })
        .tick("mine", "我承办的")
}

#[component]
fn Shown(page: QueuePage, query: ParamsMap, now: Shelf) -> impl IntoView {
    let count = if page.count_capped {
        format!("{COUNT_CAP}+")
    } else {
        page.count.to_string()
    };
    let empty = page.rows.is_empty();
    let from = query.to_query_string();
    let mut everywhere = query.clone();
    everywhere.remove("state");
    let everywhere = changed(PATH, &everywhere, "shelf", Shelf::All.as_str());
    view! {
        <div class="row between">
            <p class="muted" role="status">{format!("{} {count} 件", now.words())}</p>
            {(!empty).then(|| view! {
                <a class="btn quiet small" href=format!("/desk/queue/export{from}") rel="external" download="">"导出表格（CSV，可用 Excel 打开）"</a>
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
        {Turn::Cursor(page.previous, page.next).at(PATH, &query)}
    }
}
