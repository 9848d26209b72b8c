//! One of several, or several of them.

use leptos::prelude::*;
use serde_json::Value;
use shared::form::Choice;

use super::{Look, Question};
use crate::ui::{FieldFrame, described_by, input_id};

/// The two answers of a yes/no.
pub(super) fn yes_no() -> [Choice; 2] {
    [("yes", "是"), ("no", "否")].map(|(value, label)| Choice {
        value: value.into(),
        label: label.into(),
        hint: None,
    })
}

/// Few options as radios, many as a select.
pub(super) fn choice(question: Question, options: &[Choice], now: &str) -> AnyView {
    let Question {
        path,
        label,
        hint,
        error,
        required,
    } = question;
    let invalid = error.is_some().then_some("true");
    if options.len() > 7 {
        let (id, name) = (input_id(&path), path.clone());
        let described = described_by(&path, hint.is_some(), error.is_some());
        let list = options
            .iter()
            .map(|option| view! { <option value=option.value.clone() selected=option.value == now>{option.label.clone()}</option> })
            .collect_view();
        return view! {
            <FieldFrame path label hint error required>
                <select id=id name=name aria-describedby=described aria-invalid=invalid>
                    <option value="">"请选择"</option>
                    {list}
                </select>
            </FieldFrame>
        }
        .into_any();
    }
    // Yes and no stand side by side.
    let short = options.len() == 2
        && options
            .iter()
            .all(|option| option.label.chars().count() <= 6 && option.hint.is_none());
    let list = options
        .iter()
        .map(|option| {
            view! {
                <label>
                    <input type="radio" name=path.clone() value=option.value.clone() checked=option.value == now/>
                    <span>
                        {option.label.clone()}
                        {option.hint.clone().map(|hint| view! { <span class="hint">{hint}</span> })}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <FieldFrame path label hint error required group=true role="radiogroup">
            <div class=if short { "choices two-up" } else { "choices" }>{list}</div>
        </FieldFrame>
    }
    .into_any()
}

/// Several ticks; each says whether they are wrong together.
pub(super) fn choices(question: Question, options: &[Choice], look: &Look) -> AnyView {
    let Question {
        path,
        label,
        hint,
        error,
        required,
    } = question;
    let invalid = error.is_some().then_some("true");
    let chosen = look
        .answers
        .get(&path)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let list = options
        .iter()
        .map(|option| {
            let ticked = chosen.iter().any(|one| one.as_str() == Some(option.value.as_str()));
            view! {
                <label>
                    <input
                        type="checkbox" name=path.clone() value=option.value.clone() checked=ticked aria-invalid=invalid
                    />
                    <span>{option.label.clone()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <FieldFrame path label hint error required group=true>
            <div class="choices">{list}</div>
        </FieldFrame>
    }
    .into_any()
}

/// A statement to be ticked.
pub(super) fn declaration(question: Question, words: String, ticked: bool) -> AnyView {
    let Question {
        path,
        label,
        hint,
        error,
        required,
    } = question;
    let (name, invalid) = (path.clone(), error.is_some().then_some("true"));
    view! {
        <FieldFrame path label hint error required group=true>
            <div class="choices">
                <label>
                    <input type="checkbox" name=name value="on" checked=ticked aria-invalid=invalid/>
                    <span>{words}</span>
                </label>
            </div>
        </FieldFrame>
    }
    .into_any()
}
