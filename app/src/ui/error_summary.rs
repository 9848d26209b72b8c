//! Everything that is wrong, on top of the page, each a link to its field.

use leptos::prelude::*;
use shared::problem::FieldProblem;

use super::input_id;

/// Announced, and focused when the page opens, so that nobody has to look for what went wrong; a link moves the focus
/// to its field. Both are the browser's own doing (`autofocus`, the target of a fragment). Empty: nothing.
#[component]
pub fn ErrorSummary(#[prop(into)] problems: Signal<Vec<FieldProblem>>) -> impl IntoView {
    let problems = problems.get_untracked();
    (!problems.is_empty()).then(|| {
        // What concerns no field is nothing to be corrected: it says why something could not be done.
        let refused = problems.iter().all(|problem| problem.path.is_empty());
        let title = match (refused, problems.len()) {
            (true, _) => "没有办成".to_owned(),
            (false, count) => format!("有 {count} 处需要修改"),
        };
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="error-summary-title">
                <h2 id="error-summary-title">{title}</h2>
                <ul>{problems.into_iter().map(line).collect_view()}</ul>
            </div>
        }
        .into_any()
    })
}

fn line(problem: FieldProblem) -> impl IntoView {
    // What concerns no field has nowhere to lead to.
    let said = if problem.path.is_empty() {
        view! { <strong>{problem.message}</strong> }.into_any()
    } else {
        view! { <a href=format!("#{}", input_id(&problem.path))>{problem.message}</a> }.into_any()
    };
    view! {
        <li>
            {said}
            <span class="muted">{format!("。{}", problem.fix)}</span>
        </li>
    }
}
