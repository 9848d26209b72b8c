//! The state of a case as a tag.

use leptos::prelude::*;
use shared::case::CaseState;

use super::{Mark, Tag};

/// In the applicant's words, or the staff's.
#[component]
pub fn StateTag(state: CaseState, #[prop(optional)] staff: bool) -> impl IntoView {
    let text = if staff { state.staff_words() } else { state.words() };
    view! { <Tag mark=mark(state) text/> }
}

/// Warn is for what waits for the applicant.
const fn mark(state: CaseState) -> Mark {
    match state {
        CaseState::Submitted | CaseState::Accepted => Mark::Sea,
        CaseState::CorrectionRequested => Mark::Warn,
        CaseState::Granted => Mark::Ok,
        CaseState::Declined | CaseState::Refused => Mark::Bad,
        CaseState::Closed | CaseState::Withdrawn => Mark::Plain,
    }
}
