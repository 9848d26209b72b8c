//! Staff: signing in, the dashboard, the queue, a case.

mod acts;
mod api;
mod case;
mod clients;
mod correction;
mod dashboard;
mod home;
mod queue;
mod rows;
mod unsent;
mod who;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::account::StaffSignInPage;
pub use api::UNMASK;
use case::CasePage;
pub use case::LOOK_REASON;
use clients::Clients;
use correction::CorrectionPage;
pub use correction::{CorrectionPost, LOOK};
use dashboard::Dashboard;
use queue::Queue;
pub use queue::filter_of_pairs;

/// Every page of staff, all under `/desk`.
#[component(transparent)]
pub fn DeskRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/desk") view=Dashboard/>
        <Route path=path!("/desk/sign-in") view=StaffSignInPage/>
        <Route path=path!("/desk/queue") view=Queue/>
        <Route path=path!("/desk/clients") view=Clients/>
        <Route path=path!("/desk/cases/:number") view=CasePage/>
        <Route path=path!("/desk/cases/:number/correction") view=CorrectionPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
