//! The form goes off by itself: a save on its way is waited for, so that it cannot arrive after the form.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, HtmlElement, HtmlFormElement, SubmitEvent};

/// A save that takes longer is left behind: the form tells the server of it.
const PATIENCE_MS: u32 = 6_000;

#[derive(Default)]
pub(super) struct Leaving {
    waiting: RefCell<Option<Waiting>>,
}

struct Waiting {
    form: HtmlFormElement,
    button: Option<HtmlElement>,
    /// Dropped, it does not ring.
    _late: Timeout,
}

impl Leaving {
    /// Holds a form that goes off while a save is under way, until [`Self::go_on`]; `late` when that takes too long.
    pub(super) fn hold(&self, event: &Event, late: impl FnOnce() + 'static) {
        let Some(event) = event.dyn_ref::<SubmitEvent>() else {
            return;
        };
        let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        event.prevent_default();
        event.stop_propagation();
        *self.waiting.borrow_mut() = Some(Waiting {
            form,
            button: event.submitter(),
            _late: Timeout::new(PATIENCE_MS, late),
        });
    }

    /// A save has come back: the form that waited goes, after what is to be done first.
    pub(super) fn go_on(&self, first: impl FnOnce()) {
        let Some(Waiting { form, button, .. }) = self.waiting.take() else {
            return;
        };
        first();
        // As if the button were pressed now; the form's own listeners see it again.
        let again = js_sys::Reflect::get(&form, &JsValue::from_str("requestSubmit"));
        let button = button.map_or(JsValue::UNDEFINED, JsValue::from);
        if let Some(again) = again.ok().and_then(|again| again.dyn_into::<js_sys::Function>().ok()) {
            let _ = again.call1(&form, &button);
        } else {
            let _ = form.submit();
        }
    }
}
