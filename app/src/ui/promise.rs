//! How long it takes once it is accepted, beside what is said about acceptance: the two run one after the other.

use leptos::prelude::*;
use shared::catalogue::Confirmable;

use super::Unconfirmed;

/// 受理以后 4 个工作日内办结。
#[component]
pub fn Promise(value: Confirmable<String>) -> impl IntoView {
    let mark = (!value.confirmed).then(|| view! { " " <Unconfirmed/> });
    view! {
        {format!("{}。", value.value)}
        {mark}
    }
}
