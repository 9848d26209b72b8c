//! The document around each app.

use std::sync::Arc;

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::backend::{Bundle, Site};
use crate::frame::read_frame;
use crate::routes::{CitizenApp, StaffApp};
use crate::ui::{Page, awaited};

/// The document of every page but the staff's.
#[must_use]
pub fn citizen_shell() -> impl IntoView {
    only_islands_hydrate();
    let bundle = site().bundles.citizen.clone();
    document(live(bundle), framed(|| view! { <CitizenApp/> }))
}

/// The document of a page that only the server knows: the citizens' frame and sheet, and no client that would take
/// over.
#[must_use]
pub fn still_shell(title: &'static str, content: AnyView) -> impl IntoView {
    only_islands_hydrate();
    leptos_meta::provide_meta_context();
    let sheet = site().bundles.citizen.clone().map(|bundle| sheet(&bundle));
    document(sheet, framed(move || view! { <Page title=title>{content}</Page> }))
}

/// The document of a page that shows what the citizens' frame will hold, without the frame and without a client.
#[must_use]
pub fn preview_shell(content: impl FnOnce() -> AnyView) -> impl IntoView {
    only_islands_hydrate();
    leptos_meta::provide_meta_context();
    let sheet = site().bundles.citizen.clone().map(|bundle| sheet(&bundle));
    document(sheet, content())
}

/// The document of the staff's pages.
#[must_use]
pub fn staff_shell() -> impl IntoView {
    only_islands_hydrate();
    let bundle = site().bundles.staff.clone();
    document(live(bundle), framed(|| view! { <StaffApp/> }))
}

/// What stands in the frame, with its facts.
fn framed<V: IntoView + 'static>(app: impl FnOnce() -> V + Send + 'static) -> AnyView {
    awaited(read_frame(), |frame| {
        provide_context(frame);
        app()
    })
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

fn sheet(bundle: &Bundle) -> impl IntoView + use<> {
    view! { <link rel="stylesheet" href=format!("/pkg/{}", bundle.css)/> }
}

/// Only `<link>` and one module script with the nonce: the page's policy takes nothing else.
fn live(bundle: Option<Bundle>) -> Option<impl IntoView> {
    bundle.map(|bundle| {
        let sheet = sheet(&bundle);
        let Bundle { js, wasm, .. } = bundle;
        view! {
            {sheet}
            <link rel="preload" href=format!("/pkg/{wasm}") r#as="fetch" r#type="application/wasm" crossorigin=""/>
            <script type="module" nonce=use_nonce() src=format!("/pkg/{js}")></script>
        }
    })
}

fn document(files: impl IntoView, app: impl IntoView) -> impl IntoView {
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
