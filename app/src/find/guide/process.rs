//! How it goes, how long it takes, what it costs, what comes of it.

use leptos::prelude::*;
use shared::catalogue::Confirmable;

use super::super::item_list::marked;
use super::head::line;
use crate::backend::catalogue::{GuideView, StepView};
use crate::ui::Unconfirmed;

#[component]
pub fn Steps(view: GuideView) -> impl IntoView {
    let mark = (!view.steps.confirmed).then(|| view! { " " <Unconfirmed/> });
    let steps = view.steps.value.into_iter().map(step).collect_view();
    let posted = view
        .public_notice
        .map(|notice| view! { <dl class="kv">{line("公示", notice)}</dl> });
    let special = (!view.special_procedures.is_empty()).then(|| {
        let list = view.special_procedures.join("、");
        view! { <p class="small muted">{format!("办理中可能有：{list}")}</p> }
    });
    view! {
        <section class="card stack tight" aria-labelledby="steps">
            <h2 id="steps">"怎么办"{mark}</h2>
            <ol class="steps">{steps}</ol>
            {posted}
            {special}
        </section>
    }
    .into_any()
}

fn step(step: StepView) -> impl IntoView {
    let mut about = step.who;
    for more in [step.present, step.limit, step.note].into_iter().flatten() {
        if !about.is_empty() {
            about.push_str(" · ");
        }
        about.push_str(&more);
    }
    view! {
        <li>
            <b>{step.name}</b>
            <p class="small muted">{about}</p>
        </li>
    }
    .into_any()
}

#[component]
pub fn Limits(view: GuideView) -> impl IntoView {
    let limit = |name: &'static str, value: Confirmable<String>, basis: String| {
        let basis = (!basis.is_empty()).then(|| view! { <span class="sub">{basis}</span> });
        view! { <dt>{name}</dt> <dd>{marked(value)} {basis}</dd> }
    };
    // It compares both, so it is no surer than either.
    let saved = view.saved.map(|value| {
        let confirmed = view.promised.confirmed && view.statutory.confirmed;
        view! { <p class="strong">{marked(Confirmable { value, confirmed })}</p> }
    });
    let example = view.example.map(|example| view! { <p class="notice">{example}</p> });
    let notes = view
        .limit_notes
        .into_iter()
        .map(|note| view! { <p class="small muted">{note}</p> })
        .collect_view();
    view! {
        <section class="card stack tight" aria-labelledby="limits">
            <h2 id="limits">"要多久"</h2>
            {saved}
            <dl class="kv">
                {limit("承诺时限", view.promised_from, view.promised_basis)}
                {limit("法定时限", view.statutory, view.statutory_basis)}
            </dl>
            {example}
            {notes}
        </section>
    }
    .into_any()
}

#[component]
pub fn Fee(view: GuideView) -> impl IntoView {
    let items =
        (!view.fee_items.is_empty()).then(|| view! { <dt>"收费项目"</dt> <dd>{view.fee_items.join("；")}</dd> });
    let online = view.pay_online.map(|online| {
        let words = if online { "可以在网上交" } else { "在窗口交" };
        view! { <dt>"怎么交"</dt> <dd>{words}</dd> }
    });
    let reason = view
        .visits_reason
        .map(|reason| view! { <dt>"为什么要去"</dt> <dd>{reason}</dd> });
    view! {
        <section class="card stack tight" aria-labelledby="fee">
            <h2 id="fee">"跑几趟、收不收费"</h2>
            <dl class="kv">
                {line("跑几趟", view.visits)}
                {reason}
                {line("收费", view.fee)}
                {items}
                {online}
                {(!view.fee_basis.is_empty()).then(|| view! { <dt>"收费依据"</dt> <dd>{view.fee_basis}</dd> })}
                {line("网上能办到", view.online)}
            </dl>
        </section>
    }
    .into_any()
}

#[component]
pub fn Outcome(view: GuideView) -> impl IntoView {
    let courier = view.site.courier.map(|courier| {
        courier.map(|courier| {
            if courier {
                "可以邮寄".to_owned()
            } else {
                "到窗口领取".to_owned()
            }
        })
    });
    let sample = view
        .result_sample
        .map(|sample| view! { <dt>"样本"</dt> <dd><a href=sample rel="external">"查看样本"</a></dd> });
    let renewal = view.renewal.map(|words| view! { <dt>"到期前"</dt> <dd>{words}</dd> });
    view! {
        <section class="card stack tight" aria-labelledby="outcome">
            <h2 id="outcome">"办好拿到什么"</h2>
            <dl class="kv">
                {line("结果", view.result)}
                {sample}
                {courier.map(|courier| line("怎么拿", courier))}
                {view.validity.map(|validity| line("管多久", validity))}
                {renewal}
            </dl>
        </section>
    }
    .into_any()
}
