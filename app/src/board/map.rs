//! The towns in their rough places, shaded by the share of applications made online.

use leptos::prelude::*;
use shared::board::{Figure, Indicator, MilestoneStanding};

use crate::backend::board::TownRow;

/// The steps of the shading, darkest first, in tenths of a percent.
const STEPS: [(&str, i64, &str); 3] = [("l4", 750, "75% 以上"), ("l3", 650, "65%–75%"), ("l2", 500, "50%–65%")];

/// What the map can show: the style sheet has this many columns and rows.
const COLUMNS: u8 = 5;
const ROWS: u8 = 7;

/// What the map shows.
const SHARE: &str = "online-share";

fn online(row: &TownRow) -> Option<i64> {
    Indicator::of_code(SHARE)
        .map(|indicator| indicator.figure(&row.progress.figures))
        .and_then(Figure::permille)
}

fn level(row: &TownRow) -> &'static str {
    if row.standing == Some(MilestoneStanding::Overdue) {
        return "l0";
    }
    let step = online(row).and_then(|share| STEPS.iter().find(|(_, from, _)| share >= *from));
    step.map_or("l1", |(class, ..)| class)
}

/// 深沪镇 → 深沪
fn short(name: &str) -> &str {
    let short = name.trim_end_matches("街道").trim_end_matches('镇');
    if short.is_empty() { name } else { short }
}

#[component]
pub fn TownMap(towns: Vec<TownRow>) -> impl IntoView {
    let tiles = towns
        .iter()
        .filter_map(|row| {
            let (column, line) = row.tile.filter(|(column, line)| *column < COLUMNS && *line < ROWS)?;
            let progress = &row.progress;
            let class = format!("{} c{column} r{line}", level(row));
            let late = row.standing == Some(MilestoneStanding::Overdue);
            let value = if late {
                "未接入".to_owned()
            } else {
                online(row).map_or_else(|| "—".to_owned(), whole)
            };
            let name = short(&progress.name);
            let rest = progress.name.strip_prefix(name).unwrap_or_default();
            let about = format!("{rest}：{}", if late { "" } else { "网上申请占比 " });
            Some(view! {
                <a class=class href=format!("/board/{}", progress.town)>
                    {name.to_owned()}
                    <span class="visually-hidden">{about}</span>
                    <b>{value}</b>
                </a>
            })
        })
        .collect_view();
    view! {
        <nav class="map" aria-label="各镇（街道）的大致方位">{tiles}</nav>
        <p class="legend">
            {STEPS.iter().map(|(class, _, words)| view! { <span><i class=*class></i>{*words}</span> }).collect_view()}
            <span><i class="l1"></i>"不到 50% 或还没有办件"</span>
            <span><i class="l0"></i>"逾期未接入"</span>
        </p>
    }
    .into_any()
}

/// 72%: on a tile there is no room for tenths.
fn whole(permille: i64) -> String {
    format!("{}%", (permille + 5) / 10)
}
