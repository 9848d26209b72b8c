//! Staff: signing in, the dashboard, the queue, a case.

mod dashboard;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::account::StaffSignInPage;
use dashboard::Dashboard;

/// Every page of staff, all under `/desk`.
#[component(transparent)]
pub fn DeskRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/desk") view=Dashboard/>
        <Route path=path!("/desk/sign-in") view=StaffSignInPage/>
    }
    .into_inner()
}
