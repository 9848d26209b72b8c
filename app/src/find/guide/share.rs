//! Sending it to someone, putting it on paper.

use leptos::prelude::*;

use super::super::device;
use crate::backend::catalogue::GuideView;

/// Without script: the address to copy and its QR code. With script also buttons to copy and print.
#[component]
pub fn Share(view: GuideView) -> impl IntoView {
    let said = RwSignal::new("");
    let address = StoredValue::new(view.share_url.clone());
    let copy = move |_| {
        device::copy(address.get_value(), move |done| {
            said.set(if done {
                "已复制，可以粘贴到微信里"
            } else {
                "没有复制成，请长按上面的网址复制"
            });
        });
    };
    let qr = match &view.place {
        Some(place) => format!("/api/v1/items/{}/qr.svg?place={}", view.id, place.code),
        None => format!("/api/v1/items/{}/qr.svg", view.id),
    };
    view! {
        <section class="card stack tight no-print" aria-labelledby="share">
            <h2 id="share">"发给家人"</h2>
            <label for="share-url" class="small muted">"网址"</label>
            <input id="share-url" type="text" readonly=true value=view.share_url/>
            <p class="row only-live">
                <button class="btn quiet small" type="button" on:click=copy>"复制网址"</button>
                <button class="btn quiet small" type="button" on:click=|_| device::print()>"打印"</button>
            </p>
            <p role="status" class="small">{said}</p>
            <details>
                <summary>"用手机扫码打开"</summary>
                <img class="qr" src=qr alt="这份办事指南的二维码" width="160" height="160" loading="lazy"/>
            </details>
        </section>
    }
    .into_any()
}
