//! Due dates: a bar, a date and a word, never the bar alone.

use leptos::prelude::*;
use shared::time::{Date, show_day};

use crate::backend::desk::DueState;

/// How much of a limit is used. Beside it stand a date and a word.
#[component]
pub fn DueMeter(percent: u8, #[prop(into)] state: String) -> impl IntoView {
    let width = percent.min(100).to_string();
    view! {
        <svg class=format!("meter {state}") viewBox="0 0 100 8" width="80" height="8" aria-hidden="true" preserveAspectRatio="none">
            <rect class="track" width="100" height="8" rx="4"></rect>
            <rect class="used" width=width height="8" rx="4"></rect>
        </svg>
    }
}

/// A case's due date, as told on `today`. `provisional`: the calendar of that year is not announced yet.
#[component]
pub fn Due(
    on: Option<Date>,
    today: Date,
    state: DueState,
    percent: u8,
    #[prop(optional)] provisional: bool,
) -> impl IntoView {
    let (class, word) = words(state);
    let Some(date) = on.filter(|_| state != DueState::NotRunning) else {
        return view! { <span class="muted">{word}</span> }.into_any();
    };
    let date = show_day(date, today);
    let date = if provisional {
        format!("{date}（暂定）")
    } else {
        date
    };
    let meter = (state != DueState::Done).then(|| view! { <DueMeter percent state=class/> });
    view! {
        <span class="due">
            {meter} <span class="nowrap">{date}</span> <span class=class>{word}</span>
        </span>
    }
    .into_any()
}

const fn words(state: DueState) -> (&'static str, &'static str) {
    match state {
        DueState::NotRunning => ("", "受理后起算"),
        DueState::InTime => ("", ""),
        DueState::Soon => ("soon", "◐ 快到期"),
        DueState::Today => ("today", "◐ 今日到期"),
        DueState::Overdue => ("overdue", "▲ 已超期"),
        DueState::Done => ("", "已办结"),
    }
}
