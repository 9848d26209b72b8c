//! The list of powers and the catalogue's entries, as their offices keep them.

mod entry;
mod entry_list;
pub(crate) mod filters;
mod history;
mod import;
mod list;
mod power;
mod public;
mod sheet;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use entry::{EntryPage, NewEntry};
use entry_list::EntryList;
pub use history::Changes;
use import::{EntriesImport, EntriesUpload, PowersImport, PowersUpload};
pub use import::{StaffImport, StaffUpload};
use list::PowerList;
use power::{NewPower, PowerPage};
pub use public::PublicPowersRoutes;

/// Pages under `/desk/powers` and `/desk/entries`.
#[component(transparent)]
pub fn PowersRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/desk/powers") view=PowerList/>
        <Route path=path!("/desk/powers/new") view=NewPower/>
        <Route path=path!("/desk/powers/import") view=PowersUpload/>
        <Route path=path!("/desk/powers/import/:job") view=PowersImport/>
        <Route path=path!("/desk/powers/:id") view=PowerPage/>
        <Route path=path!("/desk/entries") view=EntryList/>
        <Route path=path!("/desk/entries/new") view=NewEntry/>
        <Route path=path!("/desk/entries/import") view=EntriesUpload/>
        <Route path=path!("/desk/entries/import/:job") view=EntriesImport/>
        <Route path=path!("/desk/entries/:id") view=EntryPage/>
    }
    .into_inner()
    .into_any_nested_route()
}
