//! One town: its figures, its months, the plan, what it offers.

use leptos::prelude::*;
use shared::board::{Measure, MilestoneStanding};
use shared::time::{show_date, show_time};

use super::chart::MonthChart;
use super::figures::Figures;
use crate::backend::board::{ItemLine, MilestoneView, TownBoard};
use crate::backend::{Board, port};
use crate::ui::address::{page_given, part, query};
use crate::ui::{EmptyState, Mark, Page, Pagination, Tag, failed, loaded};

/// These first; a phone shows the others here alone.
const LARGE: &[&str] = &["received", "online-share", "on-time-share", "items", "guides-complete"];

#[component]
pub fn TownPage() -> impl IntoView {
    let (town, page) = (part("town"), page_given(&query()));
    let town = async move { port::<dyn Board>()?.town(&town, page).await };
    view! {
        <Page title="镇（街道）进展" here="board">
            <p class="small"><a href="/board">"全市进展"</a></p>
            {loaded(town, failed("镇（街道）进展"), |town| view! { <Town town/> })}
        </Page>
    }
}

#[component]
fn Town(town: TownBoard) -> impl IntoView {
    let progress = town.row.progress;
    let code = progress.town.clone();
    let milestones = (!town.milestones.is_empty()).then(|| view! { <Milestones milestones=town.milestones/> });
    let cases = if progress.figures.of(Measure::Received) == 0 {
        view! { <EmptyState title="这里还没有收到办件" hint="有人提交申请后，这里会马上开始计数。"/> }.into_any()
    } else {
        view! { <MonthChart months=town.months whose=progress.name.clone()/> }.into_any()
    };
    let (here, csv) = (format!("/board/{code}"), format!("/board/{code}.csv"));
    view! {
        <h1>{progress.name}</h1>
        <p class="small muted">{format!("截至 {}", show_time(town.at))}</p>
        <Figures figures=progress.figures order=LARGE all=true>""</Figures>
        <section class="card">
            <header>
                <h2>"每月收件"</h2>
                <a href=csv rel="external" download>"下载每月数字（CSV）"</a>
            </header>
            {cases}
        </section>
        {milestones}
        <section class="card">
            <h2 id="items">"已公布的事项"</h2>
            <Items items=town.items place=code.to_string()/>
            <Pagination page=town.page pages=town.pages address=move |page| format!("{here}?page={page}#items")/>
        </section>
    }
    .into_any()
}

#[component]
fn Milestones(milestones: Vec<MilestoneView>) -> impl IntoView {
    let line = |milestone: MilestoneView| {
        let mark = match milestone.standing {
            MilestoneStanding::ReachedInTime => Mark::Ok,
            MilestoneStanding::ReachedLate => Mark::Warn,
            MilestoneStanding::NotYet => Mark::Plain,
            MilestoneStanding::Overdue => Mark::Bad,
        };
        let on = milestone
            .reached_on
            .map(|on| format!("，{} 完成", show_date(on)))
            .unwrap_or_default();
        view! {
            <li>
                <strong>{milestone.name}</strong> " " <Tag mark text=milestone.standing.words()/>
                <span class="sub">{milestone.words}{format!("应于 {}前完成{on}。", show_date(milestone.due_on))}</span>
            </li>
        }
    };
    view! {
        <section class="card">
            <h2>"计划节点"</h2>
            <ul class="plain">{milestones.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Items(items: Vec<ItemLine>, place: String) -> impl IntoView {
    if items.is_empty() {
        return view! { <EmptyState title="这里还没有公布事项" hint="可以先看全市的办事指南。"/> }.into_any();
    }
    let line = |item: ItemLine| {
        let guide = format!("指南要素已确认 {} / {}", item.confirmed, item.required);
        view! {
            <li>
                <a href=format!("/items/{}?place={place}", item.id)>{item.name}</a>
                <span class="sub">{format!("{} · {guide}", item.department)}</span>
            </li>
        }
    };
    view! { <ul class="plain">{items.into_iter().map(line).collect_view()}</ul> }.into_any()
}
