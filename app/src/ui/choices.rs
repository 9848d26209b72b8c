//! One or several of a few, each a row that can be pressed.

use leptos::prelude::*;

use super::{FieldFrame, described_by, input_id};

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoiceRow {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
}

impl ChoiceRow {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }
}

/// Radios, or ticks when `several`. `chosen` are the values chosen so far. Two short ones stand side by side.
#[component]
pub fn Choices(
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    rows: Vec<ChoiceRow>,
    #[prop(optional)] chosen: Vec<String>,
    #[prop(optional)] several: bool,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = true)] required: bool,
) -> impl IntoView {
    let hinted = hint.is_some();
    let short = rows.len() == 2
        && rows
            .iter()
            .all(|row| row.label.chars().count() <= 6 && row.hint.is_none());
    let class = if short { "choices two-up" } else { "choices" };
    let kind = if several { "checkbox" } else { "radio" };
    let name = path.clone();
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            let path = path.clone();
            let id = format!("{}-{index}", input_id(&path));
            let target = id.clone();
            let checked = chosen.contains(&row.value);
            let described = move || described_by(&path, hinted, error.read().is_some());
            view! {
                <label for=target>
                    <input id=id type=kind name=name.clone() value=row.value checked=checked aria-describedby=described/>
                    <span>{row.label}{row.hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <FieldFrame path label hint error required group=true>
            <div class=class>{rows}</div>
        </FieldFrame>
    }
}
