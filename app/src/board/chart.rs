//! Cases received per month, as bars, with the numbers in a table for whoever reads numbers.

use leptos::prelude::*;
use shared::board::Measure;

use crate::backend::board::MonthFigures;

/// The bars side by side.
const WIDTH: i64 = 640;
const HEIGHT: i64 = 200;
/// Where they stand.
const BASE: i64 = 172;
const TOP: i64 = 22;

/// The bars one below the other, for phones: letters keep their size there.
const NARROW: i64 = 288;
const LINE: i64 = 26;
/// Where they begin, after the month.
const START: i64 = 48;
/// Room for the number after the longest.
const NUMBER: i64 = 56;

fn received(month: &MonthFigures) -> i64 {
    month.counts.of(Measure::Received)
}

#[component]
pub fn MonthChart(months: Vec<MonthFigures>, whose: String) -> impl IntoView {
    let total: i64 = months.iter().map(received).sum();
    let label = format!("{whose}近 12 个月每月收件数的柱形图，共 {total} 件，数字见下面的表");
    view! {
        {upright(&months, label.clone())}
        {lying(&months, label)}
        <p class="small muted">"蓝色：申请人用手机或电脑提交；砖红：窗口、代办员和自助机。"</p>
        <details class="define">
            <summary>"看每月的数字"</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="每月的数字">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"月份"</th>
                            <th scope="col" class="n">"收件"</th>
                            <th scope="col" class="n">"网上申请"</th>
                            <th scope="col" class="n">"作出决定"</th>
                            <th scope="col" class="n">"按时"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {months
                            .iter()
                            .map(|month| {
                                view! {
                                    <tr>
                                        <th scope="row">{long(&month.month)}</th>
                                        <td class="n">{received(month)}</td>
                                        <td class="n">{month.counts.of(Measure::ReceivedOnline)}</td>
                                        <td class="n">{month.counts.of(Measure::Decided)}</td>
                                        <td class="n">{month.counts.of(Measure::DecidedOnTime)}</td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// So much of `room` as this is of the most.
fn length(count: i64, months: &[MonthFigures], room: i64) -> i64 {
    let most = months.iter().map(received).max().unwrap_or(0).max(1);
    count.max(0).saturating_mul(room) / most
}

fn upright(months: &[MonthFigures], label: String) -> impl IntoView + use<> {
    let step = WIDTH / i64::try_from(months.len().max(1)).unwrap_or(1);
    let bars = (0i64..)
        .zip(months)
        .map(|(at, month)| {
            let left = at * step + step / 6;
            let width = step * 2 / 3;
            let all = length(received(month), months, BASE - TOP);
            let online = length(month.counts.of(Measure::ReceivedOnline), months, BASE - TOP);
            view! {
                <rect class="bar-b" x=left y=BASE - all width=width height=all - online></rect>
                <rect class="bar-a" x=left y=BASE - online width=width height=online></rect>
                <text x=left + width / 2 y=BASE - all - 6 text-anchor="middle">{received(month)}</text>
                <text x=left + width / 2 y=BASE + 18 text-anchor="middle">{short(&month.month)}</text>
            }
        })
        .collect_view();
    view! {
        <svg class="chart upright" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
            <line class="axis" x1="0" x2=WIDTH y1=BASE y2=BASE></line>
            {bars}
        </svg>
    }
}

fn lying(months: &[MonthFigures], label: String) -> impl IntoView + use<> {
    let bars = (0i64..)
        .zip(months)
        .map(|(at, month)| {
            let (top, text) = (at * LINE + 4, at * LINE + LINE - 8);
            let all = length(received(month), months, NARROW - START - NUMBER);
            let online = length(
                month.counts.of(Measure::ReceivedOnline),
                months,
                NARROW - START - NUMBER,
            );
            view! {
                <text x=START - 6 y=text text-anchor="end">{short(&month.month)}</text>
                <rect class="bar-a" x=START y=top width=online height=LINE - 8></rect>
                <rect class="bar-b" x=START + online y=top width=all - online height=LINE - 8></rect>
                <text x=START + all + 6 y=text>{received(month)}</text>
            }
        })
        .collect_view();
    let height = LINE * i64::try_from(months.len()).unwrap_or(1);
    view! {
        <svg class="chart lying" viewBox=format!("0 0 {NARROW} {height}") role="img" aria-label=label>
            <line class="axis" x1=START x2=START y1="0" y2=height></line>
            {bars}
        </svg>
    }
}

/// 11 月
fn short(month: &str) -> String {
    let number = month.get(5..).unwrap_or_default().trim_start_matches('0');
    format!("{number} 月")
}

/// 2026 年 11 月
fn long(month: &str) -> String {
    format!("{} 年 {}", month.get(..4).unwrap_or_default(), short(month))
}
