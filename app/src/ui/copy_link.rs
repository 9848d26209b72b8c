//! An address to pass on.

use leptos::prelude::*;

use super::announcer::{Announcer, use_announcer};

/// The address to read and select, with a button that copies it once the client runs.
#[component]
pub fn CopyLink(#[prop(into)] address: String) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let announcer = use_announcer();
    let shown = address.clone();
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.select();
        }
        copy(address.clone(), announcer);
    };
    view! {
        <div class="copy">
            <input node_ref=input type="text" readonly aria-label="网址" value=shown/>
            <button class="btn quiet small only-live" type="button" on:click=press>"复制网址"</button>
        </div>
    }
}

#[cfg(feature = "hydrate")]
fn copy(address: String, announcer: Announcer) {
    leptos::task::spawn_local(async move {
        let window = window();
        // Browsers have a clipboard only for pages that came safely.
        let copied = window.is_secure_context() && {
            let written = window.navigator().clipboard().write_text(&address);
            wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
        };
        announcer.say(if copied {
            "网址已复制，可以粘贴给别人"
        } else {
            "网址已选中，请长按后选“复制”"
        });
    });
}

#[cfg(not(feature = "hydrate"))]
fn copy(_: String, _: Announcer) {}
