//! Choosing "my village": town, then village; or by typing.

use leptos::prelude::*;
use leptos_router::components::Form;

use crate::backend::catalogue::{PlaceView, PlacesView, query_string};
use crate::backend::{Catalogue, port};
use crate::ui::address::query;
use crate::ui::{EmptyState, Page, failed, loaded};

#[component]
pub fn PlacesPage() -> impl IntoView {
    let query = query();
    let asked = |name| query.get(name).unwrap_or_default();
    let (town, text, to) = (asked("town"), asked("q"), asked("to"));
    let typed = text.clone();
    let places = async move { port::<dyn Catalogue>()?.places(Some(&town), Some(&typed)).await };
    view! {
        <Page title="选择我的村（社区）">
            {loaded(places, failed("选择我的村（社区）"), move |view| view! { <Picker view text to/> })}
        </Page>
    }
}

#[component]
fn Picker(view: PlacesView, text: String, to: String) -> impl IntoView {
    let to = if to.is_empty() { "/".to_owned() } else { to };
    let searched = !text.is_empty();
    let body = if searched && view.places.is_empty() {
        view! {
            <EmptyState title="没有找到这个地点" hint="请换个写法，或者从下面的镇（街道）里选。"/>
            <Towns view=view.clone() to=to.clone()/>
        }
        .into_any()
    } else if searched || view.town.is_some() {
        let title = match &view.town {
            Some(town) if !searched => format!("{}的村（社区）", town.name),
            _ => "找到的地点".to_owned(),
        };
        let more = view
            .more
            .then(|| view! { <p class="muted">"还有更多，请把名字写得完整些。"</p> });
        let whole = view.town.clone().filter(|_| !searched);
        let back = format!("/place?{}", query_string([("to", to.as_str())]));
        view! {
            <section aria-labelledby="villages">
                <h2 id="villages">{title}</h2>
                <Choose places=view.places whole to=to.clone()/>
                {more}
                <p class="more"><a href=back>"换一个镇（街道）"</a></p>
            </section>
        }
        .into_any()
    } else {
        view! { <Towns view=view.clone() to=to.clone()/> }.into_any()
    };
    let forget = to.clone();
    view! {
        <h1>"选择我的村（社区）"</h1>
        <p class="muted">"选好后，先列出家门口能办的事。只记在您这台设备上，随时可以更换。"</p>
        <Form method="get" action="/place" attr:class="search boxed" attr:role="search">
            <label class="visually-hidden" for="q">"村（社区）或镇（街道）的名字"</label>
            <input id="q" type="search" name="q" value=text maxlength="40" autocomplete="off" placeholder="写名字或拼音首字母，如“深沪”“hfc”"/>
            <input type="hidden" name="to" value=to/>
            <button class="btn" type="submit">"找"</button>
        </Form>
        {body}
        <form method="post" action="/prefs/place" class="forget">
            <input type="hidden" name="place" value=""/>
            <input type="hidden" name="to" value=forget/>
            <button class="link" type="submit">"不选，看全市的"</button>
        </form>
    }
    .into_any()
}

#[component]
fn Towns(view: PlacesView, to: String) -> impl IntoView {
    let towns = view
        .towns
        .into_iter()
        .map(|town| {
            let href = format!(
                "/place?{}",
                query_string([("town", town.code.as_str()), ("to", to.as_str())])
            );
            view! {
                <a href=href>
                    {town.name}
                    <span class="muted small">{format!(" {} 个", town.villages)}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="towns">
            <h2 id="towns">"先选镇（街道）"</h2>
            <div class="pick">{towns}</div>
        </section>
    }
    .into_any()
}

/// One button per place, in one plain form: the server keeps the choice in a cookie and leads back.
#[component]
fn Choose(places: Vec<PlaceView>, whole: Option<PlaceView>, to: String) -> impl IntoView {
    let button = |code: String, name: String, town: Option<String>| {
        let town = town.map(|town| view! { <span class="muted small">{town}</span> });
        view! { <button type="submit" name="place" value=code>{name} {town}</button> }
    };
    let one_town = whole.is_some();
    let places = places
        .into_iter()
        .map(|place| button(place.code.to_string(), place.name, place.town.filter(|_| !one_town)))
        .collect_view();
    let whole = whole.map(|town| button(town.code.to_string(), format!("只选到{}", town.name), None));
    view! {
        <form method="post" action="/prefs/place" class="pick">
            <input type="hidden" name="to" value=to/>
            {places}
            {whole}
        </form>
    }
    .into_any()
}
