//! A hall or station: where it is, when it is open, whom to call, what is to be had there.

use leptos::prelude::*;
use shared::catalogue::Confirmable;

use super::item_list::{Opening, marked, phone};
use crate::backend::catalogue::{HallPublic, query_string};
use crate::backend::{Catalogue, port};
use crate::ui::address::part;
use crate::ui::{BY_PHONE, Page, failed, loaded};

#[component]
pub fn HallPage() -> impl IntoView {
    let place = part("place");
    view! {
        <Page title="便民服务中心和站点">
            {loaded(async move { port::<dyn Catalogue>()?.public_hall(&place).await }, failed("便民服务中心和站点"), |view| view! { <Hall view/> })}
        </Page>
    }
}

fn said(name: &'static str, value: Option<Confirmable<String>>) -> AnyView {
    let value = match value {
        Some(value) => marked(value).into_any(),
        None => view! { <span class="muted">"待公布"</span> }.into_any(),
    };
    view! { <dt>{name}</dt> <dd>{value}</dd> }.into_any()
}

fn call(name: &'static str, value: Option<Confirmable<String>>) -> AnyView {
    let value = match value {
        Some(value) => phone(value).into_any(),
        None => view! { <span class="muted">"待公布"</span> }.into_any(),
    };
    view! { <dt>{name}</dt> <dd>{value}</dd> }.into_any()
}

fn may(name: &'static str, value: Option<Confirmable<bool>>) -> Option<AnyView> {
    let words = value?.map(|yes| if yes { "可以" } else { "不可以" }.to_owned());
    Some(view! { <dt>{name}</dt> <dd>{marked(words)}</dd> }.into_any())
}

#[component]
fn Hall(view: HallPublic) -> impl IntoView {
    let code = view.place.code.to_string();
    let items = format!("/items?{}", query_string([("place", code.as_str()), ("here", "1")]));
    let directions = view.directions.map(|directions| said("怎么走", Some(directions)));
    let slots = (!view.open.slots.is_empty()).then(|| {
        let lines = view.open.slots.join("\n");
        view! { <dt>"预约时段"</dt> <dd>{lines}</dd> }
    });
    let hotlines = view
        .hotlines
        .into_iter()
        .map(|hotline| call_line(hotline.name, hotline.phone))
        .collect_view();
    view! {
        <h1>{view.place.hall.clone()}</h1>
        <p class="muted">{view.place.full_name()}</p>
        <section class="card stack tight" aria-labelledby="open">
            <h2 id="open">"什么时候开门"</h2>
            <Opening open=view.open/>
            <dl class="kv">
                {said("办公时间", view.hours)}
                {slots}
            </dl>
            <p class="small muted">"公布的节假日不开门，除非办公时间写明照常。"</p>
        </section>
        <section class="card stack tight" aria-labelledby="where">
            <h2 id="where">"在哪里、怎么联系"</h2>
            <dl class="kv">
                {said("地址", view.address)}
                {directions}
                {call("咨询电话", view.phone)}
                {call("投诉电话", view.complaints)}
                {hotlines}
                {may("邮寄", view.courier)}
                {view.appointment.map(|value| {
                    let words = value.map(|yes| if yes { BY_PHONE } else { "不用预约，直接去" }.to_owned());
                    view! { <dt>"预约"</dt> <dd>{marked(words)}</dd> }
                })}
            </dl>
        </section>
        <p class="actions"><a class="btn" href=items>{format!("看看这里能办的 {} 项", view.items)}</a></p>
    }
    .into_any()
}

fn call_line(name: String, value: Confirmable<String>) -> AnyView {
    view! { <dt>{name}</dt> <dd>{phone(value)}</dd> }.into_any()
}
