//! What was typed before signing in goes along when the draft is begun.

use leptos::prelude::*;

/// The `id` of the form that begins a draft.
pub const START_ID: &str = "start";

/// Stands in the form with [`START_ID`]: offers what this device kept of the item, as inputs of that form. Once handed
/// on, the device forgets it.
#[cfg_attr(not(feature = "staff"), island)]
#[cfg_attr(feature = "staff", component)]
pub fn DeviceDraft(item: String) -> impl IntoView {
    let pairs = RwSignal::new(Vec::<(String, String)>::new());
    #[cfg(feature = "hydrate")]
    bring(&item, pairs);
    #[cfg(not(feature = "hydrate"))]
    let _ = item;
    move || {
        let pairs = pairs.get();
        (!pairs.is_empty()).then(|| {
            let inputs = pairs
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view();
            view! {
                <p class="notice ok" role="status">"会带上您在这台手机上先填的内容。"</p>
                {inputs}
            }
        })
    }
}

#[cfg(feature = "hydrate")]
fn bring(item: &str, pairs: RwSignal<Vec<(String, String)>>) {
    use gloo::events::EventListener;

    use super::kept;

    let key = kept::new_key(item);
    let Some(kept) = kept::read(&key) else { return };
    let form = document().get_element_by_id(START_ID);
    // After the first rendering, which must be as the server's was.
    leptos::task::spawn_local(async move {
        pairs.set(kept.pairs);
        if let Some(form) = form {
            EventListener::once(&form, "submit", move |_| kept::forget(&key)).forget();
        }
    });
}
