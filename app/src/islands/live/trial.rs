//! The same form tried out by those who make it: it shows and tells as it does for applicants, and keeps nothing.

use leptos::prelude::*;
use shared::form::{Answers, FormSchema};
use shared::time::Day;

/// Stands beside the form with [`super::FORM_ID`]. `page` is missing when the whole form is on one page.
#[island]
pub fn TryForm(form: FormSchema, page: Option<String>, answers: Answers, today: Day) -> impl IntoView {
    let told = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    super::sheet::Sheet::try_out(form, page, answers, today.0, told);
    #[cfg(not(feature = "hydrate"))]
    let _ = (form, page, answers, today);
    view! { <p role="status" class="visually-hidden">{told}</p> }
}
