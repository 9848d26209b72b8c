//! The list of powers and the catalogue's entries, as their offices keep them.

mod api;
mod entry;
mod entry_list;
pub(crate) mod filters;
mod history;
mod list;
mod power;
mod sheet;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use entry::{EntryPage, NewEntry};
use entry_list::EntryList;
use list::PowerList;
use power::{NewPower, PowerPage};

/// Pages under `/desk/powers` and `/desk/entries`.
#[component(transparent)]
pub fn PowersRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/desk/powers") view=PowerList/>
        <Route path=path!("/desk/powers/new") view=NewPower/>
        <Route path=path!("/desk/powers/:id") view=PowerPage/>
        <Route path=path!("/desk/entries") view=EntryList/>
        <Route path=path!("/desk/entries/new") view=NewEntry/>
        <Route path=path!("/desk/entries/:id") view=EntryPage/>
    }
    .into_inner()
}
