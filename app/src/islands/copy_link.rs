//! An address to pass on.

use leptos::html::Input;
use leptos::prelude::*;

/// The address to read and select, with a button that copies it once the client runs.
#[island]
pub fn CopyLink(address: String) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let said = RwSignal::new("");
    let shown = address.clone();
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.select();
        }
        copy(address.clone(), said);
    };
    view! {
        <div class="copy">
            <input node_ref=input type="text" readonly aria-label="网址" value=shown/>
            <button class="btn quiet small only-live" type="button" on:click=press>"复制网址"</button>
        </div>
        <p role="status" class="small">{said}</p>
    }
}

#[cfg(feature = "hydrate")]
fn copy(address: String, said: RwSignal<&'static str>) {
    leptos::task::spawn_local(async move {
        let window = window();
        // Browsers have a clipboard only for pages that came safely.
        let copied = window.is_secure_context() && {
            let written = window.navigator().clipboard().write_text(&address);
            wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
        };
        said.set(if copied {
            "网址已复制，可以粘贴给别人"
        } else {
            "网址已选中，请长按后选“复制”"
        });
    });
}

#[cfg(not(feature = "hydrate"))]
fn copy(_: String, _: RwSignal<&'static str>) {}
