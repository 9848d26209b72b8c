//! 在哪能办: what each tier does for one item, and every site by town.

use leptos::prelude::*;
use shared::catalogue::{Confirmable, LocalPart};
use shared::place::Tier;

use super::api;
use super::guide::not_open;
use crate::backend::catalogue::{SitesView, TierLine, TownLine, VillageLine, query_string};
use crate::ui::address::{self, query};
use crate::ui::{Mark, Page, Tag, loaded};

#[component]
pub fn SitesPage() -> impl IntoView {
    let query = query();
    let asked = |name| query.get(name).unwrap_or_default();
    let sites = api::sites(address::part("id"), asked("place"), asked("town"));
    view! {
        <Page title="在哪能办" here="items">
            {loaded(sites, not_open, |view| view! { <Sites view/> })}
        </Page>
    }
}

#[component]
fn Sites(view: SitesView) -> impl IntoView {
    let guide = format!("/items/{}", view.id);
    let tiers = view.tiers.iter().map(tier_row).collect_view();
    let go_to = view.go_to.clone().zip(view.place.clone()).map(|(to, place)| {
        let words = if to.place == place.code {
            format!(
                "您选的{}就能办：{}，{}。",
                place.full_name(),
                to.hall,
                to.part.public_words()
            )
        } else {
            format!(
                "离您选的{}最近的是{}，{}。",
                place.full_name(),
                to.hall,
                to.part.public_words()
            )
        };
        view! { <p class="notice ok">{words}</p> }
    });
    let id = view.id.to_string();
    let towns = view.towns.into_iter().map(|town| town_line(&id, town)).collect_view();
    let chosen = view.town.is_some();
    let villages = view.town.map(|town| {
        let lines = view
            .villages
            .into_iter()
            .map(|village| view! { <li>{site_line(&id, village)}</li> })
            .collect_view();
        view! {
            <section aria-labelledby="villages">
                <h2 id="villages">{format!("{}的村（社区）", town.name)}</h2>
                <ul class="list">{lines}</ul>
            </section>
        }
    });
    let towns = if chosen {
        view! {
            <details class="card">
                <summary>"市级中心和各镇（街道）"</summary>
                <ul class="list">{towns}</ul>
            </details>
        }
        .into_any()
    } else {
        view! {
            <section aria-labelledby="towns">
                <h2 id="towns">"市级中心和各镇（街道）"</h2>
                <ul class="list">{towns}</ul>
            </section>
        }
        .into_any()
    };
    view! {
        <p class="crumbs"><a href=guide.clone()>{view.name.clone()}</a></p>
        <h1>"在哪能办"</h1>
        <p class="muted">
            {format!("{}，全市统一标准第 {} 版。到哪一级办，条件、材料、时限和收费都一样。", view.name, view.version)}
        </p>
        {go_to}
        <section aria-labelledby="tiers">
            <h2 id="tiers">"三级比一比"</h2>
            <table class="cards">
                <caption class="visually-hidden">"市、镇（街道）、村（社区）各做什么"</caption>
                <thead>
                    <tr>
                        <th scope="col">"哪一级"</th>
                        <th scope="col">"能做什么"</th>
                        <th scope="col">"能不能作出决定"</th>
                        <th scope="col" class="n">"站点"</th>
                    </tr>
                </thead>
                <tbody>{tiers}</tbody>
            </table>
        </section>
        {villages}
        {towns}
        <p class="actions"><a class="btn quiet" href=guide>"回到办事指南"</a></p>
    }
    .into_any()
}

fn tier_row(line: &TierLine) -> impl IntoView + use<> {
    let offering = line.handle + line.collect + line.advise;
    let decides = match (offering, line.decides, line.tier) {
        (0, _, _) => "—",
        (_, true, _) => "能，由这一级决定",
        (_, false, Tier::Village) => "不能，村（社区）不作决定，只帮您收件、送达",
        (_, false, _) => "不能，收件后转市级部门决定",
    };
    view! {
        <tr>
            <th scope="row">{line.tier.words()}</th>
            <td data-label="能做什么">{line.words()}</td>
            <td data-label="能不能作出决定">{decides}</td>
            <td data-label="站点" class="n">{format!("{offering} / {}", line.all)}</td>
        </tr>
    }
    .into_any()
}

/// What it does there, in a word and a colour.
fn part(part: Option<LocalPart>) -> impl IntoView {
    match part {
        Some(LocalPart::Handle) => view! { <Tag mark=Mark::Ok text=LocalPart::Handle.public_words()/> }.into_any(),
        Some(part) => view! { <Tag mark=Mark::Sea text=part.public_words()/> }.into_any(),
        None => view! { <span class="muted">"这里不办"</span> }.into_any(),
    }
}

/// The hall, when it is open and its phone; a hall that does nothing for the item leads nowhere.
fn site_line(item: &str, site: VillageLine) -> impl IntoView + use<> {
    if site.part.is_none() {
        return view! { <span class="muted">{site.place.hall}</span> {part(None)} }.into_any();
    }
    let href = format!("/items/{item}?place={}", site.place.code);
    let told: Vec<String> = [site.hours, site.phone].into_iter().flatten().map(told).collect();
    let sub = (!told.is_empty()).then(|| view! { <span class="sub">{told.join(" · ")}</span> });
    view! {
        <a href=href>{site.place.hall} {sub}</a>
        {part(site.part)}
    }
    .into_any()
}

fn told(value: Confirmable<String>) -> String {
    match value.mark() {
        Some(mark) => format!("{}（{mark}）", value.value),
        None => value.value,
    }
}

fn town_line(item: &str, town: TownLine) -> impl IntoView + use<> {
    let code = town.site.place.code.to_string();
    let villages = (town.villages > 0).then(|| {
        let words = format!("{} / {} 个村（社区）能办", town.offering, town.villages);
        let href = format!(
            "/items/{item}/where?{}#villages",
            query_string([("town", code.as_str())])
        );
        let label = format!("{}：{words}，逐个查看", town.site.place.name);
        view! { <a class="small" href=href rel="external" aria-label=label>{words}</a> }
    });
    view! { <li>{site_line(item, town.site)} {villages}</li> }.into_any()
}
