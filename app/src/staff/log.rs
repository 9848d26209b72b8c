//! The log: acts, and looks at unmasked personal data.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::time::show_time;

use crate::backend::log::{LogBook, LogFilter, LogLine, LogPage as Listed};
use crate::backend::{Log, port, session};
use crate::powers::filters::Pick;
use crate::ui::address::{given, query};
use crate::ui::{EmptyState, Mark, Tag, staff_page};

const PATH: &str = "/desk/log";

#[component]
pub fn LogPage() -> impl IntoView {
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "操作日志",
        async move { port::<dyn Log>()?.log_page(&session(), &filter).await },
        move |page| view! { <Shown page query/> },
    )
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> LogFilter {
    LogFilter {
        book: book_of(query),
        who: given(query, "who"),
        act: given(query, "act"),
        object: given(query, "object"),
        from: given(query, "from").and_then(|text| text.parse().ok()),
        to: given(query, "to").and_then(|text| text.parse().ok()),
        cursor: given(query, "at"),
    }
}

fn book_of(query: &ParamsMap) -> LogBook {
    match given(query, "book").as_deref() {
        Some("looks") => LogBook::Looks,
        _ => LogBook::Acts,
    }
}

/// The same address with another value under one name.
fn with(query: &ParamsMap, path: &str, name: &'static str, value: &str) -> String {
    let mut query = query.clone();
    query.remove(name);
    query.remove("at");
    if !value.is_empty() {
        query.insert(name, value.to_owned());
    }
    format!("{path}{}", query.to_query_string())
}

#[component]
fn Shown(page: Listed, query: ParamsMap) -> impl IntoView {
    let book = book_of(&query);
    let looks = book == LogBook::Looks;
    let empty = page.lines.is_empty();
    let previous = page
        .previous
        .map(|at| view! { <a class="btn quiet small" rel="prev" href=with(&query, PATH, "at", &at)>"上一页"</a> });
    let next = page
        .next
        .map(|at| view! { <a class="btn quiet small" rel="next" href=with(&query, PATH, "at", &at)>"下一页"</a> });
    let export = with(&query, "/desk/log/export.csv", "at", "");
    let tab = |value: &'static str, words: &'static str, chosen: bool| {
        let mut query = query.clone();
        query.remove("act");
        let href = with(&query, PATH, "book", value);
        view! { <a class="btn quiet small" href=href aria-current=chosen.then_some("true")>{words}</a> }
    };
    view! {
        <div class="row between">
            <h1>"操作日志"</h1>
            <a class="btn quiet small" href=export rel="external" download>"导出 CSV"</a>
        </div>
        <p class="muted">"记录工作人员做了什么、谁查看过完整的个人信息。日志里没有申请人的姓名、号码和填写的内容。"</p>
        <p class="row">{tab("", "办理和管理", !looks)}{tab("looks", "查看个人信息", looks)}</p>
        <Filters query=query.clone() acts=page.acts looks/>
        {if empty {
            view! { <EmptyState title="没有符合条件的记录" hint="放宽筛选条件再看看；姓名、账号、办件号要写全"/> }.into_any()
        } else {
            view! { <Table lines=page.lines looks/> }.into_any()
        }}
        <nav class="pagination" aria-label="分页">{previous}{next}</nav>
    }
}

#[component]
fn Filters(query: ParamsMap, acts: Vec<(String, String)>, looks: bool) -> impl IntoView {
    let text = |name: &str| given(&query, name).unwrap_or_default();
    view! {
        <form method="get" action=PATH class="filters" role="search" aria-label="筛选日志">
            {looks.then(|| view! { <input type="hidden" name="book" value="looks"/> })}
            <div>
                <label for="q-who">"工作人员的账号或姓名"</label>
                <input id="q-who" name="who" type="search" value=text("who")/>
            </div>
            <div>
                <label for="q-object">{if looks { "办件号" } else { "办件号，或被管理的账号" }}</label>
                <input id="q-object" name="object" type="search" value=text("object")/>
            </div>
            {(!looks).then(|| view! {
                <Pick name="act" label="操作" all="全部操作" options=acts chosen=given(&query, "act")/>
            })}
            <div>
                <label for="q-from">"从"</label>
                <input id="q-from" name="from" type="date" value=text("from")/>
            </div>
            <div>
                <label for="q-to">"到"</label>
                <input id="q-to" name="to" type="date" value=text("to")/>
            </div>
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href=if looks { "/desk/log?book=looks" } else { PATH }>"清除"</a>
        </form>
    }
}

#[component]
fn Table(lines: Vec<LogLine>, looks: bool) -> impl IntoView {
    let detail = if looks { "查看的原因" } else { "内容" };
    let rows = lines
        .into_iter()
        .map(|line| {
            let object = match line.address {
                Some(address) => view! { <a class="nowrap" href=address>{line.object}</a> }.into_any(),
                None => line.object.into_any(),
            };
            view! {
                <tr>
                    <td class="nowrap">{show_time(line.at)}</td>
                    <td data-label="谁">
                        <span class="nowrap">{line.by}</span>
                        " "
                        <span class="small muted">{line.by_whom}</span>
                    </td>
                    <td data-label="做了什么">
                        {line.words}
                        {(!line.done).then(|| view! { " " <Tag mark=Mark::Warn text="没有办成"/> })}
                    </td>
                    <td data-label="对象">{object}</td>
                    <td data-label=detail>{line.detail}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"日志"</caption>
            <thead>
                <tr>
                    <th scope="col">"时间"</th>
                    <th scope="col">"谁"</th>
                    <th scope="col">"做了什么"</th>
                    <th scope="col">"对象"</th>
                    <th scope="col">{detail}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
