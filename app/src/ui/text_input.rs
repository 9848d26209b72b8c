//! One line of text.

use leptos::prelude::*;

use super::{FieldFrame, described_by, input_id};

/// `path` is the input's name. `kind`, `mode` and `fill` are its `type`, `inputmode` and `autocomplete`: they choose
/// the keyboard of a phone and what it offers.
#[component]
pub fn TextInput(
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = true)] required: bool,
    #[prop(optional, into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional_no_strip)] mode: Option<&'static str>,
    #[prop(optional_no_strip)] fill: Option<&'static str>,
) -> impl IntoView {
    let hinted = hint.is_some();
    let (id, name) = (input_id(&path), path.clone());
    let described = {
        let path = path.clone();
        move || described_by(&path, hinted, error.read().is_some())
    };
    view! {
        <FieldFrame path label hint error required>
            <input
                id=id name=name type=kind value=value inputmode=mode autocomplete=fill.unwrap_or("off")
                aria-required=required.then_some("true")
                aria-describedby=described aria-invalid=move || error.read().is_some().then_some("true")
            />
        </FieldFrame>
    }
}
