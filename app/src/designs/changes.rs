//! What the draft changes of the form, for the standard's own page.

use leptos::prelude::*;

use super::api::read_state;
use super::links::design_address;
use crate::backend::designs::DesignState;
use crate::standards::Changes;

/// A card: what the draft changes of the application form, what is wrong with it, the way to the designer.
#[component]
pub fn FormChanges(item: String) -> impl IntoView {
    let source = item.clone();
    let state = Resource::new_blocking(move || source.clone(), read_state);
    let (design, trial) = (design_address(&item), format!("{}/try", design_address(&item)));
    view! {
        <section class="card">
            <header>
                <h2>"申请表单"</h2>
                <p class="tags"><a href=design>"表单设计"</a><a href=trial>"试填"</a></p>
            </header>
            <Suspense>
                {move || Suspend::new(async move { state.await.map(|state| view! { <Shown state/> }) })}
            </Suspense>
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
