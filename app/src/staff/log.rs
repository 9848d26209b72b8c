//! The log: acts, and looks at unmasked personal data.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::time::show_time;

use crate::backend::log::{LogBook, LogFilter, LogLine, LogPage as Listed};
use crate::backend::{Log, port, session};
use crate::ui::address::{changed, given, query, read};
use crate::ui::{Column, Filters, ListPage, Mark, Tag, Turn, staff_page, table_or};

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
        from: read(query, "from"),
        to: read(query, "to"),
        cursor: given(query, "at"),
    }
}

fn book_of(query: &ParamsMap) -> LogBook {
    given(query, "book")
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}

#[component]
fn Shown(page: Listed, query: ParamsMap) -> impl IntoView {
    let looks = book_of(&query) == LogBook::Looks;
    let export = changed("/desk/log/export.csv", &query, "at", "");
    let acts =
        view! { <a class="btn quiet small" href=export rel="external" download>"导出表格（CSV，可用 Excel 打开）"</a> };
    let tab = |value: &'static str, words: &'static str, chosen: bool| {
        let mut query = query.clone();
        query.remove("act");
        let href = changed(PATH, &query, "book", value);
        view! { <a class="btn quiet small" href=href aria-current=chosen.then_some("true")>{words}</a> }
    };
    let tabs = view! { <p class="row">{tab("", "办理和管理", !looks)}{tab("looks", "查看个人信息", looks)}</p> };
    let intro = "记录工作人员做了什么、谁查看过完整的个人信息。日志里没有申请人的姓名、号码和填写的内容。";
    let empty = ("没有符合条件的记录", "放宽筛选条件再看看；姓名、账号、办件号要写全");
    view! {
        <ListPage
            title="操作日志" acts=acts.into_any() intro=intro.into_any() above=tabs.into_any()
            filters=filters(&query, page.acts, looks)
        >
            {table_or("日志", &columns(looks), &page.lines, empty)}
            {Turn::Cursor(page.previous, page.next).at(PATH, &query)}
        </ListPage>
    }
}

fn filters(query: &ParamsMap, acts: Vec<(String, String)>, looks: bool) -> Filters {
    let (path, object) = if looks {
        ("/desk/log?book=looks", "办件号")
    } else {
        (PATH, "办件号，或被管理的账号")
    };
    Filters::new(path, "筛选日志", query)
        .keep("book")
        .line("who", "工作人员的账号或姓名", "search")
        .line("object", object, "search")
        .pick("act", "操作", "全部操作", if looks { Vec::new() } else { acts })
        .days()
}

type Col = Column<LogLine>;

fn columns(looks: bool) -> [Col; 5] {
    [
        Col::new(
            "时间",
            |line| view! { <span class="nowrap">{show_time(line.at)}</span> },
        ),
        Col::new("谁", |line| {
            view! {
                <span>
                    <span class="nowrap">{line.by.clone()}</span>
                    " "
                    <span class="small muted">{line.by_whom.clone()}</span>
                </span>
            }
        }),
        Col::new("做了什么", |line| {
            view! {
                <span>
                    {line.words.clone()}
                    {(!line.done).then(|| view! { " " <Tag mark=Mark::Warn text="没有办成"/> })}
                </span>
            }
        }),
        Col::new("对象", |line| match line.address.clone() {
            Some(address) => view! { <a class="nowrap" href=address>{line.object.clone()}</a> }.into_any(),
            None => line.object.clone().into_any(),
        }),
        Col::new(if looks { "查看的原因" } else { "内容" }, |line| {
            (!line.detail.is_empty()).then(|| view! { <span class="long">{line.detail.clone()}</span> })
        }),
    ]
}
