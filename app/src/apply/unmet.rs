//! What the guidance says against the answers, told while they are filled in: nobody hands in, unawares, what cannot be
//! granted. It holds nobody up: the office decides.

use leptos::prelude::*;
use shared::form::Filled;
use shared::time::Date;

use crate::backend::drafts::DraftView;

/// The guidance's reasons, and the cautions of the form's own questions.
pub fn unmet(draft: &DraftView, today: Date) -> impl IntoView + use<> {
    let cautions = Filled::new(&draft.form, &draft.answers, today).against();
    let cautions = cautions
        .into_iter()
        .map(|one| format!("{}。{}。", one.message, one.fix));
    let title = match draft.unmet.is_empty() {
        true => "从您的回答看，有和办理条件不符的地方",
        false => "从您的回答看，现在还不能办",
    };
    let reasons: Vec<_> = draft
        .unmet
        .iter()
        .cloned()
        .chain(cautions)
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
                <h2 id="unmet">{title}</h2>
                <ul class="dots">{reasons}</ul>
                <p class="small">"选错了的，请改回答。回答没有错、表上也没有标出要改的，可以照样提交，由受理单位审核。"</p>
                {others}
            </section>
        }
    })
}
