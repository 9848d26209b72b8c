//! What the guidance says against the answers, told while they are filled in: nobody hands in, unawares, what cannot be
//! granted. It holds nobody up: the office decides.

use leptos::prelude::*;

use crate::backend::drafts::DraftView;

pub fn unmet(draft: &DraftView) -> impl IntoView + use<> {
    let reasons: Vec<_> = draft
        .unmet
        .iter()
        .cloned()
        .map(|reason| view! { <li>{reason}</li> })
        .collect();
    let instead: Vec<_> = draft
        .instead
        .iter()
        .map(|item| view! { <li><a class="tap" href=format!("/items/{}", item.id)>{item.name.clone()}</a></li> })
        .collect();
    let others =
        (!instead.is_empty()).then(|| view! { <p class="small">"可以看看："</p><ul class="plain">{instead}</ul> });
    (!reasons.is_empty()).then(|| {
        view! {
            <section class="notice warn" aria-labelledby="unmet">
                <h2 id="unmet">"从您的回答看，现在还不能办"</h2>
                <ul class="dots">{reasons}</ul>
                <p class="small">"选错了的，请改回答。回答没有错、表上也没有标出要改的，可以照样提交，由受理单位审核。"</p>
                {others}
            </section>
        }
    })
}
