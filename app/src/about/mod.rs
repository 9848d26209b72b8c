//! What Jinban is, and what it does with personal information (个人信息保护法 §17).

mod privacy;
mod what;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use privacy::Privacy;
use what::About;

/// The pages every footer links to.
#[component(transparent)]
pub fn AboutRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/about") view=About/>
        <Route path=path!("/privacy") view=Privacy/>
    }
    .into_inner()
    .into_any_nested_route()
}
