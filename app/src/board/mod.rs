//! The public board: the city, a town, the definitions behind the figures.

mod chart;
mod figures;
mod map;
mod overview;
mod table;
mod town;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use overview::Overview;
use town::TownPage;

/// Every page of the board.
#[component(transparent)]
pub fn BoardRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/board") view=Overview/>
        <Route path=path!("/board/:town") view=TownPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
