//! What a role's home shows for that role alone: figures, accounts, fees, or what an agent can do today.

mod accounts;
mod agent;
mod fees;
mod online;
mod oversight;

use leptos::prelude::*;

use crate::backend::homes::RoleHome;

/// The part of the home that is the role's own; nothing for those whose home is their work.
#[component]
pub fn OwnPart(home: RoleHome) -> impl IntoView {
    match home {
        RoleHome::Work => ().into_any(),
        RoleHome::Oversight(figures) => view! { <oversight::Oversight figures/> }.into_any(),
        RoleHome::Online(figures) => view! { <online::Online figures/> }.into_any(),
        RoleHome::Fees(fees) => view! { <fees::Fees fees/> }.into_any(),
        RoleHome::Village(village) => view! { <agent::Agent village/> }.into_any(),
        RoleHome::Accounts(accounts) => view! { <accounts::Accounts accounts/> }.into_any(),
    }
}

/// A share in whole percent; nothing of nothing.
fn percent(part: i64, of: i64) -> String {
    match of {
        0 => "—".to_owned(),
        of => format!("{}%", part.saturating_mul(100) / of),
    }
}
