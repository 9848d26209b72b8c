//! Finding: home, search and lists, the guide, the one-time guidance, choosing a place.

mod api;
mod changes;
mod guidance;
mod guide;
mod hall;
mod home;
mod item_list;
mod items;
mod paper;
mod places;
mod search_box;
mod sites;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use changes::ChangesListPage;
use guidance::GuidancePage;
pub use guidance::{GuidanceBody, Turn};
use guide::GuidePage;
pub use guide::{GuideBody, PreviewOf};
use hall::HallPage;
use home::HomePage;
use items::ItemsPage;
use paper::PaperPage;
use places::PlacesPage;
use sites::SitesPage;

/// Every page of finding.
#[component(transparent)]
pub fn FindRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=HomePage/>
        <Route path=path!("/items") view=ItemsPage/>
        <Route path=path!("/items/:id") view=GuidePage/>
        <Route path=path!("/items/:id/check") view=GuidancePage/>
        <Route path=path!("/items/:id/where") view=SitesPage/>
        <Route path=path!("/items/:id/print") view=PaperPage/>
        <Route path=path!("/changes") view=ChangesListPage/>
        <Route path=path!("/halls/:place") view=HallPage/>
        <Route path=path!("/place") view=PlacesPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
