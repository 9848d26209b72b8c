//! Who may apply, what people ask, what it rests on, its codes.

use leptos::prelude::*;

use super::head::line;
use crate::backend::catalogue::{GuideView, ItemLink, LawView, Qa};
use crate::ui::Unconfirmed;

#[component]
pub fn WhoMay(view: GuideView) -> impl IntoView {
    let mark = (!view.conditions.confirmed).then(|| view! { " " <Unconfirmed/> });
    let conditions = view.conditions.value;
    let list = (!conditions.is_empty()).then(|| {
        let lines = conditions
            .into_iter()
            .map(|condition| view! { <li>{condition}</li> })
            .collect_view();
        view! {
            <h3>"要符合的条件"{mark}</h3>
            <ul class="dots">{lines}</ul>
        }
    });
    let notes = view.notes.map(|notes| view! { <p class="notice">{notes}</p> });
    view! {
        <section class="card stack tight" aria-labelledby="who">
            <h2 id="who">"谁能办"</h2>
            <p>{view.who_applies}</p>
            {list}
            {notes}
        </section>
    }
    .into_any()
}

/// What is often needed besides.
#[component]
pub fn Related(related: Vec<(String, ItemLink)>) -> impl IntoView {
    let lines = related
        .iter()
        .map(|(why, item)| {
            let href = format!("/items/{}", item.id);
            view! { <li>{why.clone()}"："<a class="tap" href=href>{item.name.clone()}</a></li> }
        })
        .collect_view();
    (!related.is_empty()).then(|| {
        view! {
            <section class="card stack tight" aria-labelledby="related">
                <h2 id="related">"常常还要办"</h2>
                <p class="small muted">"每件要分别申请。"</p>
                <ul class="plain">{lines}</ul>
            </section>
        }
    })
}

#[component]
pub fn Answers(list: Vec<Qa>) -> impl IntoView {
    let entries = list
        .into_iter()
        .map(|qa| {
            view! {
                <details>
                    <summary>{qa.question}</summary>
                    <p>{qa.answer}</p>
                </details>
            }
        })
        .collect_view();
    view! {
        <section class="card stack tight" aria-labelledby="answers">
            <h2 id="answers">"大家常问"</h2>
            {entries}
        </section>
    }
    .into_any()
}

#[component]
pub fn Laws(laws: Vec<LawView>) -> impl IntoView {
    let lines = laws
        .into_iter()
        .map(|law| {
            let mark = (!law.confirmed).then(|| view! { " " <Unconfirmed/> });
            view! {
                <li>
                    {law.law}
                    " "
                    <span class="muted">{law.article}</span>
                    {mark}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card stack tight" aria-labelledby="laws">
            <h2 id="laws">"依据什么办"</h2>
            <ul class="plain small">{lines}</ul>
        </section>
    }
    .into_any()
}

#[component]
pub fn Codes(view: GuideView) -> impl IntoView {
    let row = |name: &'static str, value: String| view! { <dt>{name}</dt> <dd>{value}</dd> };
    let more = view
        .more
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> })
        .collect_view();
    view! {
        <section class="card small" aria-labelledby="codes">
            <h2 id="codes">"这份指南"</h2>
            <dl class="kv">
                {row("事项编号", view.id.to_string())}
                {row("基本编码", view.basic_code)}
                {row("实施编码", view.implementation_code)}
                {line("事项类型", view.type_name)}
                {row("主题", view.theme)}
                {row("服务对象", view.audience)}
                {row("主管部门", view.department)}
                {more}
                {row("版本", format!("第 {} 版，{} 起", view.version, view.updated_on))}
            </dl>
        </section>
    }
    .into_any()
}
