//! What the device keeps besides cookies: a second copy of "my village", for browsers that drop cookies early.

/// Keeps the place; where the cookie is gone and the copy is not, brings the cookie back.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a device remembers")
)]
pub fn remember_place(place: Option<String>) {
    #[cfg(feature = "hydrate")]
    leptos::prelude::Effect::new(move |_| browser::remember(place.as_deref()));
}

/// Puts a text on the clipboard; `done` hears whether it worked.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a device has a clipboard")
)]
pub fn copy(text: String, done: impl Fn(bool) + 'static) {
    #[cfg(feature = "hydrate")]
    browser::copy(text, done);
}

/// Opens the browser's print dialogue.
pub fn print() {
    #[cfg(feature = "hydrate")]
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use gloo::storage::{LocalStorage, Storage as _};
    use wasm_bindgen::JsValue;

    use crate::prefs::PLACE;

    const KEY: &str = "jinban.place";
    const YEAR_S: u32 = 365 * 24 * 3600;

    pub fn remember(place: Option<&str>) {
        if let Some(place) = place {
            let _ = LocalStorage::set(KEY, place);
            return;
        }
        let kept: Option<String> = LocalStorage::get(KEY).ok();
        // The choice was dropped on purpose when the cookie is there and empty; when there is none, it was lost.
        let Some(kept) = kept.filter(|code| code.len() == 12 && code.bytes().all(|byte| byte.is_ascii_digit())) else {
            return;
        };
        let Some(window) = web_sys::window() else { return };
        let Some(document) = window.document() else { return };
        let cookie = format!("{PLACE}={kept}; Path=/; Max-Age={YEAR_S}; SameSite=Lax");
        let written = js_sys::Reflect::set(&document, &JsValue::from_str("cookie"), &JsValue::from_str(&cookie));
        // Once only: where cookies are refused, the copy must not make the page load for ever.
        LocalStorage::delete(KEY);
        if written.is_ok() {
            let _ = window.location().reload();
        }
    }

    pub fn copy(text: String, done: impl Fn(bool) + 'static) {
        let Some(window) = web_sys::window() else {
            return done(false);
        };
        let promise = window.navigator().clipboard().write_text(&text);
        wasm_bindgen_futures::spawn_local(async move {
            done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
        });
    }
}
