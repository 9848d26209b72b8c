//! The public board: the city, a town, the definitions behind the figures.

mod overview;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use overview::Overview;

/// Every page of the board.
#[component(transparent)]
pub fn BoardRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/board") view=Overview/> }.into_inner()
}
