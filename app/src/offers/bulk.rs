//! A change for many places: ticked here, shown before it is done.

use leptos::prelude::*;
use shared::place::{DivisionCode, Tier};

use super::parts::Said;
use super::plan::BulkPreview;
use crate::backend::offers::BulkWays;
use crate::backend::{Offers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, query, read};
use crate::ui::staff_page;

const TITLE: &str = "批量修改清单";

#[component]
pub fn BulkPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    match given(&query, "plan") {
        Some(id) => {
            let read = async move { port::<dyn Offers>()?.bulk_plan(&session(), &id).await };
            staff_page(TITLE, read, move |plan| view! { <BulkPreview plan flash/> })
        }
        None => {
            let town: Option<DivisionCode> = read(&query, "town");
            let read = async move { port::<dyn Offers>()?.bulk_ways(&session(), town.as_ref()).await };
            staff_page(TITLE, read, move |ways| view! { <Form ways flash/> })
        }
    }
}

#[component]
fn Form(ways: BulkWays, flash: Flash) -> impl IntoView {
    let ticked = |name: &str, value: &str| flash.values.iter().any(|(key, typed)| key == name && typed == value);
    let town = ways.town.as_ref().map(ToString::to_string).unwrap_or_default();
    let towns = ways
        .towns
        .iter()
        .map(|(code, name)| view! { <option value=code.to_string() selected=code.as_str() == town>{name.clone()}</option> })
        .collect_view();
    let narrow = (!ways.towns.is_empty()).then(|| {
        view! {
            <form method="get" action="/desk/lists/bulk" class="filters">
                <div>
                    <label for="q-town">"先选镇（街道），可以逐个村勾选"</label>
                    <select id="q-town" name="town"><option value="">"全市，按镇（街道）勾选"</option>{towns}</select>
                </div>
                <button class="btn quiet small" type="submit">"换"</button>
            </form>
        }
    });
    let by_town = ways.town.is_none();
    let places = ways
        .places
        .iter()
        .map(|place| {
            let code = place.code.to_string();
            let villages = (by_town && place.tier == Tier::Town).then(|| {
                let checked = ticked("villages", &code);
                view! {
                    <label><input type="checkbox" name="villages" value=code.clone() checked=checked/><span>{format!("{}各村（社区）", place.name)}</span></label>
                }
            });
            let checked = ticked("place", &code);
            view! {
                <label><input type="checkbox" name="place" value=code.clone() checked=checked/><span>{place.name.clone()}</span></label>
                {villages}
            }
        })
        .collect_view();
    let all_below = (!by_town).then(|| {
        let checked = ticked("villages", &town);
        view! {
            <label class="strong"><input type="checkbox" name="villages" value=town.clone() checked=checked/><span>"全部村（社区）"</span></label>
        }
    });
    let whole_city = by_town.then(|| {
        let city = ways.places.first().map(|place| place.code.city().to_string()).unwrap_or_default();
        let checked = ticked("villages", &city);
        view! { <label class="strong"><input type="checkbox" name="villages" value=city checked=checked/><span>"全市各村（社区）"</span></label> }
    });
    let items = ways
        .items
        .iter()
        .map(|(department, items)| {
            let rows = items
                .iter()
                .map(|(id, name)| {
                    let id = id.to_string();
                    let checked = ticked("item", &id);
                    view! { <label><input type="checkbox" name="item" value=id checked=checked/><span>{name.clone()}</span></label> }
                })
                .collect_view();
            view! {
                <fieldset class="ticks">
                    <legend>{department.clone()}</legend>
                    {rows}
                </fieldset>
            }
        })
        .collect_view();
    let choices = [
        ("standard", "按标准列入（能做到多少就做多少）"),
        ("collect", "收件、代办"),
        ("advise", "咨询引导"),
        ("declined", "本站不办"),
    ]
    .into_iter()
    .map(|(value, words)| view! { <option value=value selected=flash.value("choice") == value>{words}</option> })
    .collect_view();
    let place_error = flash.error("place").map(|error| view! { <p class="error">{error}</p> });
    let item_error = flash.error("item").map(|error| view! { <p class="error">{error}</p> });
    view! {
        <p class="crumbs"><a href="/desk/lists">"镇村清单"</a>" / 批量修改"</p>
        <h1>"批量修改清单"</h1>
        <p class="muted">"勾选地点和事项，先看会改什么、法律和标准不允许什么，确认以后一次改完。"</p>
        <Said flash=flash.clone()/>
        {narrow}
        <form method="post" action="/desk/lists/bulk">
            <input type="hidden" name="town" value=town/>
            <section class="card" aria-labelledby="places">
                <h2 id="places">"地点"</h2>
                {place_error}
                <fieldset class="ticks" id="f-place" tabindex="-1">
                    <legend class="visually-hidden">"地点"</legend>
                    {whole_city}
                    {all_below}
                    {places}
                </fieldset>
            </section>
            <section class="card" aria-labelledby="items">
                <h2 id="items">"事项"</h2>
                {item_error}
                <div id="f-item" tabindex="-1">{items}</div>
            </section>
            <section class="card" aria-labelledby="how">
                <h2 id="how">"改为"</h2>
                <label class="visually-hidden" for="choice">"改为"</label>
                <select id="choice" name="choice">{choices}</select>
                <p class="actions"><button class="btn" type="submit">"先看看会改什么"</button></p>
            </section>
        </form>
    }
}
