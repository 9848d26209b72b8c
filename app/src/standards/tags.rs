//! States of a standard as tags, and addresses about it.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::standard::Stage;

use crate::ui::{Mark, Tag};

/// Where the draft is; nothing when there is none.
#[component]
pub fn StageTag(stage: Option<Stage>) -> impl IntoView {
    stage.map(|stage| {
        let mark = match stage {
            Stage::Draft => Mark::Plain,
            Stage::InDepartment | Stage::InStandard => Mark::Warn,
            Stage::Scheduled => Mark::Sea,
        };
        view! { <Tag mark text=stage.words()/> }
    })
}

/// What the public reads of it.
#[component]
pub fn PublicTag(version: u32, published: bool) -> impl IntoView {
    let (mark, text) = match (version, published) {
        (0, _) => (Mark::Plain, "从未公布".to_owned()),
        (_, false) => (Mark::Bad, "已取消".to_owned()),
        (version, true) => (Mark::Ok, format!("第 {version} 版，已公布")),
    };
    view! { <Tag mark text/> }
}

/// A standard's own page.
pub fn home(item: &ItemId) -> String {
    format!("/desk/standards/{item}")
}
