//! Where an application starts: sign in, choose the place, begin.

use leptos::prelude::*;
use shared::time::{Date, show_day};

use super::api::{StartView, read_start};
use super::resume::Resume;
use crate::backend::cases::CaseCard;
use crate::flash::take_flash;
use crate::islands::PlacePicker;
use crate::islands::live::{DeviceDraft, START_ID};
use crate::ui::address::{part, query};
use crate::ui::{ErrorSummary, Page, failed, loaded};
use crate::wire::Spot;

#[component]
pub fn Start() -> impl IntoView {
    let (flash, query) = (take_flash(), query());
    let start = read_start(part("item"), query.get("town"), query.get("place"));
    let shown = move |start| {
        let notice = flash
            .notice
            .map(|notice| view! { <p class="notice warn" role="status">{notice}</p> });
        let carried: Vec<(String, String)> = query
            .into_iter()
            .filter(|(name, _)| !matches!(name.as_ref(), "town" | "place" | "another"))
            .map(|(name, value)| (name.into_owned(), value))
            .collect();
        view! {
            {notice}
            <ErrorSummary problems=Signal::stored(flash.problems)/>
            <Shown start carried/>
        }
    };
    view! { <Page title="在线办理">{loaded(start, failed("在线办理"), shown)}</Page> }
}

/// The same was handed in already: another is seldom meant.
fn under_way(cases: Vec<CaseCard>, today: Date) -> impl IntoView + use<> {
    let lines = cases
        .into_iter()
        .map(|case| {
            let when = show_day(case.received_on, today);
            view! {
                <li>
                    <a href=format!("/mine/{}", case.number)>{case.number.to_string()}</a>
                    {format!("，{when}提交，{}", case.words)}
                </li>
            }
        })
        .collect_view();
    let any = !lines.is_empty();
    any.then(|| {
        view! {
            <section class="notice">
                <p><strong>"您已经申请过这件事，正在办理"</strong></p>
                <ul class="dots">{lines}</ul>
                <p class="small">"同一个人不用再交一份；给别人办的，可以另填。"</p>
            </section>
        }
    })
}

#[component]
fn Shown(start: StartView, carried: Vec<(String, String)>) -> impl IntoView {
    let action = format!("/apply/{}", start.item);
    let hidden = carried
        .iter()
        .cloned()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let spot = |code: String, name: String| Spot { code, name };
    let towns = start
        .places
        .towns
        .iter()
        .map(|town| spot(town.code.to_string(), town.name.clone()))
        .collect::<Vec<_>>();
    let open = start.places.town.as_ref().map(|town| town.code.to_string());
    let villages = match &open {
        Some(_) => start
            .places
            .places
            .iter()
            .map(|place| spot(place.code.to_string(), place.name.clone()))
            .collect(),
        None => Vec::new(),
    };
    let blank = format!("{action}/blank");
    let begun = !start.begun.is_empty();
    let (title, words) = match (start.signed_in, begun) {
        (true, true) => ("另填一份新的", "另填一份新的"),
        (true, false) => ("您住在哪里", "开始填写"),
        (false, _) => ("您住在哪里", "登录后填写"),
    };
    view! {
        <p class="crumbs"><a href=format!("/items/{}", start.item)>"办事指南"</a></p>
        <h1>{start.item_name.clone()}</h1>
        {under_way(start.under_way.clone(), start.today)}
        <Resume cards=start.begun.clone()/>
        <form method="post" action=format!("{action}/start") class="card" id=START_ID>
            <h2>{title}</h2>
            <p class="muted small">"我们会送到能办这件事的最近的中心。"</p>
            {start.unknown_place.then(|| view! {
                <p class="notice warn" role="status">"网址里写的地方不在本市的村（社区）里，请在下面重新选择。"</p>
            })}
            {start.signed_in.then(|| view! { <DeviceDraft item=start.item.clone()/> })}
            {hidden}
            {begun.then(|| view! { <input type="hidden" name="another" value="yes"/> })}
            <PlacePicker towns town=open villages place=start.place.clone() start=action.clone()/>
            <p class="actions">
                <button class=if begun { "btn quiet" } else { "btn" } type="submit">{words}</button>
                {(!start.signed_in).then(|| view! {
                    // A button, so that the place goes along.
                    <button class="btn quiet only-live" type="submit" formmethod="get" formaction=blank>"先填写，后登录"</button>
                })}
            </p>
            <p class="small muted">
                {if start.signed_in {
                    "随时可以离开，填过的内容会保存为草稿；草稿不等于提交。"
                } else {
                    "用手机号码登录，填写的内容会保存，换一台手机也能接着填。"
                }}
            </p>
        </form>
    }
}
