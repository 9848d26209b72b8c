//! Applying: starting a draft, its pages, the review, handing in.

mod start;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use start::Start;

/// Every page of applying.
#[component(transparent)]
pub fn ApplyRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/apply") view=Start/> }.into_inner()
}
