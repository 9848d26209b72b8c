//! One's work today.

use leptos::prelude::*;

use crate::ui::StaffPage;

#[component]
pub fn Dashboard() -> impl IntoView {
    view! {
        <StaffPage title="工作台" here="desk">
            <h1>"工作台"</h1>
        </StaffPage>
    }
}
