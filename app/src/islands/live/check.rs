//! A form that is sent whole and checked before: by the rules of the server, in the browser, at the inputs.

use leptos::prelude::*;
use shared::form::FormSchema;
use shared::time::Day;

/// Stands beside the form with this `id`.
#[island]
pub fn CheckForm(id: String, form: FormSchema, today: Day) -> impl IntoView {
    let told = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    super::sheet::Sheet::check_before_sending(&id, form, today.0, told);
    #[cfg(not(feature = "hydrate"))]
    let _ = (id, form, today);
    view! { <p role="status" class="visually-hidden">{told}</p> }
}
