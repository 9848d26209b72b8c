//! A QR code.

use leptos::prelude::*;

/// `svg` is drawn by our server (never by a user); `about` says where the code leads.
#[component]
pub fn Qr(svg: String, #[prop(into)] about: String) -> impl IntoView {
    view! { <div class="qr" role="img" aria-label=about inner_html=svg></div> }
}
