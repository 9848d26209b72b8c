//! One of many.

use leptos::prelude::*;

use super::{FieldFrame, described_by, input_id};

/// `options` are values with their labels; `blank` is the line that stands for no choice. Up to about six options,
/// [`super::Choices`] is easier to use.
#[component]
pub fn Select(
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip, into)] blank: Option<String>,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = true)] required: bool,
) -> impl IntoView {
    let hinted = hint.is_some();
    let (id, name) = (input_id(&path), path.clone());
    let described = {
        let path = path.clone();
        move || described_by(&path, hinted, error.read().is_some())
    };
    let options = blank
        .map(|blank| (String::new(), blank))
        .into_iter()
        .chain(options)
        .map(|(option, label)| {
            let chosen = option == value;
            view! { <option value=option selected=chosen>{label}</option> }
        })
        .collect_view();
    view! {
        <FieldFrame path label hint error required>
            <select
                id=id name=name aria-required=required.then_some("true")
                aria-describedby=described aria-invalid=move || error.read().is_some().then_some("true")
            >
                {options}
            </select>
        </FieldFrame>
    }
}
