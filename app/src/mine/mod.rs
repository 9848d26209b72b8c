//! One's own cases: the list, a case, its receipt, answering a correction, withdrawing.

mod api;
mod case;
mod correction;
mod list;
mod receipt;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use case::CasePage;
use list::Mine;
use receipt::ReceiptPage;

/// Every page of one's own cases.
#[component(transparent)]
pub fn MineRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/mine") view=Mine/>
        <Route path=path!("/mine/:number") view=CasePage/>
        <Route path=path!("/mine/:number/receipt") view=ReceiptPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
