//! Several lines of text.

use leptos::prelude::*;

use super::{FieldFrame, described_by, input_id};

/// `path` is the input's name.
#[component]
pub fn TextArea(
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = true)] required: bool,
    #[prop(optional, into)] value: String,
) -> impl IntoView {
    let hinted = hint.is_some();
    let (id, name) = (input_id(&path), path.clone());
    let described = {
        let path = path.clone();
        move || described_by(&path, hinted, error.read().is_some())
    };
    view! {
        <FieldFrame path label hint error required>
            <textarea
                id=id name=name rows="4" aria-required=required.then_some("true")
                aria-describedby=described aria-invalid=move || error.read().is_some().then_some("true")
            >
                {value}
            </textarea>
        </FieldFrame>
    }
}
