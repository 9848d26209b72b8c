//! Large figures, each with its definition one tap away.

use leptos::prelude::*;
use shared::board::{Figure, Indicator, IndicatorId, TownFigures};

/// Every indicator of a place, or of the city; the given ones first.
#[component]
pub fn Figures(figures: TownFigures, order: &'static [IndicatorId], children: Children) -> impl IntoView {
    view! {
        <div class="fig">
            {children()}
            {order.iter().map(|id| view! { <Large id=*id figure=id.figure(&figures)/> }).collect_view()}
        </div>
    }
    .into_any()
}

#[component]
fn Large(id: IndicatorId, figure: Figure) -> impl IntoView {
    let indicator = id.definition();
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
    let plain = |number: i64| {
        Figure {
            numerator: number,
            denominator: None,
        }
        .words()
    };
    view! {
        <details class="define">
            <summary>"怎么算的"<span class="visually-hidden">{format!("：{}", indicator.name)}</span></summary>
            <p>{indicator.definition}</p>
            <p>{format!("{}：{}", indicator.numerator, plain(figure.numerator))}</p>
            {indicator
                .denominator
                .zip(figure.denominator)
                .map(|(words, number)| view! { <p>{format!("{words}：{}", plain(number))}</p> })}
        </details>
    }
    .into_any()
}
