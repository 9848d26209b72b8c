//! The finance bureau: what the catalogue's items cost.

use leptos::prelude::*;

use crate::backend::homes::{FeeLine, Fees as Figures};
use crate::ui::{EmptyState, Mark, Tag, Unconfirmed};

#[component]
pub fn Fees(fees: Figures) -> impl IntoView {
    let unknown = fees.unknown;
    view! {
        <div class="kpi">
            <div><b>{fees.charged.to_string()}</b><span class="muted">"收费的事项"</span></div>
            <div><b>{fees.free.to_string()}</b><span class="muted">"不收费的事项"</span></div>
            <div class=(unknown > 0).then_some("warn")><b>{unknown.to_string()}</b><span class="muted">"收费情况未公布"</span></div>
        </div>
        <section class="card" aria-labelledby="fees">
            <h2 id="fees">"收费和未公布收费情况的事项"</h2>
            <p class="muted small">"收费项目、标准和依据由主管部门在事项标准里填写，公布后显示在办事指南上。"</p>
            <Table items=fees.items/>
        </section>
    }
}

#[component]
fn Table(items: Vec<FeeLine>) -> impl IntoView {
    if items.is_empty() {
        return view! { <EmptyState title="已公布的事项都不收费"/> }.into_any();
    }
    let rows = items
        .into_iter()
        .map(|line| {
            let mark = if line.words == "收费" { Mark::Sea } else { Mark::Warn };
            view! {
                <tr>
                    <td>
                        <a href=format!("/items/{}", line.item) rel="external">{line.name}</a>
                        <br/>
                        <span class="small muted nowrap">{line.item}</span>
                    </td>
                    <td data-label="主管部门">{line.department}</td>
                    <td data-label="收费">
                        <Tag mark text=line.words/>" "{(!line.confirmed).then(|| view! { <Unconfirmed/> })}
                    </td>
                    <td data-label="项目和标准">{line.charges}</td>
                    <td data-label="依据">{line.basis}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"事项收费"</caption>
            <thead>
                <tr>
                    <th scope="col">"事项"</th>
                    <th scope="col">"主管部门"</th>
                    <th scope="col">"收费"</th>
                    <th scope="col">"项目和标准"</th>
                    <th scope="col">"依据"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
