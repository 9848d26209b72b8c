//! A question with its label, hint and error, wired for screen readers.

use leptos::prelude::*;

/// The id of the input at an answer path; brackets and dots are kept out of it so that links and styles can name it.
#[must_use]
pub fn input_id(path: &str) -> String {
    let plain: String = path
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("f-{plain}")
}

#[must_use]
pub fn hint_id(path: &str) -> String {
    format!("{}-hint", input_id(path))
}

#[must_use]
pub fn error_id(path: &str) -> String {
    format!("{}-error", input_id(path))
}

/// The value of `aria-describedby` for an input.
#[must_use]
pub fn described_by(path: &str, hint: bool, error: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, hint_id(path)), (error, error_id(path))]
        .into_iter()
        .filter_map(|(there, id)| there.then_some(id))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The frame around one input: label, hint, error, then the input itself. `group` makes a fieldset with a legend, for
/// radios and ticks.
#[component]
pub fn FieldFrame(
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(default = true)] required: bool,
    #[prop(optional)] group: bool,
    children: Children,
) -> impl IntoView {
    let class = if error.is_some() { "field has-error" } else { "field" };
    let optional = (!required).then(|| view! { <span class="muted">" (可不填)"</span> });
    let hint = hint.map(|hint| view! { <p class="hint" id=hint_id(&path)>{hint}</p> });
    let error = error.map(|error| {
        view! {
            <p class="error" id=error_id(&path)>
                <span class="visually-hidden">"错误:"</span>
                {error}
            </p>
        }
    });
    if group {
        view! {
            <fieldset class=class id=input_id(&path) tabindex="-1">
                <legend>{label}{optional}</legend>
                {hint}
                {error}
                {children()}
            </fieldset>
        }
        .into_any()
    } else {
        view! {
            <div class=class>
                <label for=input_id(&path)>{label}{optional}</label>
                {hint}
                {error}
                {children()}
            </div>
        }
        .into_any()
    }
}
