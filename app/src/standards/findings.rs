//! What the audit found, each with its reason and the way to its field, and how complete the standard is.

use leptos::prelude::*;
use shared::catalogue::{Completeness, ItemId};

pub use crate::islands::{Line, UNTOUCHED, editor, formula, lines, list, summary};

/// How many of the lines belong to a group, and how many of them are severe.
#[must_use]
pub fn count_in(lines: &[Line], group: &str) -> (usize, usize) {
    let mine = lines
        .iter()
        .filter(|line| line.path.as_deref().and_then(shared::standard::group_of) == Some(group));
    mine.fold((0, 0), |(all, severe), line| {
        (all + 1, severe + usize::from(line.severe))
    })
}

/// The panel of a page that is not being typed on.
#[component]
pub fn Findings(item: ItemId, lines: Vec<Line>, #[prop(optional)] untouched: bool) -> impl IntoView {
    let words = if untouched {
        UNTOUCHED.to_owned()
    } else {
        summary(&lines)
    };
    view! {
        <section class="card" aria-labelledby="findings">
            <h2 id="findings">"检查结果"</h2>
            <p>{words}</p>
            {list(lines, move |path| editor(&item, path))}
        </section>
    }
}

/// The score with its formula.
#[component]
pub fn Score(of: Completeness) -> impl IntoView {
    let percent = of.percent();
    view! {
        <p class="score">
            <b>{format!("{percent}%")}</b>
            " "
            <progress max="100" value=percent.to_string() aria-label="要素完整度"></progress>
        </p>
        <p class="small muted">{formula(of)}</p>
    }
}
