//! What it is, what it costs, how long it takes; and the first question.

use leptos::prelude::*;
use shared::catalogue::Confirmable;

use super::super::item_list::{element, marked};
use super::at;
use crate::backend::catalogue::{GuideView, QuestionKind};
use crate::ui::{Mark, Tag};

#[component]
pub fn Head(view: GuideView) -> impl IntoView {
    let visits = if view.no_visit { Mark::Ok } else { Mark::Plain };
    let unconfirmed = (view.unconfirmed > 0).then(|| {
        let words = format!("{} 处待主管部门确认", view.unconfirmed);
        view! { <Tag mark=Mark::Warn text=words/> }
    });
    let said = view
        .plain_name
        .clone()
        .map(|name| view! { <p class="muted">{format!("大家常说：{name}")}</p> });
    let saved = view
        .saved
        .clone()
        .map(|saved| view! { <dd class="small saved">{saved}</dd> });
    let away = view.nearest.clone().zip(view.place.clone()).map(|(nearest, place)| {
        let words = format!(
            "{}不办理这个事项，离您最近的是{}。下面是那里的信息，也可以在线办理。",
            place.name, nearest.hall
        );
        view! { <p class="notice warn">{words}</p> }
    });
    view! {
        <div class="head">
            <div class="wrap">
                <p class="small muted">
                    {format!("{} · {} · 全市统一标准 第 {} 版", view.department, view.type_name.value, view.version)}
                </p>
                <h1>{view.name}</h1>
                {said}
                <p class="tags">
                    {element(visits, view.visits)}
                    {element(Mark::Plain, view.fee)}
                    <Tag text=view.case_type/>
                    {unconfirmed}
                </p>
                <dl class="facts">
                    <div>{fact("承诺时限", view.promised)} {saved}</div>
                    <div>{fact("法定时限", view.statutory)}</div>
                    <div>{fact("可在哪办", view.tiers)}</div>
                    <div>{fact("办好拿到", view.result)}</div>
                </dl>
                {away}
            </div>
        </div>
    }
    .into_any()
}

/// A value in large letters; its mark is short here and in full further down.
fn fact(name: &'static str, value: Confirmable<String>) -> impl IntoView {
    let mark = (!value.confirmed).then(|| {
        view! {
            <span class="half" aria-hidden="true">" ◐"</span>
            <span class="visually-hidden">"（待主管部门确认）"</span>
        }
    });
    view! {
        <dt>{name} {mark}</dt>
        <dd>{value.value}</dd>
    }
    .into_any()
}

/// 先答几个问题，只备您要的材料.
#[component]
pub fn FirstQuestion(view: GuideView) -> impl IntoView {
    if view.questions == 0 {
        return ().into_any();
    }
    let check = check_address(&view);
    let body = match view.first_question.clone() {
        Some(question) => {
            let options = match question.kind {
                QuestionKind::One { options } => options,
                _ => Vec::new(),
            };
            let two = options.len() == 2;
            let mark = if check.contains('?') { '&' } else { '?' };
            let links = options
                .into_iter()
                .map(|option| {
                    let href = format!("{check}{mark}{}={}", question.name, option.value);
                    view! { <a class="btn quiet" href=href>{option.label}</a> }
                })
                .collect_view();
            view! {
                <p class="strong">{question.label}</p>
                <p class=if two { "choices two-up" } else { "choices" }>{links}</p>
            }
            .into_any()
        }
        None => view! { <p><a class="btn quiet block" href=check>"开始回答"</a></p> }.into_any(),
    };
    view! {
        <section class="card ask no-print" aria-labelledby="ask">
            <h2 id="ask">{format!("先答 {} 个问题，只备您要的材料", view.questions)}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn check_address(view: &GuideView) -> String {
    let address = at(view, "/items");
    match address.split_once('?') {
        Some((path, query)) => format!("{path}/check?{query}"),
        None => format!("{address}/check"),
    }
}

/// A line of a definition list that carries its mark.
pub fn line(name: &'static str, value: Confirmable<String>) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{marked(value)}</dd>
    }
    .into_any()
}
