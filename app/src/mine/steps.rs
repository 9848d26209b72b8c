//! What has been done, what is next, and what comes after; whom to call; where the result is collected.

use leptos::prelude::*;
use shared::case::CaseState;

use crate::backend::cases::{CaseView, Contact};

/// The four stages of a case with the one it stands at.
#[component]
pub fn Steps(state: CaseState, next: String) -> impl IntoView {
    let at = match state {
        CaseState::Submitted | CaseState::CorrectionRequested => 1,
        CaseState::Accepted => 2,
        CaseState::Granted | CaseState::Refused => 3,
        CaseState::Closed => 4,
        CaseState::Declined | CaseState::Withdrawn => return ().into_any(),
    };
    let stops = ["提交", "受理", "作出决定", "送达结果"];
    let lines = stops
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let here = (index == at).then(|| next.clone());
            view! {
                <li class:done=index < at aria-current=(index == at).then_some("step")>
                    <b>{name}</b>
                    {(index < at).then(|| view! { <span class="muted small">" 已完成"</span> })}
                    {here.map(|words| view! { <span class="small">{words}</span> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>"接下来"</h2>
            <ol class="stages">{lines}</ol>
        </section>
    }
    .into_any()
}

/// How the result is collected: by post or at the window, with place, hours and what to bring.
#[component]
pub fn Collect(case: CaseView) -> impl IntoView {
    let by_post = case.answers.get("delivery").and_then(serde_json::Value::as_str) == Some("courier");
    let contact = case.contact;
    if by_post {
        return view! {
            <section class="card stack tight">
                <h2>"怎么拿结果"</h2>
                <p>{format!("您选了邮寄。{}寄出后，快递单号会写在这一页。", contact.hall)}</p>
                <Call contact/>
            </section>
        }
        .into_any();
    }
    let unknown = || "还没有公布，去之前请先打电话问".to_owned();
    view! {
        <section class="card stack tight">
            <h2>"怎么拿结果"</h2>
            <p>"请到办理的大厅窗口领取。"</p>
            <dl class="kv">
                <dt>"地点"</dt><dd>{contact.hall.clone()}</dd>
                {contact.window.clone().map(|window| view! { <dt>"窗口"</dt><dd>{window}</dd> })}
                <dt>"地址"</dt><dd>{contact.address.clone().unwrap_or_else(unknown)}</dd>
                <dt>"时间"</dt><dd>{contact.hours.clone().unwrap_or_else(unknown)}</dd>
                <dt>"要带"</dt><dd>"申请人的身份证件，报办件号；请人代领的，再带代领人的身份证件和委托书"</dd>
            </dl>
            <Call contact/>
        </section>
    }
    .into_any()
}

/// Whom to call: the hall where it has published a number, and the city's lines.
#[component]
pub fn Call(contact: Contact) -> impl IntoView {
    let hall = contact.phone.map(|phone| (contact.hall, phone));
    let lines: Vec<(String, String)> = hall.into_iter().chain(contact.hotlines).collect();
    (!lines.is_empty()).then(|| {
        let lines = lines
            .into_iter()
            .map(|(name, phone)| {
                let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
                view! { <dt>{name}</dt><dd><a class="tel" href=format!("tel:{digits}") rel="external">{phone}</a></dd> }
            })
            .collect_view();
        view! { <p class="small muted">"有不清楚的，打电话问："</p><dl class="kv">{lines}</dl> }
    })
}
