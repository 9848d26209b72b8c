//! What somebody wrote for an act that was overtaken: its form is gone from the page, its text must not be.

use leptos::prelude::*;
use shared::case::{CommandKind, Shape};

use crate::acts::under;
use crate::backend::desk::DeskCase;
use crate::flash::Flash;

/// The act and its texts with their names; none where the act's own form still stands open with them.
pub(super) fn unsent(case: &DeskCase, flash: &Flash) -> Option<(&'static str, Vec<(String, String)>)> {
    let tried = flash.value("act");
    let kind = CommandKind::named(&tried)?;
    if case.offers.iter().any(|offer| offer.action == kind) {
        return None;
    }
    let lines: Vec<(String, String)> = flash
        .values
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .filter_map(|(name, text)| Some((label(case, kind, name)?, text.clone())))
        .collect();
    (!lines.is_empty()).then(|| (kind.row().action.words(), lines))
}

/// What an input is called; none for those nobody types into.
fn label(case: &DeskCase, kind: CommandKind, name: &str) -> Option<String> {
    if let Some(path) = name.strip_prefix("why:") {
        let field = case.form.field_at(path);
        return Some(format!("“{}”为什么要补正", field.map_or(path, |field| &field.label)));
    }
    let letter = match name {
        "other" => Some("其他要补正的"),
        "days" => Some("给申请人几个工作日"),
        _ => None,
    };
    let part = name.strip_prefix(&under(kind));
    let ask = kind
        .row()
        .asks
        .iter()
        .find(|ask| Some(ask.id) == part && ask.shape != Shape::Colleague);
    letter.or(ask.map(|ask| ask.label)).map(str::to_owned)
}

#[component]
pub(super) fn Unsent(act: &'static str, lines: Vec<(String, String)>) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|(label, text)| view! { <dt>{label}</dt><dd>{text}</dd> })
        .collect_view();
    view! {
        <section class="card">
            <h2>{format!("您刚才写的「{act}」没有提交")}</h2>
            <p class="muted">"内容列在这里，需要时可以复制。"</p>
            <dl class="kv">{lines}</dl>
        </section>
    }
}
