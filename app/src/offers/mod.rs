//! Lists of towns and villages as they are compiled, halls, what is delegated how, and what has drifted.

mod bulk;
mod cell;
mod copy;
mod deviations;
mod drift;
mod hall;
mod list;
mod local;
mod map;
mod parts;
mod plan;
mod sites;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use bulk::BulkPage;
use cell::CellPage;
use copy::CopyPage;
use deviations::DeviationsPage;
use drift::DriftPage;
use hall::HallPage;
use list::ListPage;
use local::LocalPage;
use map::MapPage;
use sites::SitesPage;

/// Pages under `/desk/lists`, `/desk/halls`, `/desk/delegation`, `/desk/drift` and `/desk/deviations`.
#[component(transparent)]
pub fn ListsRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/desk/lists") view=SitesPage/>
        <Route path=path!("/desk/lists/bulk") view=BulkPage/>
        <Route path=path!("/desk/lists/:place") view=ListPage/>
        <Route path=path!("/desk/lists/:place/copy") view=CopyPage/>
        <Route path=path!("/desk/lists/:place/items/:item") view=LocalPage/>
        <Route path=path!("/desk/halls/:place") view=HallPage/>
        <Route path=path!("/desk/delegation") view=MapPage/>
        <Route path=path!("/desk/delegation/:item/:tier") view=CellPage/>
        <Route path=path!("/desk/drift") view=DriftPage/>
        <Route path=path!("/desk/deviations") view=DeviationsPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
