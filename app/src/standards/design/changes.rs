//! What the draft changes of the form, for the standard's own page.

use leptos::prelude::*;
use shared::catalogue::ItemId;

use super::links::design_address;
use crate::backend::standards::design::DesignState;
use crate::backend::{Designs, port, session};
use crate::ui::awaited;
use crate::ui::changes::Changes;

/// A card: what the draft changes of the application form, what is wrong with it, the way to the designer.
#[component]
pub fn FormChanges(item: String) -> impl IntoView {
    let id = item.parse::<ItemId>();
    let state = async move {
        port::<dyn Designs>()
            .ok()?
            .design_state(&session(), &id.ok()?)
            .await
            .ok()
    };
    let (design, trial) = (design_address(&item), format!("{}/try", design_address(&item)));
    view! {
        <section class="card">
            <header>
                <h2>"申请表单"</h2>
                <p class="tags"><a href=design>"表单设计"</a><a href=trial>"试填"</a></p>
            </header>
            {awaited(state, |state| state.map(|state| view! { <Shown state/> }))}
        </section>
    }
}

#[component]
fn Shown(state: DesignState) -> impl IntoView {
    let problems = (!state.problems.is_empty()).then(|| {
        let lines = state
            .problems
            .iter()
            .map(|problem| view! { <li>{problem.message.clone()}<span class="sub">{problem.fix.clone()}</span></li> })
            .collect_view();
        view! {
            <div class="notice bad">
                <p>{format!("表单有 {} 处要改好才能送审：", state.problems.len())}</p>
                <ul class="dots">{lines}</ul>
            </div>
        }
    });
    let changes = if state.changes.is_empty() {
        view! { <p class="muted">"这次修订没有改表单。"</p> }.into_any()
    } else {
        view! { <Changes changes=state.changes edit=None/> }.into_any()
    };
    view! {
        {problems}
        {changes}
    }
}
