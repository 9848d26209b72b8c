//! Large figures, each with its definition one tap away.

use leptos::prelude::*;
use shared::board::{Counts, Figure, INDICATORS, Indicator, thousands};

/// The indicators of these codes, of a place or of the city; with `all`, every other one behind them.
#[component]
pub fn Figures(
    figures: Counts,
    order: &'static [&'static str],
    #[prop(optional)] all: bool,
    children: Children,
) -> impl IntoView {
    let rest = INDICATORS
        .iter()
        .filter(|indicator| all && !order.contains(&indicator.code));
    let large = order
        .iter()
        .filter_map(|code| Indicator::of_code(code))
        .chain(rest)
        .map(|indicator| view! { <Large indicator figure=indicator.figure(&figures)/> })
        .collect_view();
    view! {
        <div class="fig">
            {children()}
            {large}
        </div>
    }
    .into_any()
}

#[component]
fn Large(indicator: &'static Indicator, figure: Figure) -> impl IntoView {
    view! {
        <div>
            <b>{figure.words()}</b>
            {indicator.name}
            <Definition indicator figure/>
        </div>
    }
    .into_any()
}

/// 口径, and the two numbers behind a share.
#[component]
fn Definition(indicator: &'static Indicator, figure: Figure) -> impl IntoView {
    view! {
        <details class="define">
            <summary>"怎么算的"<span class="visually-hidden">{format!("：{}", indicator.name)}</span></summary>
            <p>{indicator.definition}</p>
            <p>{format!("{}：{}", indicator.numerator().words, thousands(figure.numerator()))}</p>
            {indicator
                .denominator()
                .zip(figure.denominator())
                .map(|(whole, number)| view! { <p>{format!("{}：{}", whole.words, thousands(number))}</p> })}
        </details>
    }
    .into_any()
}
