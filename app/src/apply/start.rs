//! Where an application starts: sign in, choose the place, begin.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{StartView, read_start};
use super::live::{DeviceDraft, START_ID};
use crate::flash::use_flash;
use crate::ui::{ErrorState, ErrorSummary, FieldFrame, LoadingState, Page, input_id};

#[component]
pub fn Start() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let start = Resource::new_blocking(
        move || {
            let query = query.get();
            (
                params.read().get("item").unwrap_or_default(),
                query.get("town"),
                query.get("place"),
            )
        },
        |(item, town, place)| read_start(item, town, place),
    );
    let flash = use_flash();
    view! {
        <Page title="在线办理">
            <Suspense fallback=|| view! { <LoadingState/> }>
                {move || Suspend::new(async move {
                    let problems = flash.await.problems;
                    match start.await {
                        Ok(start) => {
                            let carried: Vec<(String, String)> = query
                                .get_untracked()
                                .into_iter()
                                .filter(|(name, _)| !matches!(name.as_ref(), "town" | "place"))
                                .map(|(name, value)| (name.into_owned(), value))
                                .collect();
                            view! {
                                <ErrorSummary problems=Signal::stored(problems)/>
                                <Shown start carried/>
                            }
                            .into_any()
                        }
                        Err(error) => view! { <h1>"在线办理"</h1> <ErrorState error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn Shown(start: StartView, carried: Vec<(String, String)>) -> impl IntoView {
    let action = format!("/apply/{}", start.item);
    let hidden = |pairs: &[(String, String)]| {
        pairs
            .iter()
            .cloned()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view()
    };
    let (hidden_town, hidden_start) = (hidden(&carried), hidden(&carried));
    let open = start.places.town.as_ref().map(|town| town.code.to_string());
    let towns = start
        .places
        .towns
        .iter()
        .map(|town| {
            let code = town.code.to_string();
            let selected = open.as_deref() == Some(code.as_str());
            view! { <option value=code selected=selected>{town.name.clone()}</option> }
        })
        .collect_view();
    let villages = start
        .places
        .places
        .iter()
        .map(|place| {
            let code = place.code.to_string();
            let selected = start.place.as_deref() == Some(code.as_str());
            view! { <option value=code selected=selected>{place.name.clone()}</option> }
        })
        .collect_view();
    let query: String = carried.iter().map(|(name, value)| format!("&{name}={value}")).collect();
    let back = format!("{action}?town={}{query}", open.clone().unwrap_or_default());
    let next: String = back.bytes().map(escape).collect();
    let sign_in = format!("/me/sign-in?next={next}");
    let blank = format!("{action}/blank?{}", query.trim_start_matches('&'));
    view! {
        <p class="crumbs"><a href=format!("/items/{}", start.item)>"办事指南"</a></p>
        <h1>{start.item_name.clone()}</h1>
        <section class="card">
            <h2>"1. 您住在哪里"</h2>
            <p class="muted small">"我们会送到能办这件事的最近的中心。"</p>
            <form method="get" action=action.clone() class="row">
                {hidden_town}
                <label for="town" class="visually-hidden">"镇（街道）"</label>
                <select id="town" name="town"><option value="">"先选镇（街道）"</option>{towns}</select>
                <button class="btn quiet small" type="submit">"显示村（社区）"</button>
            </form>
        </section>
        {if start.signed_in {
            view! {
                <form method="post" action=format!("{action}/start") class="card" id=START_ID>
                    <h2>"2. 开始填写"</h2>
                    <DeviceDraft item=start.item.clone()/>
                    {hidden_start}
                    <FieldFrame path="place" label="村（社区）">
                        <select id=input_id("place") name="place">
                            <option value=open.clone().unwrap_or_default()>"整个镇（街道）"</option>
                            {villages}
                        </select>
                    </FieldFrame>
                    <p class="actions"><button class="btn" type="submit">"开始填写"</button></p>
                    <p class="small muted">"随时可以离开，填过的内容会保存为草稿；草稿不等于提交。"</p>
                </form>
            }
            .into_any()
        } else {
            view! {
                <section class="card">
                    <h2>"2. 登录后填写"</h2>
                    <p>"用手机号码登录，填写的内容会保存，换一台手机也能接着填。"</p>
                    <p class="actions">
                        <a class="btn" href=sign_in>"登录"</a>
                        <a class="btn quiet only-live" href=blank>"先填写，后登录"</a>
                    </p>
                </section>
            }
            .into_any()
        }}
    }
}

/// A byte of an address inside another address.
fn escape(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}
