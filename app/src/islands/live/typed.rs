//! A form that is sent whole, such as the answer to a correction: what was typed stays on the device until it has gone.

use leptos::prelude::*;

/// Stands beside the form with this `id`. `case` names the copy; the case opens for its owner alone, so what was typed
/// comes back by itself.
#[island]
pub fn KeepTyped(id: String, case: String) -> impl IntoView {
    let back = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    keep(&id, &case, back);
    #[cfg(not(feature = "hydrate"))]
    let _ = (id, case);
    move || {
        back.get().then(|| {
            view! { <p class="notice" role="status">"上次填到一半的内容已经放回来了，还没有提交。"</p> }
        })
    }
}

#[cfg(feature = "hydrate")]
fn keep(id: &str, case: &str, back: RwSignal<bool>) {
    use super::kept::{self, Kept};
    use super::{dom, sheet};

    let Some(form) = document().get_element_by_id(id) else {
        return;
    };
    let key = kept::case_key(case);
    let came = dom::pairs(&form);
    crate::islands::when_alive({
        let (form, key, came) = (form.clone(), key.clone(), came.clone());
        move || {
            let Some(kept) = kept::read(&key) else { return };
            if kept.is_there(&came) {
                return;
            }
            let base = kept.seen.first().cloned().unwrap_or_default();
            dom::bring_back(&form, &base, &kept.pairs, &came);
            back.set(true);
        }
    });
    for event in ["input", "change"] {
        let (form, key, came) = (form.clone(), key.clone(), came.clone());
        sheet::listen(&form.clone(), event, move |_| {
            let kept = Kept {
                pairs: dom::pairs(&form),
                seen: vec![came.clone()],
                at: kept::now(),
            };
            kept::write(&key, &kept);
        });
    }
}
