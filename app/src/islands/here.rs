//! Where the reader is, and the way to the sign-in and back.

#[cfg(feature = "ssr")]
use leptos::prelude::use_context;
#[cfg(not(feature = "ssr"))]
use leptos::prelude::window;

use crate::wire::query_string;

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
