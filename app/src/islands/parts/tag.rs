//! Short states: always a word and a mark, never colour alone.

use leptos::prelude::*;

/// What a tag says by its mark and colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    #[default]
    Plain,
    /// ●
    Ok,
    /// ◐
    Warn,
    /// ▲
    Bad,
    Sea,
}

impl Mark {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tag",
            Self::Ok => "tag ok",
            Self::Warn => "tag warn",
            Self::Bad => "tag bad",
            Self::Sea => "tag sea",
        }
    }
}

#[component]
pub fn Tag(#[prop(optional)] mark: Mark, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class=mark.class()>{text}</span> }
}

/// The mark of a value its department has not confirmed.
#[component]
pub fn Unconfirmed() -> impl IntoView {
    view! { <span class="tag warn">"待主管部门确认"</span> }
}
