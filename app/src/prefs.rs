//! What a reader has chosen on this device, kept in cookies so that it works without script: large type, the village.

/// The cookie that asks for large type (适老).
pub const ELDER: &str = "elder";
pub use crate::islands::PLACE;

/// The value of a cookie of this request.
#[must_use]
pub fn cookie(name: &str) -> Option<String> {
    let parts = leptos::prelude::use_context::<http::request::Parts>()?;
    crate::cookies::read(&parts.headers, name)
}

/// Whether this request asks for large type.
#[must_use]
pub fn elder_asked() -> bool {
    cookie(ELDER).as_deref() == Some("on")
}

/// The village (or town) this device remembers, when it is a division code.
#[must_use]
pub fn my_place() -> Option<shared::place::DivisionCode> {
    cookie(PLACE)?.parse().ok()
}
