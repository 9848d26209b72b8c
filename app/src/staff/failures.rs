//! What failed behind the pages: messages that did not leave, work that was not done.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::time::show_time;

use crate::backend::failures::{Failure, FailureAct, FailurePage as Listed};
use crate::backend::{Failures, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{page_given, query};
use crate::ui::{Column, ListPage, Turn, staff_page, table_or};

const PATH: &str = "/desk/failed";
const TITLE: &str = "失败待处理";

#[component]
pub fn FailedPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let page = page_given(&query);
    staff_page(
        TITLE,
        async move { port::<dyn Failures>()?.failures(&session(), page).await },
        move |page| view! { <Shown page query flash/> },
    )
}

#[component]
fn Shown(page: Listed, query: ParamsMap, flash: Flash) -> impl IntoView {
    let intro = "系统自动重试多次仍没有成功的短信和后台任务。排除原因后可以重试；不再需要的可以放弃。";
    let empty = (
        "没有失败的短信和任务",
        "有发不出去的短信或者没有办成的任务时，会列在这里",
    );
    view! {
        <ListPage title=TITLE intro=intro.into_any() flash count=format!("共 {} 条", page.total)>
            {table_or("失败的短信和任务", &columns(page.page), &page.rows, empty)}
            {Turn::Page(page.page, page.pages).at(PATH, &query)}
        </ListPage>
    }
}

type Col = Column<Failure>;

/// `page`: where the buttons lead back to.
fn columns(page: u32) -> [Col; 6] {
    [
        Col::new("是什么", |row| row.what.clone()),
        Col::new("发给", |row| row.to.clone().unwrap_or_else(|| "—".to_owned())).short(),
        Col::new("试过", |row| format!("{} 次", row.tries)).short(),
        Col::new("原因", |row| row.why.words()),
        Col::new("时间", |row| show_time(row.at)).short(),
        Col::new("处理", move |row| buttons(row, page)).short(),
    ]
}

fn buttons(row: &Failure, page: u32) -> impl IntoView + use<> {
    let about = match &row.to {
        Some(to) => format!("：{}，发给 {to}", row.what),
        None => format!("：{}", row.what),
    };
    let button = |act: FailureAct, class: &'static str| {
        let to = format!("{PATH}/{}/{}/{}", row.kind.as_str(), row.id, act.as_str());
        view! {
            <button class=class type="submit" formaction=to>
                {act.words()}<span class="visually-hidden">{about.clone()}</span>
            </button>
        }
    };
    let resend = row.may_resend.then(|| button(FailureAct::Resend, "btn small"));
    let discard = button(FailureAct::Discard, "btn quiet small");
    view! {
        <form method="post" class="row">
            <input type="hidden" name="page" value=page.to_string()/>
            {resend}
            {discard}
        </form>
    }
}
