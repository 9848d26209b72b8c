//! Leaving a page on which something was typed and not sent: the browser asks first. It holds for every plain form of
//! staff, whatever leads away: a link, another form, the back button, the window's cross.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::{
    BeforeUnloadEvent, Element, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement,
};

/// Forms that send something, but those on their way out, those that save as one types, and passwords.
const KEPT_BY_NOBODY: &str = "form[method=post]:not([data-busy]):not(#answers):not(:has([type=password]))";

/// Watches the page.
pub fn watch() {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeunload", options, |event| {
        if !is_typed() {
            return;
        }
        event.prevent_default();
        if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
            event.set_return_value("unsaved");
        }
    })
    .forget();
}

/// Whether any input of such a form says something else than when the page came.
fn is_typed() -> bool {
    let inputs = "input,textarea,select"
        .split(',')
        .map(|kind| format!("{KEPT_BY_NOBODY} {kind}"));
    let selector = inputs.collect::<Vec<_>>().join(",");
    let Ok(found) = document().query_selector_all(&selector) else {
        return false;
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into::<Element>().ok())
        // What narrows a list is no work.
        .filter(|input| input.closest(".filters").is_ok_and(|filters| filters.is_none()))
        .any(|input| is_changed(&input))
}

fn is_changed(input: &Element) -> bool {
    if let Some(text) = input.dyn_ref::<HtmlTextAreaElement>() {
        return text.default_value().is_ok_and(|came| came != text.value());
    }
    if let Some(select) = input.dyn_ref::<HtmlSelectElement>() {
        return is_chosen_anew(select);
    }
    let Some(input) = input.dyn_ref::<HtmlInputElement>() else {
        return false;
    };
    match input.type_().as_str() {
        "hidden" | "submit" | "button" => false,
        "checkbox" | "radio" => input.checked() != input.default_checked(),
        "file" => !input.value().is_empty(),
        _ => input.value() != input.default_value(),
    }
}

/// Where the page marks no option, the first is the one that stood.
fn is_chosen_anew(select: &HtmlSelectElement) -> bool {
    let stood = (0..select.length())
        .filter_map(|at| select.item(at)?.dyn_into::<HtmlOptionElement>().ok())
        .position(|option| option.default_selected());
    i32::try_from(stood.unwrap_or(0)).is_ok_and(|stood| stood != select.selected_index())
}
