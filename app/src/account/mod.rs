//! Accounts: signing in, the real name, the list of sign-ins.

mod me;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use me::Me;

/// Every page of accounts.
#[component(transparent)]
pub fn AccountRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/me") view=Me/> }.into_inner()
}
