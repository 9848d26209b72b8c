//! The home page: say what you want, or choose.

use leptos::prelude::*;
use shared::catalogue::Audience;

use super::api;
use super::item_list::{Help, ItemList};
use super::search_box::SearchBox;
use crate::apply::resume::{Resume, my_drafts};
use crate::backend::cases::CaseCard;
use crate::backend::catalogue::{HomeView, PlaceView, ThemeTile, query_string};
use crate::backend::drafts::DraftCard;
use crate::flash::take_flash;
use crate::islands::RememberPlace;
use crate::ui::address::query;
use crate::ui::{ErrorState, Page, loaded};

#[component]
pub fn HomePage() -> impl IntoView {
    let audience = query().get("for").unwrap_or_default();
    let notice = take_flash().notice;
    let home = async move {
        let (waiting, drafts) = (api::waiting(), my_drafts(""));
        let home = api::home(&audience).await?;
        Ok((
            home,
            waiting.await.unwrap_or_default(),
            drafts.await.unwrap_or_default(),
        ))
    };
    let refused = |error| {
        view! {
            <div class="wrap failed-home">
                <h1>"近办"</h1>
                <ErrorState error/>
            </div>
        }
        .into_any()
    };
    // Whoever signs out lands here.
    let shown = move |(view, waiting, drafts)| {
        let notice = notice.map(|notice| {
            view! { <div class="wrap"><p class="notice ok" role="status">{notice}</p></div> }
        });
        view! { {notice} <Home view waiting drafts/> }
    };
    view! { <Page title="首页" wide=true>{loaded(home, refused, shown)}</Page> }.into_any()
}

#[component]
fn Home(view: HomeView, waiting: Vec<CaseCard>, drafts: Vec<DraftCard>) -> impl IntoView {
    let remembered = view.place.as_ref().map(|place| place.code.to_string());
    let often = view
        .often
        .iter()
        .map(|words| {
            let href = format!("/items?{}", query_string([("q", words.as_str())]));
            view! { <a href=href>{words.clone()}</a> }
        })
        .collect_view();
    let often = (!view.often.is_empty()).then(|| view! { <p class="often"><span>"常找"</span>{often}</p> });
    let title = match &view.place {
        Some(place) => format!("{}可办 · {} 项", place.hall, view.items_total),
        None => "大家常办的事".to_owned(),
    };
    let all = if view.place.is_some() {
        "/items?here=1"
    } else {
        "/items"
    };
    view! {
        <RememberPlace place=remembered/>
        <div class="hero">
            <div class="wrap">
                <MyPlace place=view.place.clone()/>
                <h1>"您想办什么事？"</h1>
                <SearchBox/>
                {often}
            </div>
        </div>
        <div class="wrap home">
            <Waiting cases=waiting/>
            <Resume cards=drafts/>
            <section aria-labelledby="themes">
                <div class="row between heading">
                    <h2 id="themes">"我要办"</h2>
                    <Who audience=view.audience/>
                </div>
                <Themes tiles=view.themes audience=view.audience/>
            </section>
            <section aria-labelledby="here">
                <h2 id="here">{title}</h2>
                <ItemList items=view.items/>
                <p class="more"><a class="btn quiet" href=all>"全部事项"</a></p>
            </section>
            <Help help=view.help/>
        </div>
    }
    .into_any()
}

/// 我的村(社区): kept on this device.
#[component]
pub fn MyPlace(place: Option<PlaceView>) -> impl IntoView {
    match place {
        Some(place) => view! {
            <p class="place">
                "我的村（社区）"
                <a href="/place">{place.full_name()}<span class="visually-hidden">"，更换"</span></a>
            </p>
        }
        .into_any(),
        None => view! {
            <p class="place">
                <a href="/place">"选择我的村（社区），看看家门口能办什么"</a>
            </p>
        }
        .into_any(),
    }
}

#[component]
fn Waiting(cases: Vec<CaseCard>) -> impl IntoView {
    cases
        .into_iter()
        .map(|case| {
            let act = if case.yours_to_do { "去处理" } else { "查看" };
            view! {
                <section class="card mine row between">
                    <div>
                        <h2>{case.item_name}</h2>
                        <p class="small muted">{case.next}</p>
                    </div>
                    <a class="btn small" href=format!("/mine/{}", case.number)>{act}</a>
                </section>
            }
        })
        .collect_view()
}

#[component]
fn Who(audience: Option<Audience>) -> impl IntoView {
    let option = |wanted: Option<Audience>, href: &'static str, words: &'static str| {
        let current = (audience == wanted).then_some("true");
        view! { <a href=href aria-current=current>{words}</a> }
    };
    view! {
        <nav class="switch" aria-label="办事身份">
            {option(None, "/", "全部")}
            {option(Some(Audience::Person), "/?for=person", "个人")}
            {option(Some(Audience::Firm), "/?for=firm", "单位、个体户")}
        </nav>
    }
    .into_any()
}

#[component]
fn Themes(tiles: Vec<ThemeTile>, audience: Option<Audience>) -> impl IntoView {
    let tiles = tiles
        .into_iter()
        .map(|tile| {
            let mut pairs = vec![("theme", tile.name.as_str())];
            pairs.extend(audience.map(|audience| ("audience", audience.as_str())));
            let href = format!("/items?{}", query_string(pairs));
            view! {
                <a href=href>
                    <b aria-hidden="true">{tile.mark}</b>
                    {tile.name}
                    <span class="count">{format!("{} 项", tile.items)}</span>
                </a>
            }
        })
        .collect_view();
    view! { <nav class="themes" aria-label="主题">{tiles}</nav> }
}
