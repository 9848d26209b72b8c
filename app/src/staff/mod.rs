//! Staff accounts, one's own account as staff, the log, and what failed behind the pages.

mod account;
mod acts;
mod devices;
mod failures;
mod fields;
mod list;
mod log;
mod me;
mod post;
mod posts;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::powers::{StaffImport, StaffUpload};
pub use account::HANDED;
use account::{AccountPage, NewAccount};
pub use acts::WAS;
use devices::DevicesPage;
pub use devices::{CODE, CODE_UNTIL};
use failures::FailedPage;
use list::StaffList;
use log::LogPage;
use me::MyAccount;
use post::PostPage;

/// Pages under `/desk/staff`, `/desk/me`, `/desk/post`, `/desk/log` and `/desk/failed`.
#[component(transparent)]
pub fn StaffRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/desk/me") view=MyAccount/>
        <Route path=path!("/desk/post") view=PostPage/>
        <Route path=path!("/desk/log") view=LogPage/>
        <Route path=path!("/desk/failed") view=FailedPage/>
        <Route path=path!("/desk/staff") view=StaffList/>
        <Route path=path!("/desk/staff/new") view=NewAccount/>
        <Route path=path!("/desk/staff/import") view=StaffUpload/>
        <Route path=path!("/desk/staff/import/:job") view=StaffImport/>
        <Route path=path!("/desk/staff/devices") view=DevicesPage/>
        <Route path=path!("/desk/staff/:id") view=AccountPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
