//! What failed behind the pages: messages that did not leave, work that was not done.

use leptos::prelude::*;
use shared::time::show_time;

use crate::backend::failures::{Failure, FailurePage as Listed};
use crate::backend::{Failures, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{page_given, query};
use crate::ui::{EmptyState, ErrorSummary, Pagination, staff_page};

const PATH: &str = "/desk/failed";
const TITLE: &str = "失败待处理";

#[component]
pub fn FailedPage() -> impl IntoView {
    let flash = take_flash();
    let page = page_given(&query());
    staff_page(
        TITLE,
        async move { port::<dyn Failures>()?.failures(&session(), page).await },
        move |page| view! { <Shown page flash/> },
    )
}

#[component]
fn Shown(page: Listed, flash: Flash) -> impl IntoView {
    let (number, pages, total) = (page.page, page.pages, page.total);
    let empty = page.rows.is_empty();
    view! {
        <h1>{TITLE}</h1>
        <p class="muted">"系统自动重试多次仍没有成功的短信和后台任务。排除原因后可以重试；不再需要的可以放弃。"</p>
        {flash.notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems)/>
        {if empty {
            view! { <EmptyState title="没有失败的短信和任务" hint="有发不出去的短信或者没有办成的任务时，会列在这里"/> }.into_any()
        } else {
            view! {
                <p class="muted" role="status">{format!("共 {total} 条")}</p>
                <Table rows=page.rows number/>
            }
                .into_any()
        }}
        <Pagination page=number pages address=|page| format!("{PATH}?page={page}")/>
    }
}

#[component]
fn Table(rows: Vec<Failure>, number: u32) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Line row number/> }).collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"失败的短信和任务"</caption>
            <thead>
                <tr>
                    <th scope="col">"是什么"</th>
                    <th scope="col">"发给"</th>
                    <th scope="col">"试过"</th>
                    <th scope="col">"原因"</th>
                    <th scope="col">"时间"</th>
                    <th scope="col">"处理"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Line(row: Failure, number: u32) -> impl IntoView {
    let to = row.to.clone().unwrap_or_else(|| "—".to_owned());
    let about = match &row.to {
        Some(to) => format!("{}，发给 {to}", row.what),
        None => row.what.clone(),
    };
    let base = format!("{PATH}/{}/{}", row.kind.as_str(), row.id);
    let resend = row.may_resend.then(|| {
        view! {
            <button class="btn small" type="submit" formaction=format!("{base}/resend")>
                "重试"
                <span class="visually-hidden">{format!("：{about}")}</span>
            </button>
        }
    });
    view! {
        <tr>
            <td>{row.what}</td>
            <td data-label="发给" class="nowrap">{to}</td>
            <td data-label="试过" class="nowrap">{format!("{} 次", row.tries)}</td>
            <td data-label="原因">{row.why.words()}</td>
            <td data-label="时间" class="nowrap">{show_time(row.at)}</td>
            <td data-label="处理" class="d">
                <form method="post" class="row">
                    <input type="hidden" name="page" value=number.to_string()/>
                    {resend}
                    <button class="btn quiet small" type="submit" formaction=format!("{base}/discard")>
                        "放弃"
                        <span class="visually-hidden">{format!("：{about}")}</span>
                    </button>
                </form>
            </td>
        </tr>
    }
}
