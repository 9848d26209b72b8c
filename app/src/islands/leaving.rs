//! Forms on their way out: the pressed button says so and a second press does nothing, without a network nothing leaves
//! the page, and who signs out leaves nothing on the device.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::storage::{LocalStorage, SessionStorage, Storage as _};
use gloo::timers::callback::Timeout;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlFormElement, SubmitEvent};

/// Everything of ours on the device begins with it.
const OURS: &str = "jinban.";
/// The page has not gone by then: the button may be pressed again.
const BUSY_MS: u32 = 30_000;
const BUSY: &str = "data-busy";
const OFFLINE_ID: &str = "offline";
/// The draft that went off to be handed in.
const SUBMITTED: &str = "jinban.submitted";

/// Watches every form of the page that sends something.
pub fn watch() {
    forget_submitted();
    forget_answered();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "submit", options, submitted).forget();
    EventListener::new_with_options(&document(), "click", options, followed).forget();
    // The page came back as it was left.
    EventListener::new(&window(), "pageshow", |_| rest()).forget();
    EventListener::new(&window(), "online", |_| {
        if let Some(told) = document().get_element_by_id(OFFLINE_ID) {
            told.remove();
        }
    })
    .forget();
}

/// A link to another page of ours without a network would end on the browser's own page, and this one be gone.
fn followed(event: &Event) {
    if event.default_prevented() || window().navigator().on_line() {
        return;
    }
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = pressed.and_then(|pressed| pressed.closest("a[href]").ok().flatten());
    let to = link.as_ref().and_then(|link| link.get_attribute("href"));
    let (Some(link), Some(to)) = (link, to) else { return };
    let here = window().location().pathname().unwrap_or_default();
    let within = to.starts_with('#') || to.starts_with(&format!("{here}#"));
    if to.starts_with('/') && !within && !link.has_attribute("target") {
        event.prevent_default();
        if let Ok(Some(main)) = document().query_selector("main") {
            tell_offline(&main, "现在没有网络，打不开别的页。这一页还在，等有网了再点。");
        }
    }
}

fn submitted(event: &Event) {
    let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    // The attribute: a field of that name would hide the property.
    let posts = |form: &HtmlFormElement| form.get_attribute("method").is_some_and(|method| method == "post");
    let Some(form) = form.filter(|_| !event.default_prevented()) else {
        return;
    };
    if !posts(&form) {
        // A search, or a list that is narrowed: the page stays, with what is looked for.
        if !window().navigator().on_line() {
            event.prevent_default();
            tell_offline(&form, "现在没有网络，查不了。等有网了再点。");
        }
        return;
    }
    if form.has_attribute("data-sign-out") {
        forget("");
    }
    if form.has_attribute(BUSY) {
        return event.prevent_default();
    }
    if !window().navigator().on_line() {
        event.prevent_default();
        return tell_offline(&form, "现在没有网络，没有发出去。填写的内容还在这一页，等有网了再点。");
    }
    if let Some(draft) = submitted_draft(&form) {
        let _ = SessionStorage::set(SUBMITTED, draft);
    }
    #[cfg(feature = "citizen")]
    busy(
        &form,
        event
            .dyn_ref::<SubmitEvent>()
            .and_then(SubmitEvent::submitter)
            .map(Into::into),
    );
    #[cfg(not(feature = "citizen"))]
    let _ = (busy, event.dyn_ref::<SubmitEvent>());
}

/// Where the receipt is shown, the draft has arrived: what the device kept of it goes.
fn forget_submitted() {
    let here = window().location().pathname().unwrap_or_default();
    if let Ok(draft) = SessionStorage::get::<String>(SUBMITTED)
        && here.ends_with("/receipt")
    {
        SessionStorage::delete(SUBMITTED);
        forget(&format!("draft.{draft}."));
    }
}

/// On a case that waits for no answer any more, the answer has arrived: what the device kept of it goes.
fn forget_answered() {
    let here = window().location().pathname().unwrap_or_default();
    let Some(case) = here.strip_prefix("/mine/") else {
        return;
    };
    let waits = document().query_selector("form[action$='/supply']");
    if !case.contains('/') && waits.is_ok_and(|form| form.is_none()) {
        forget(&format!("case.{case}"));
    }
}

/// The draft that this form hands in: `/apply/<item>/<draft>/submit`.
fn submitted_draft(form: &HtmlFormElement) -> Option<String> {
    let action = form.get_attribute("action")?;
    let rest = action.strip_prefix("/apply/")?.strip_suffix("/submit")?;
    Some(rest.split_once('/')?.1.to_owned())
}

/// Takes our keys that go on like this off the device.
fn forget(rest: &str) {
    for storage in [LocalStorage::raw(), SessionStorage::raw()] {
        let count = storage.length().unwrap_or(0);
        let keys: Vec<String> = (0..count).filter_map(|at| storage.key(at).ok().flatten()).collect();
        for key in keys
            .iter()
            .filter(|key| key.strip_prefix(OURS).is_some_and(|key| key.starts_with(rest)))
        {
            let _ = storage.remove_item(key);
        }
    }
}

fn busy(form: &HtmlFormElement, pressed: Option<Element>) {
    let _ = form.set_attribute(BUSY, "");
    // Enter presses a button that nobody sees.
    let seen = pressed.filter(|button| button.class_list().contains("btn"));
    let button = seen.or_else(|| {
        form.query_selector("button.btn[type=submit]:not(.quiet):not(.danger)")
            .ok()
            .flatten()
    });
    if let Some(button) = button {
        let words = button.text_content().unwrap_or_default();
        let now = [
            ("提交", "正在提交…"),
            ("保存", "正在保存…"),
            ("上传", "正在上传…"),
            ("删除", "正在删除…"),
        ]
        .into_iter()
        .find_map(|(part, now)| words.contains(part).then_some(now));
        let _ = button.set_attribute("data-words", &button.inner_html());
        let _ = button.set_attribute("aria-disabled", "true");
        button.set_text_content(Some(now.unwrap_or("请稍候…")));
    }
    Timeout::new(BUSY_MS, rest).forget();
}

/// Every button as it was.
fn rest() {
    let all = |selector: &str| {
        let found = document().query_selector_all(selector).ok();
        let found = move |at| found.as_ref()?.item(at)?.dyn_into::<Element>().ok();
        (0..).map_while(found).collect::<Vec<_>>()
    };
    for form in all("form[data-busy]") {
        let _ = form.remove_attribute(BUSY);
    }
    for button in all("button[data-words]") {
        button.set_inner_html(&button.get_attribute("data-words").unwrap_or_default());
        let _ = button.remove_attribute("data-words");
        let _ = button.remove_attribute("aria-disabled");
    }
}

/// At the end of a form, or where the page begins.
fn tell_offline(place: &Element, words: &str) {
    let document = document();
    let told = document
        .get_element_by_id(OFFLINE_ID)
        .or_else(|| document.create_element("p").ok());
    let Some(told) = told else { return };
    told.set_id(OFFLINE_ID);
    told.set_class_name("notice warn");
    let _ = told.set_attribute("role", "alert");
    told.set_text_content(Some(words));
    if place.tag_name() == "FORM" {
        let _ = place.append_child(&told);
    } else {
        let _ = place.prepend_with_node_1(&told);
        told.scroll_into_view();
    }
}
