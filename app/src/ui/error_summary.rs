//! Everything that is wrong, on top of the page, each a link to its field.

use leptos::prelude::*;
use shared::problem::FieldProblem;

use super::field::input_id;

/// Announced when it appears, and focused, so that nobody has to look for what went wrong. Empty: nothing.
#[component]
pub fn ErrorSummary(#[prop(into)] problems: Signal<Vec<FieldProblem>>) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if !problems.read().is_empty()
            && let Some(place) = place.get()
        {
            let _ = place.focus();
        }
    });
    move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            let count = problems.len();
            view! {
                <div class="error-summary" role="alert" tabindex="-1" node_ref=place aria-labelledby="error-summary-title">
                    <h2 id="error-summary-title">{format!("有 {count} 处需要修改")}</h2>
                    <ul>
                        {problems
                            .into_iter()
                            .map(|problem| {
                                let to = format!("#{}", input_id(&problem.path));
                                view! {
                                    <li>
                                        <a href=to rel="external">{problem.message}</a>
                                        <span class="muted">{format!("——{}", problem.fix)}</span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </div>
            }
        })
    }
}
