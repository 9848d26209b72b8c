//! The form goes off by itself: a save on its way is waited for, so that it cannot arrive after the form.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, HtmlElement, HtmlFormElement, SubmitEvent};

use super::session::Session;

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
    /// Lets the form go, or holds it until the save under way has come back.
    pub(super) fn submitted(&self, event: &Event, session: &Rc<Session>) {
        session.stop_timer();
        session.keep();
        if !session.is_busy() {
            return;
        }
        let Some(event) = event.dyn_ref::<SubmitEvent>() else {
            return;
        };
        let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        event.prevent_default();
        event.stop_propagation();
        let late = session.clone();
        *self.waiting.borrow_mut() = Some(Waiting {
            form,
            button: event.submitter(),
            _late: Timeout::new(PATIENCE_MS, move || late.let_go()),
        });
    }

    /// A save has come back: the form that waited goes.
    pub(super) fn go_on(&self, session: &Rc<Session>) {
        let Some(Waiting { form, button, .. }) = self.waiting.take() else {
            return;
        };
        session.stop_timer();
        session.keep();
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
