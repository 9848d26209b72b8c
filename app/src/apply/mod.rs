//! Applying: starting a draft, its pages, the review, handing in. All of it works as plain forms; script adds comfort.

pub mod api;
mod blank;
mod fields;
pub mod live;
mod page;
mod review;
mod start;
mod upload;
mod uploads;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use blank::BlankPage;
pub use fields::Fields;
pub use live::FORM_ID;
pub use live::TryForm;
use page::DraftPage;
use review::Review;
use start::Start;
pub use uploads::Uploads;

/// Every page of applying.
#[component(transparent)]
pub fn ApplyRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/apply/:item") view=Start/>
        <Route path=path!("/apply/:item/blank") view=BlankPage/>
        <Route path=path!("/apply/:item/:draft/review") view=Review/>
        <Route path=path!("/apply/:item/:draft/page/:page") view=DraftPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
