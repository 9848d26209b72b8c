//! Sending it to someone, putting it on paper.

use leptos::prelude::*;

use crate::backend::catalogue::GuideView;
use crate::islands::CopyLink;

/// Without script: the address to copy and its QR code. With script also a button to copy.
#[component]
pub fn Share(view: GuideView) -> impl IntoView {
    let qr = match &view.place {
        Some(place) => format!("/api/v1/items/{}/qr.svg?place={}", view.id, place.code),
        None => format!("/api/v1/items/{}/qr.svg", view.id),
    };
    let paper = format!("/items/{}/print?place={}", view.id, view.site.place.code);
    let json = format!("/api/v1/items/{}?place={}", view.id, view.site.place.code);
    view! {
        <section class="card stack tight no-print" aria-labelledby="share">
            <h2 id="share">"发给家人"</h2>
            <CopyLink address=view.share_url/>
            <p class="row">
                <a class="btn quiet small" href=paper>"打印版"</a>
                <a class="btn quiet small" href=json rel="external">"数据（JSON）"</a>
            </p>
            <details>
                <summary>"用手机扫码打开"</summary>
                <img class="qr" src=qr alt="这份办事指南的二维码" width="160" height="160" loading="lazy"/>
            </details>
        </section>
    }
    .into_any()
}
