//! Everything that is wrong, on top of the page, each a link to its field.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;
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
                    <ul>{problems.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}

fn line(problem: FieldProblem) -> impl IntoView {
    let id = input_id(&problem.path);
    let to = format!("#{id}");
    view! {
        <li>
            <a href=to rel="external" on:click=move |event| go_to(&event, &id)>{problem.message}</a>
            <span class="muted">{format!("：{}", problem.fix)}</span>
        </li>
    }
}

/// A link alone would scroll to the field; this also puts the cursor into it. A group's first input stands for it.
fn go_to(event: &MouseEvent, id: &str) {
    let Some(field) = document().get_element_by_id(id) else {
        return;
    };
    let input = if field.tag_name() == "FIELDSET" {
        field.query_selector("input, select, textarea").ok().flatten()
    } else {
        None
    };
    if let Some(input) = input.unwrap_or(field).dyn_ref::<HtmlElement>()
        && input.focus().is_ok()
    {
        event.prevent_default();
    }
}
