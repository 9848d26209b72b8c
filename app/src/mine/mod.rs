//! One's own cases: the list, a case, its receipt, answering a correction, withdrawing.

mod api;
mod case;
mod correction;
mod list;
mod receipt;
mod steps;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use case::CasePage;
use shared::case::CaseState;

use crate::backend::cases::CaseCard;
use crate::ui::Mark;
use list::Mine;
use receipt::ReceiptPage;

/// The colour of a case's news: brick only for what the person must do, green for done, blue for what runs.
fn mark_of(card: &CaseCard) -> Mark {
    match card.state {
        _ if card.yours_to_do => Mark::Bad,
        CaseState::Granted | CaseState::Closed => Mark::Ok,
        state if state.is_open() => Mark::Sea,
        _ => Mark::Plain,
    }
}

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
