//! The towns as a table that sorts by plain links.

use std::cmp::Ordering;

use leptos::prelude::*;
use shared::board::{Direction, INDICATORS, Indicator, MilestoneStanding};

use shared::time::show_date;

use crate::backend::board::TownRow;
use crate::ui::{Mark, Tag};

/// By what, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub by: &'static Indicator,
    pub descending: bool,
}

impl Order {
    /// From the address; anything unknown is the city's own order.
    pub fn asked(sort: Option<&str>, dir: Option<&str>) -> Option<Self> {
        let by = Indicator::of_code(sort?)?;
        Some(Self {
            by,
            descending: dir != Some("asc"),
        })
    }

    /// Towns without a figure come last either way.
    fn compare(self, a: &TownRow, b: &TownRow) -> Ordering {
        let value = |row: &TownRow| self.by.figure(&row.progress.figures).rank();
        match (value(a), value(b)) {
            (Some(a), Some(b)) if self.descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (None, None) => Ordering::Equal,
        }
    }
}

/// What each column counts and what it does not.
#[component]
fn Definitions() -> impl IntoView {
    view! {
        <details class="define">
            <summary>"每一栏怎么算的"</summary>
            {INDICATORS
                .iter()
                .map(|indicator| view! { <p><b>{indicator.name}</b>"："{indicator.definition}</p> })
                .collect_view()}
        </details>
    }
    .into_any()
}

#[component]
pub fn TownTable(mut towns: Vec<TownRow>, centre: TownRow, order: Option<Order>) -> impl IntoView {
    if let Some(order) = order {
        towns.sort_by(|a, b| order.compare(a, b));
    }
    let heads = INDICATORS
        .iter()
        .map(|indicator| {
            let now = order.filter(|order| order.by == indicator);
            let sorted = match now {
                None => "none",
                Some(order) if order.descending => "descending",
                Some(_) => "ascending",
            };
            // The best first, then the other way round.
            let to = match now {
                Some(order) if order.descending => "asc",
                None if indicator.better == Direction::Less => "asc",
                _ => "desc",
            };
            let href = format!("/board?sort={}&dir={to}#towns", indicator.code);
            let class = if on_phones(indicator) { "n" } else { "n wide-only" };
            // The unit stands on a line of its own: the columns share one line of a screen.
            let (name, unit) = match indicator.name.split_once('（') {
                Some((name, unit)) => (name, Some(format!("（{unit}"))),
                None => (indicator.name, None),
            };
            let unit = unit.map(|unit| view! { <br/> {unit} });
            view! { <th scope="col" class=class aria-sort=sorted><a href=href>{name}{unit}</a></th> }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="towns">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"镇（街道）"</th>
                        <th scope="col" class="wide-only">"接入平台"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{towns.into_iter().chain([centre]).map(line).collect_view()}</tbody>
            </table>
        </div>
        <Definitions/>
    }
    .into_any()
}

/// A phone shows three figures beside the name; the rest stands on the town's own page, one tap away.
fn on_phones(indicator: &Indicator) -> bool {
    matches!(indicator.code, "received" | "online-share" | "on-time-share")
}

fn line(row: TownRow) -> impl IntoView {
    let progress = row.progress;
    let figures = progress.figures;
    let joined = match (progress.joined_on, row.standing) {
        (Some(day), _) => show_date(day),
        (None, Some(_)) => "还没有接入".to_owned(),
        // The city's own centre is not part of the milestone.
        (None, None) => "—".to_owned(),
    };
    let standing = row
        .standing
        .filter(|standing| matches!(standing, MilestoneStanding::Overdue | MilestoneStanding::ReachedLate))
        .map(|standing| {
            let (mark, text) = if standing == MilestoneStanding::Overdue {
                (Mark::Bad, "逾期未接入")
            } else {
                (Mark::Warn, "逾期接入")
            };
            view! { " " <Tag mark text/> }
        });
    view! {
        <tr>
            <th scope="row"><span><a href=format!("/board/{}", progress.town)>{progress.name}</a>{standing}</span></th>
            <td class="wide-only d">{joined}</td>
            {INDICATORS
                .iter()
                .map(|indicator| {
                    let class = if on_phones(indicator) { "n" } else { "n wide-only" };
                    view! { <td class=class>{indicator.figure(&figures).words()}</td> }
                })
                .collect_view()}
        </tr>
    }
    .into_any()
}
