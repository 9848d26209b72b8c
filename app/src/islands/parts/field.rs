//! A question with its label, hint and error, wired for screen readers.

use leptos::prelude::*;
use shared::problem::FieldProblem;

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

/// What is wrong at `path`, with the way out, as the field shows it.
#[must_use]
pub fn problem_at(problems: &[FieldProblem], path: &str) -> Option<String> {
    problems
        .iter()
        .find(|problem| problem.path == path)
        .map(|problem| format!("{}。{}", problem.message, problem.fix))
}

/// The frame around one input: label, hint, error, then the input itself. `group` makes a fieldset with a legend, for
/// radios and ticks. Only the error changes after the first time, so that what was typed stays.
#[component]
pub fn FieldFrame(
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = true)] required: bool,
    #[prop(optional)] group: bool,
    /// A group's role, where it is more than a group: `radiogroup`.
    #[prop(optional)]
    role: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let class = move || {
        if error.read().is_some() {
            "field has-error"
        } else {
            "field"
        }
    };
    let optional = (!required).then(|| view! { <span class="muted">"（可不填）"</span> });
    let has_hint = hint.is_some();
    let hint = hint.map(|hint| view! { <p class="hint" id=hint_id(&path)>{hint}</p> });
    let described = {
        let path = path.clone();
        move || described_by(&path, has_hint, error.read().is_some())
    };
    let invalid = move || (role.is_some() && error.read().is_some()).then_some("true");
    let error_id = error_id(&path);
    let error = move || {
        error.get().map(|error| {
            view! {
                <p class="error" id=error_id.clone()>
                    <span class="visually-hidden">"错误："</span>
                    {error}
                </p>
            }
        })
    };
    let id = input_id(&path);
    if group {
        view! {
            <fieldset class=class id=id tabindex="-1" role=role aria-describedby=described aria-invalid=invalid>
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
                <label for=id>{label}{optional}</label>
                {hint}
                {error}
                {children()}
            </div>
        }
        .into_any()
    }
}
