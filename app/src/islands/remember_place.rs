//! What the device keeps besides cookies: a second copy of "my village", for browsers that drop cookies early.

use leptos::prelude::*;

/// The cookie with the code of "my village".
pub const PLACE: &str = "place";

/// Keeps the place; where the cookie is gone and the copy is not, brings the cookie back.
#[island]
pub fn RememberPlace(place: Option<String>) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::remember(place.as_deref());
    #[cfg(not(feature = "hydrate"))]
    let _ = place;
}

#[cfg(feature = "hydrate")]
mod browser {
    use gloo::storage::{LocalStorage, Storage as _};
    use wasm_bindgen::JsValue;

    use super::PLACE;

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
        let secure = match window.location().protocol().as_deref() {
            Ok("https:") => "; Secure",
            _ => "",
        };
        let cookie = format!("{PLACE}={kept}; Path=/; Max-Age={YEAR_S}; SameSite=Lax{secure}");
        let written = js_sys::Reflect::set(&document, &JsValue::from_str("cookie"), &JsValue::from_str(&cookie));
        // Once only: where cookies are refused, the copy must not make the page load for ever.
        LocalStorage::delete(KEY);
        if written.is_ok() {
            let _ = window.location().reload();
        }
    }
}
