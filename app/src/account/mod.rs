//! One's account: signing in, the real name, where one is signed in.

mod device;
mod mandates;
mod me;
mod real_name;
mod sign_in;
mod staff_sign_in;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::hooks::use_query_map;
use leptos_router::{MatchNestedRoutes, path};

use device::DevicePage;
use mandates::MandatesPage;
use me::MePage;
pub(crate) use me::{Sessions, read_me};
use real_name::RealNamePage;
use sign_in::SignInPage;
pub use staff_sign_in::StaffSignInPage;

use crate::flash::KEPT;

/// Every page of accounts.
#[component(transparent)]
pub fn AccountRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/me") view=MePage/>
        <Route path=path!("/me/mandates") view=MandatesPage/>
        <Route path=path!("/device") view=DevicePage/>
        <Route path=path!("/me/sign-in") view=SignInPage/>
        <Route path=path!("/me/real-name") view=RealNamePage/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Told to whoever comes here in the middle of something.
fn lapsed() -> impl IntoView {
    let kept = use_query_map().get_untracked().get(KEPT).is_some();
    kept.then(|| {
        view! { <p class="notice warn" role="status">"登录过期了，请重新登录。刚才填写的内容还在，登录以后接着办。"</p> }
    })
}

/// Where to go on afterwards, from the address; the server refuses other sites.
pub(crate) fn next_address() -> String {
    use_query_map().get_untracked().get("next").unwrap_or_default()
}
