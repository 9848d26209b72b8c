//! Finding: the home page, search, the lists, the guide, the one-time guidance.

mod home;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use home::Home;

/// Every page of finding.
#[component(transparent)]
pub fn FindRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/") view=Home/> }.into_inner()
}
