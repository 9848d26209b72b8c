//! What these pages share.

use leptos::prelude::*;
use shared::problem::FieldProblem;

use crate::backend::cases::TimelineEntry;
use crate::backend::catalogue::query_string;
use crate::flash::Flash;
use crate::ui::{ErrorSummary, Timeline};

/// What the last act has to say.
#[component]
pub fn Said(flash: Flash) -> impl IntoView {
    let problems: Vec<FieldProblem> = flash.problems;
    view! {
        {flash.notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(problems)/>
    }
}

/// Who changed what, when; the latest first.
#[component]
pub fn History(entries: Vec<TimelineEntry>) -> impl IntoView {
    let none = entries.is_empty();
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">"变更记录"</h2>
            {if none {
                view! { <p class="muted">"随城市数据导入，还没有人改动过。"</p> }.into_any()
            } else {
                view! { <Timeline entries/> }.into_any()
            }}
        </section>
    }
}

/// What residents see of a guide at a place, in a tab of its own.
#[component]
pub fn Seen(item: String, place: String, name: String) -> impl IntoView {
    let href = format!("/items/{item}?{}", query_string([("place", place.as_str())]));
    view! {
        <a class="nowrap" href=href target="_blank" rel="noopener external">
            "群众看到的"
            <span class="visually-hidden">{format!("：{name}（新窗口）")}</span>
        </a>
    }
}

/// A short list of names, the rest counted.
#[must_use]
pub fn names(places: &[String]) -> String {
    const SHOWN: usize = 6;
    let shown: Vec<&str> = places.iter().take(SHOWN).map(String::as_str).collect();
    let all = shown.join("、");
    if places.len() > SHOWN {
        format!("{all}等 {} 个", places.len())
    } else {
        all
    }
}
