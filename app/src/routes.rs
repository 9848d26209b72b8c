//! Every page, by its vertical.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Router};

use crate::about::AboutRoutes;
use crate::account::AccountRoutes;
use crate::apply::ApplyRoutes;
use crate::board::BoardRoutes;
use crate::desk::DeskRoutes;
use crate::find::FindRoutes;
use crate::mine::MineRoutes;
use crate::missing::{NotFound, StaffNotFound};
use crate::offers::ListsRoutes;
use crate::powers::{PowersRoutes, PublicPowersRoutes};
use crate::searches::SearchesRoutes;
use crate::staff::StaffRoutes;
use crate::standards::StandardsRoutes;
use crate::standards::design::DesignRoutes;

/// What residents, firms and the public see: everything but `/desk`.
#[component]
pub fn CitizenApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=NotFound>
                <FindRoutes/>
                <ApplyRoutes/>
                <MineRoutes/>
                <AccountRoutes/>
                <BoardRoutes/>
                <PublicPowersRoutes/>
                <AboutRoutes/>
            </FlatRoutes>
        </Router>
    }
}

/// What staff see, under `/desk`.
#[component]
pub fn StaffApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=StaffNotFound>
                <DeskRoutes/>
                <ListsRoutes/>
                <PowersRoutes/>
                <DesignRoutes/>
                <SearchesRoutes/>
                <StaffRoutes/>
                <StandardsRoutes/>
            </FlatRoutes>
        </Router>
    }
}
