//! Inspectors and the leading group: overdue by office, the red list, the months.

use leptos::prelude::*;
use shared::board::{Counts, Measure};
use shared::time::{Date, show_day};

use super::percent;
use crate::backend::board::MonthFigures;
use crate::backend::desk::COUNT_CAP;
use crate::backend::homes::{LateCase, OfficeOverdue, Oversight as Figures};
use crate::ui::{EmptyState, Mark, Tag};

#[component]
pub fn Oversight(figures: Figures) -> impl IntoView {
    let year: Counts = figures.months.iter().map(|month| month.counts.clone()).sum();
    let received = year.of(Measure::Received);
    let (on_time, decided) = (year.of(Measure::DecidedOnTime), year.of(Measure::Decided));
    let overdue = figures.overdue;
    let count = if overdue > COUNT_CAP {
        format!("{COUNT_CAP}+")
    } else {
        overdue.to_string()
    };
    let opens = figures.opens_cases;
    view! {
        <div class="kpi">
            <div class=(overdue > 0).then_some("bad")><b>{count}</b><span class="muted">"超期未办结"</span></div>
            <div><b>{figures.offices.len().to_string()}</b><span class="muted">"有超期件的单位"</span></div>
            <div><b>{received.to_string()}</b><span class="muted">"近 12 个月收件"</span></div>
            <div><b>{percent(on_time, decided)}</b><span class="muted">"近 12 个月按时办结率"</span></div>
        </div>
        <p class="actions"><a class="btn quiet" href="/board" rel="external">"看公开进展"</a></p>
        <div class="case-grid">
            <section class="card" aria-labelledby="late">
                <h2 id="late">"超期最久的办件"</h2>
                <Late late=figures.late today=figures.today opens/>
            </section>
            <section class="card" aria-labelledby="offices">
                <h2 id="offices">"各单位超期件"</h2>
                <Offices offices=figures.offices opens/>
            </section>
        </div>
        <section class="card" aria-labelledby="months">
            <h2 id="months">"逐月趋势"</h2>
            <Months months=figures.months/>
        </section>
    }
}

#[component]
fn Late(late: Vec<LateCase>, today: Date, opens: bool) -> impl IntoView {
    if late.is_empty() {
        return view! { <EmptyState title="没有超期的办件"/> }.into_any();
    }
    let rows = late
        .into_iter()
        .map(|case| {
            let number = case.number.to_string();
            let name = if opens {
                view! { <a href=format!("/desk/cases/{number}")>{case.item_name}</a> }.into_any()
            } else {
                case.item_name.into_any()
            };
            view! {
                <tr>
                    <td>{name}<br/><span class="small muted nowrap">{number}</span></td>
                    <td data-label="单位">{case.office}</td>
                    <td data-label="到期" class="nowrap">{show_day(case.due_on, today)}</td>
                    <td data-label="时限"><Tag mark=Mark::Bad text=case.words/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"超期最久的办件"</caption>
            <thead>
                <tr><th scope="col">"办件"</th><th scope="col">"单位"</th><th scope="col">"到期"</th><th scope="col">"时限"</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Offices(offices: Vec<OfficeOverdue>, opens: bool) -> impl IntoView {
    if offices.is_empty() {
        return view! { <EmptyState title="没有单位有超期件"/> }.into_any();
    }
    let rows = offices
        .into_iter()
        .map(|office| {
            let name = if opens {
                view! { <a href=office.address>{office.name}</a> }.into_any()
            } else {
                office.name.into_any()
            };
            view! { <tr><td>{name}</td><td class="n">{office.overdue.to_string()}</td></tr> }
        })
        .collect_view();
    view! {
        <table>
            <caption class="visually-hidden">"各单位超期件"</caption>
            <thead><tr><th scope="col">"单位"</th><th scope="col" class="n">"超期件"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Month by month, the newest first.
#[component]
pub fn Months(months: Vec<MonthFigures>) -> impl IntoView {
    let rows = months
        .into_iter()
        .rev()
        .map(|month| {
            let of = |measure| month.counts.of(measure);
            view! {
                <tr>
                    <td class="nowrap">{month.month.clone()}</td>
                    <td class="n" data-label="收件">{of(Measure::Received).to_string()}</td>
                    <td class="n" data-label="网上收件">{percent(of(Measure::ReceivedOnline), of(Measure::Received))}</td>
                    <td class="n" data-label="办结">{of(Measure::Decided).to_string()}</td>
                    <td class="n" data-label="按时办结率">{percent(of(Measure::DecidedOnTime), of(Measure::Decided))}</td>
                    <td class="n" data-label="逾期未告知">{of(Measure::AcceptedBySilence).to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"近 12 个月"</caption>
            <thead>
                <tr>
                    <th scope="col">"月份"</th>
                    <th scope="col" class="n">"收件"</th>
                    <th scope="col" class="n">"网上收件"</th>
                    <th scope="col" class="n">"办结"</th>
                    <th scope="col" class="n">"按时办结率"</th>
                    <th scope="col" class="n">"逾期未告知视为受理"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
