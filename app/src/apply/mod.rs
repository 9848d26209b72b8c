//! Applying: starting a draft, its pages, the review, handing in. All of it works as plain forms; script adds comfort.

pub mod api;
mod blank;
mod clash;
mod discard;
mod fields;
mod page;
mod proxy_letter;
pub mod resume;
mod review;
mod start;
mod unmet;
mod uploads;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use blank::BlankPage;
use discard::{DiscardPage, RemoveFilePage};
pub use fields::Fields;
use page::DraftPage;
use proxy_letter::ProxyLetter;
use review::Review;
use start::Start;
pub use uploads::Uploads;

/// Every page of applying.
#[component(transparent)]
pub fn ApplyRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/apply/proxy-letter") view=ProxyLetter/>
        <Route path=path!("/apply/remove-file") view=RemoveFilePage/>
        <Route path=path!("/apply/:item") view=Start/>
        <Route path=path!("/apply/:item/blank") view=BlankPage/>
        <Route path=path!("/apply/:item/:draft/discard") view=DiscardPage/>
        <Route path=path!("/apply/:item/:draft/review") view=Review/>
        <Route path=path!("/apply/:item/:draft/page/:page") view=DraftPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
