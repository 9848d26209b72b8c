//! One's own cases: the list, a case, its receipt, answering a correction, withdrawing.

mod list;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use list::Mine;

/// Every page of one's own cases.
#[component(transparent)]
pub fn MineRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/mine") view=Mine/> }.into_inner()
}
