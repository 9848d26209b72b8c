//! Where the reader is, and the way to the sign-in and back.

use leptos::html::Main;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::backend::catalogue::query_string;

/// The address of this page: `/mine?page=2`.
#[cfg(feature = "ssr")]
#[must_use]
pub fn here() -> String {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.uri.path_and_query().map(ToString::to_string))
        .unwrap_or_else(|| "/".to_owned())
}

/// The address of this page: `/mine?page=2`.
#[cfg(not(feature = "ssr"))]
#[must_use]
pub fn here() -> String {
    let location = window().location();
    let part = |part: Result<String, _>| part.unwrap_or_default();
    format!("{}{}", part(location.pathname()), part(location.search()))
}

/// The sign-in of residents or staff, which leads back to this page.
#[must_use]
pub fn sign_in_address() -> String {
    let here = here();
    let staff = here == "/desk" || here.starts_with("/desk/");
    let page = if staff { "/desk/sign-in" } else { "/me/sign-in" };
    format!("{page}?{}", query_string([("next", here.as_str())]))
}

/// The path of the page shown last; none before the first.
#[derive(Clone, Copy)]
pub(super) struct Arrival(pub StoredValue<Option<String>>);

/// When the client has changed the page, the focus goes to the new content: as after a whole page load, whoever uses
/// a keyboard or a screen reader starts at its beginning.
pub fn follow_focus(main: NodeRef<Main>) {
    let Some(Arrival(last)) = use_context() else {
        return;
    };
    Effect::new(move || {
        let path = use_location().pathname.get();
        let before = last.get_value();
        let changed = before.is_some_and(|before| before != path);
        last.set_value(Some(path));
        if changed && let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
    });
}
