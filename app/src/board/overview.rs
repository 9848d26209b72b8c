//! The city at a glance.

use leptos::prelude::*;
use shared::board::Measure;
use shared::time::{show_date, show_time};

use super::chart::MonthChart;
use super::figures::Figures;
use super::map::TownMap;
use super::table::{Order, TownTable};
use crate::backend::board::BoardView;
use crate::backend::{Board, port};
use crate::ui::address::query;
use crate::ui::{EmptyState, Page, failed, loaded};

/// The large figures, in this order.
const LARGE: &[&str] = &["received", "online-share", "on-time-share", "guides-complete"];

#[component]
pub fn Overview() -> impl IntoView {
    let order = query();
    let order = Order::asked(order.get_str("sort"), order.get_str("dir"));
    let board = async { port::<dyn Board>()?.overview().await };
    view! {
        <Page title="进展" here="board">
            {loaded(board, failed("进展"), move |board| view! { <City board order/> })}
        </Page>
    }
}

#[component]
fn City(board: BoardView, order: Option<Order>) -> impl IntoView {
    let (joined, towns) = (board.joined(), board.towns.len());
    let empty = board.figures.of(Measure::Received) == 0;
    let milestone = board.milestone.clone().map(|milestone| {
        let due = format!("{}计划于 {}前完成。", milestone.words, show_date(milestone.due_on));
        view! {
            <details class="define">
                <summary>"怎么算的"<span class="visually-hidden">"：接入平台"</span></summary>
                <p>{due}</p>
                <p>{format!("已接入的镇（街道）数：{joined}")}</p>
                <p>{format!("全部镇（街道）数：{towns}")}</p>
            </details>
        }
    });
    view! {
        <p class="small muted">{format!("截至 {}。数字由办件记录逐件累计，不用填报。", show_time(board.at))}</p>
        <h1>{format!("{}三级政务服务进展", board.city)}</h1>
        <Figures figures=board.figures order=LARGE>
            <div>
                <b>{joined}<small>{format!(" / {towns}")}</small></b>
                "镇（街道）已接入"
                {milestone}
            </div>
        </Figures>
        {empty.then(|| view! {
            <EmptyState title="还没有收到办件" hint="有人提交申请后，这里会马上开始计数。"/>
        })}
        <div class="board-two">
            <section class="card">
                <h2>"各镇（街道）的位置"</h2>
                <p class="small muted">"按大致方位排列，颜色深浅表示网上申请占比。点开看这个镇（街道）。"</p>
                <TownMap towns=board.towns.clone()/>
            </section>
            <section class="card">
                <h2>"每月收件"</h2>
                <MonthChart months=board.months whose=board.city/>
            </section>
        </div>
        <section class="card">
            <header>
                <h2 id="towns">"各镇（街道）"</h2>
                <a href="/board.csv" rel="external" download="board.csv">"下载表格（CSV，可用 Excel 打开）"</a>
            </header>
            <TownTable towns=board.towns centre=board.centre order/>
        </section>
    }
    .into_any()
}
