//! The document around each app.

use std::sync::Arc;

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::backend::{Bundle, Site};
use crate::{CitizenApp, StaffApp};

/// The document of every page but the staff's.
#[must_use]
pub fn citizen_shell() -> impl IntoView {
    only_islands_hydrate();
    let bundle = site().bundles.citizen.clone();
    document(bundle, view! { <CitizenApp/> })
}

/// The document of the staff's pages.
#[must_use]
pub fn staff_shell() -> impl IntoView {
    only_islands_hydrate();
    let bundle = site().bundles.staff.clone();
    document(bundle, view! { <StaffApp/> })
}

/// Before anything is rendered: pages carry no data and no markers for a client that would render them again.
fn only_islands_hydrate() {
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
}

fn site() -> Arc<Site> {
    use_context::<Arc<Site>>().unwrap_or_default()
}

/// Only `<link>` and one module script with the nonce: the page's policy takes nothing else.
fn document(bundle: Option<Bundle>, app: impl IntoView) -> impl IntoView {
    let files = bundle.map(|Bundle { js, wasm, css }| {
        view! {
            <link rel="stylesheet" href=format!("/pkg/{css}")/>
            <link rel="preload" href=format!("/pkg/{wasm}") r#as="fetch" r#type="application/wasm" crossorigin=""/>
            <script type="module" nonce=use_nonce() src=format!("/pkg/{js}")></script>
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN" data-elder=crate::prefs::elder_asked().then_some("on")>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                // Case numbers are no phone numbers.
                <meta name="format-detection" content="telephone=no"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {files}
                <MetaTags/>
            </head>
            <body>{app}</body>
        </html>
    }
}
