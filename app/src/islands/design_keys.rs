//! Keys for what the page's buttons do: they press the buttons, so that nothing works by keys alone.

use leptos::prelude::*;

/// Ctrl+Z undoes, Ctrl+Shift+Z or Ctrl+Y redoes, Alt with an arrow moves what is looked at. In an input with text the
/// keys stay the browser's own.
#[island]
pub fn DesignKeys() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    listen();
}

#[cfg(feature = "hydrate")]
fn listen() {
    use gloo::events::{EventListener, EventListenerOptions};
    use wasm_bindgen::JsCast as _;
    use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

    /// The buttons a key may press: the first that is there.
    fn buttons(event: &KeyboardEvent) -> &'static [&'static str] {
        let ctrl = event.ctrl_key() || event.meta_key();
        match (event.key().to_ascii_lowercase().as_str(), ctrl, event.alt_key()) {
            ("z", true, false) if event.shift_key() => &["redo"],
            ("z", true, false) => &["undo"],
            ("y", true, false) => &["redo"],
            ("arrowup", false, true) => &["up", "page_up"],
            ("arrowdown", false, true) => &["down", "page_down"],
            _ => &[],
        }
    }

    fn is_writing() -> bool {
        let Some(element) = document().active_element() else {
            return false;
        };
        let input = element.dyn_ref::<HtmlInputElement>();
        let line = input.is_some_and(|input| matches!(input.type_().as_str(), "text" | "tel" | "date"));
        line || element.dyn_ref::<HtmlTextAreaElement>().is_some()
    }

    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let acts = buttons(event);
        if acts.is_empty() || (!event.alt_key() && is_writing()) {
            return;
        }
        let pressed = acts.iter().find_map(|act| {
            let found = document().query_selector(&format!("button[data-act={act}]:not([disabled])"));
            found.ok().flatten()?.dyn_into::<HtmlElement>().ok()
        });
        if let Some(button) = pressed {
            event.prevent_default();
            button.click();
        }
    })
    .forget();
}
