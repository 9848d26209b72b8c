//! The form designer: an outline of pages and fields, the settings of one, a trial run. Every change is a plain form;
//! script adds keys and the trial's live check.

mod add;
mod api;
mod changes;
mod conditions;
mod field;
mod links;
mod outline;
mod page;
mod rules;
mod side;
mod tools;
mod trial;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

pub use changes::FormChanges;
pub use links::{anchor, query_of};
use page::DesignPage;
use trial::TrialPage;

/// The designer's pages, under the item's standard.
#[component(transparent)]
pub fn DesignRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/desk/standards/:item/form") view=DesignPage/>
        <Route path=path!("/desk/standards/:item/form/try") view=TrialPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
