//! How far one is among the pages of a form.

use leptos::prelude::*;

/// One page of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub name: String,
    /// Where it is opened again; none: not reached yet.
    pub address: Option<String>,
}

/// `at` counts from zero. Phones show the bar and "第 2 步，共 5 步"; wide screens the names too.
#[component]
pub fn Progress(
    stops: Vec<Stop>,
    /// What comes after the pages: the last step.
    #[prop(optional)]
    end: Option<Stop>,
    at: usize,
) -> impl IntoView {
    let count = stops.len() + usize::from(end.is_some());
    let lines = stops
        .into_iter()
        .chain(end)
        .enumerate()
        .map(|(index, Stop { name, address })| {
            let name = match address.filter(|_| index != at) {
                Some(address) => view! { <a href=address>{name}</a> }.into_any(),
                None => view! { <span>{name}</span> }.into_any(),
            };
            view! { <li class:done=index < at aria-current=(index == at).then_some("step")>{name}</li> }
        })
        .collect_view();
    view! {
        <ol class="progress" aria-label="填写进度">{lines}</ol>
        <p class="small muted">{format!("第 {} 步，共 {count} 步", at.saturating_add(1).min(count))}</p>
    }
}
