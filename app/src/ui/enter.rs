//! What Enter does in a form.

use leptos::prelude::*;

/// The button that Enter presses, also the phone keyboard's 前往: browsers press a form's first submit button (HTML,
/// implicit submission), and in a form with lists that would be one that takes an entry out. First of its form, before
/// any other button that names the form; does what the form's main button does.
#[component]
pub fn EnterPresses(
    /// The main button's name and value.
    #[prop(optional)]
    name: Option<&'static str>,
    #[prop(optional)] value: Option<&'static str>,
    words: &'static str,
    /// The form, where the button stands before it.
    #[prop(optional)]
    form: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true" name=name value=value form=form>{words}</button>
    }
}
