//! What was typed before signing in goes along when the draft is begun.

use leptos::prelude::*;

/// The `id` of the form that begins a draft.
pub const START_ID: &str = "start";

/// Stands in the form with [`START_ID`]: offers what this device kept of the item. Nothing goes along unasked, because
/// who signs in now may not be who typed it; once handed on or refused, the device forgets it.
#[island]
pub fn DeviceDraft(item: String) -> impl IntoView {
    let found = RwSignal::new(None::<(String, Vec<(String, String)>)>);
    let taken = RwSignal::new(false);
    // Nobody loses what they typed by overlooking the question.
    let undecided = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    bring(&item, found, taken, undecided);
    let clear = move |_: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        super::kept::forget(&super::kept::new_key(&item));
        #[cfg(not(feature = "hydrate"))]
        let _ = &item;
        taken.set(false);
        found.set(None);
    };
    let clear = StoredValue::new(clear);
    move || {
        let (at, pairs) = found.get()?;
        let inputs = move || {
            let pairs = if taken.get() { pairs.clone() } else { Vec::new() };
            pairs
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view()
        };
        Some(view! {
            <div class="notice warn" role="status">
                <p>{format!("这台手机上有人填过这份申请（{at}填的）。")}</p>
                {move || undecided.get().then(|| view! { <p class="error" role="alert">"请先选：是您填的就带上，不是的就清空。"</p> })}
                {move || if taken.get() {
                    view! { <p>"会带上这些内容。"</p> }.into_any()
                } else {
                    view! {
                        <p class="actions">
                            <button class="btn quiet small" type="button" on:click=move |_| {
                                undecided.set(false);
                                taken.set(true);
                            }>"是我填的，带上"</button>
                        </p>
                    }
                    .into_any()
                }}
                <p class="actions"><button class="btn quiet small" type="button" on:click=move |event| clear.with_value(|clear| clear(event))>"清空，不是我的"</button></p>
                {inputs}
            </div>
        })
    }
}

/// What was kept: since when, and the inputs by name.
#[cfg(feature = "hydrate")]
type Found = Option<(String, Vec<(String, String)>)>;

#[cfg(feature = "hydrate")]
fn bring(item: &str, found: RwSignal<Found>, taken: RwSignal<bool>, undecided: RwSignal<bool>) {
    use gloo::events::{EventListener, EventListenerOptions};

    use super::kept;

    let key = kept::new_key(item);
    crate::islands::when_alive(move || {
        let Some(kept) = kept::read(&key) else { return };
        found.set(Some((kept::clock(kept.at), kept.pairs)));
        if let Some(form) = document().get_element_by_id(START_ID) {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&form, "submit", options, move |event| {
                if taken.get_untracked() {
                    kept::forget(&key);
                } else if found.read_untracked().is_some() {
                    event.prevent_default();
                    undecided.set(true);
                }
            })
            .forget();
        }
    });
}
