//! The digital office: how much is done online, by month and by town.

use leptos::prelude::*;
use shared::board::Measure;

use super::oversight::Months;
use super::percent;
use crate::backend::board::TownRow;
use crate::backend::homes::Online as Figures;
use crate::ui::EmptyState;

#[component]
pub fn Online(figures: Figures) -> impl IntoView {
    view! {
        <div class="kpi">
            <div><b>{percent(figures.received_online, figures.received)}</b><span class="muted">"网上收件占比"</span></div>
            <div><b>{figures.received_online.to_string()}</b><span class="muted">{format!("网上收件，共收 {} 件", figures.received)}</span></div>
            <a href="/items" rel="external"><b>{figures.items.to_string()}</b><span class="muted">"已公布的事项"</span></a>
            <div><b>{figures.no_visit.to_string()}</b><span class="muted">"不用到场的事项"</span></div>
        </div>
        <p class="actions"><a class="btn quiet" href="/board" rel="external">"看公开进展"</a></p>
        <section class="card" aria-labelledby="towns">
            <h2 id="towns">"各镇（街道）网上收件，占比低的在前"</h2>
            <Towns towns=figures.towns/>
        </section>
        <section class="card" aria-labelledby="months">
            <h2 id="months">"逐月趋势"</h2>
            <Months months=figures.months/>
        </section>
    }
}

#[component]
fn Towns(towns: Vec<TownRow>) -> impl IntoView {
    if towns.is_empty() {
        return view! { <EmptyState title="还没有收件"/> }.into_any();
    }
    let rows = towns
        .into_iter()
        .map(|town| {
            let of = |measure| town.progress.figures.of(measure);
            let (received, online) = (of(Measure::Received), of(Measure::ReceivedOnline));
            let to = format!("/board/{}", town.progress.town);
            view! {
                <tr>
                    <td><a href=to rel="external">{town.progress.name}</a></td>
                    <td class="n" data-label="收件">{received.to_string()}</td>
                    <td class="n" data-label="网上收件">{online.to_string()}</td>
                    <td class="n" data-label="占比">{percent(online, received)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"各镇（街道）网上收件"</caption>
            <thead>
                <tr>
                    <th scope="col">"镇（街道）"</th>
                    <th scope="col" class="n">"收件"</th>
                    <th scope="col" class="n">"网上收件"</th>
                    <th scope="col" class="n">"占比"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
