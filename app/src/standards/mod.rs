//! The offices' own desk for items: the list of standards, one standard with its way to publication, its editor, what
//! differs, what waits to be confirmed. All of it works as plain forms; script adds saving as one types.

mod acts;
mod api;
mod compare;
mod confirm;
pub mod design;
mod edit;
mod findings;
mod history;
mod list;
mod marks;
mod merge;
mod overview;
mod preview;
mod tags;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

pub use api::save_group;
use compare::ComparePage;
use confirm::ConfirmPage;
use edit::EditPage;
use history::HistoryPage;
use list::StandardsPage;
use merge::MergePage;
use overview::StandardPage;
pub use preview::{guidance_preview, guide_preview};

/// Every page of standards, under `/desk/standards`, and the one of what waits to be confirmed.
#[component(transparent)]
pub fn StandardsRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/desk/standards") view=StandardsPage/>
        <Route path=path!("/desk/standards/:item") view=StandardPage/>
        <Route path=path!("/desk/standards/:item/edit/:group") view=EditPage/>
        <Route path=path!("/desk/standards/:item/merge") view=MergePage/>
        <Route path=path!("/desk/standards/:item/compare") view=ComparePage/>
        <Route path=path!("/desk/standards/:item/history") view=HistoryPage/>
        <Route path=path!("/desk/confirm") view=ConfirmPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
