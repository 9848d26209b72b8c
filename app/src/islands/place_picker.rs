//! The town, and its villages as soon as the town is chosen; without script they come with the next page.

use leptos::prelude::*;

use super::parts::input_id;
use crate::wire::Spot;

/// `start` is the page that shows the villages of a town without script.
#[island]
pub fn PlacePicker(
    towns: Vec<Spot>,
    town: Option<String>,
    villages: Vec<Spot>,
    place: Option<String>,
    start: String,
) -> impl IntoView {
    let whole = RwSignal::new(town.clone().unwrap_or_default());
    let villages = RwSignal::new(villages);
    let choose = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        browser::chosen(event_target_value(&event), whole, villages);
        #[cfg(not(feature = "hydrate"))]
        let _ = (event, whole);
    };
    let towns = towns
        .into_iter()
        .map(|one| {
            let selected = town.as_ref() == Some(&one.code);
            view! { <option value=one.code selected=selected>{one.name}</option> }
        })
        .collect_view();
    let options = move || {
        villages
            .get()
            .into_iter()
            .map(|one| {
                let selected = place.as_ref() == Some(&one.code);
                view! { <option value=one.code selected=selected>{one.name}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for="town">"镇（街道）"</label>
            <div class="row">
                <select id="town" name="town" on:change=choose><option value="">"请选择"</option>{towns}</select>
                <button class="btn quiet small only-plain" type="submit" formmethod="get" formaction=start>"显示村（社区）"</button>
            </div>
        </div>
        <div class="field">
            <label for=input_id("place")>"村（社区）"</label>
            <select id=input_id("place") name="place">
                <option value=move || whole.get()>
                    {move || if whole.read().is_empty() { "先选镇（街道）" } else { "整个镇（街道）" }}
                </option>
                {options}
            </select>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::{RwSignal, Set as _};
    use leptos::task::spawn_local;

    use crate::wire::{Spot, villages_of};

    pub fn chosen(town: String, whole: RwSignal<String>, villages: RwSignal<Vec<Spot>>) {
        villages.set(Vec::new());
        whole.set(town.clone());
        if town.is_empty() {
            return;
        }
        spawn_local(async move {
            // Where they do not come, the whole town is left to choose.
            if let Ok(found) = villages_of(town).await {
                villages.set(found);
            }
        });
    }
}
