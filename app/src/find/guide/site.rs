//! Where it is done, and who does it for those who cannot come.

use leptos::prelude::*;
use shared::catalogue::Confirmable;

use super::super::item_list::{Opening, marked, phone};
use super::head::line;
use crate::backend::catalogue::{GuideView, SiteLine};
use crate::ui::{BY_PHONE, Tag};

fn unknown() -> AnyView {
    view! { <span class="muted">"待公布"</span> }.into_any()
}

fn text(value: Option<Confirmable<String>>) -> AnyView {
    value.map_or_else(unknown, |value| marked(value).into_any())
}

fn call(value: Option<Confirmable<String>>) -> AnyView {
    value.map_or_else(unknown, |value| phone(value).into_any())
}

#[component]
pub fn Where(view: GuideView) -> impl IntoView {
    let site = view.site;
    let chosen = match &view.place {
        Some(place) => format!("您选的地点：{}", place.full_name()),
        None => "您还没有选村（社区），下面是能办的地方。".to_owned(),
    };
    let change = if view.place.is_some() { "更换" } else { "选一个" };
    let back = format!("/place?to=%2Fitems%2F{}", view.id);
    let everywhere = format!("/items/{}/where", view.id);
    let window = site.window.map(|window| line("窗口", window));
    let directions = site.directions.map(|directions| line("怎么走", directions));
    let appointment = site.appointment.map(|appointment| {
        line(
            "预约",
            appointment.map(|needed| {
                if needed {
                    BY_PHONE.to_owned()
                } else {
                    "不用预约，直接去".to_owned()
                }
            }),
        )
    });
    let hall = format!("/halls/{}", site.place.code);
    let slots = (!site.open.slots.is_empty()).then(|| {
        let lines = site.open.slots.join("\n");
        view! { <dt>"预约时段"</dt> <dd>{lines}</dd> }
    });
    let arranged = site.arranged.map(|words| {
        let read = site
            .announced_at
            .map(|address| view! { " " <a href=address rel="external noopener">"看公告"</a> });
        view! { <p class="small">{words}{read}</p> }
    });
    let others = (!view.other_sites.is_empty()).then(|| {
        let lines = view
            .other_sites
            .into_iter()
            .map(|other| another(&view.id, other))
            .collect_view();
        view! {
            <h3>"也可以到"</h3>
            <ul class="sites">{lines}</ul>
        }
    });
    let hotlines = view
        .hotlines
        .into_iter()
        .map(|hotline| view! { <dt>{hotline.name}</dt> <dd>{phone(hotline.phone)}</dd> })
        .collect_view();
    let department = view.department_phone.map(|own| {
        view! { <dt>{view.department.clone()}</dt> <dd>{phone(own)}</dd> }
    });
    view! {
        <section class="card stack tight" aria-labelledby="where">
            <h2 id="where">"在哪办"</h2>
            <p class="small muted no-print">{chosen} " " <a href=back>{change}</a></p>
            <p class="site-name">
                <b>{site.place.hall}</b>
                " "
                <Tag text=site.part.public_words()/>
            </p>
            {arranged}
            <Opening open=site.open/>
            <dl class="kv">
                {window}
                <dt>"地址"</dt>
                <dd>{text(site.address)}</dd>
                {directions}
                <dt>"时间"</dt>
                <dd>{text(site.hours)}</dd>
                <dt>"咨询电话"</dt>
                <dd>{call(site.phone)}</dd>
                <dt>"投诉电话"</dt>
                <dd>{call(view.complaints_phone)}</dd>
                {department}
                {hotlines}
                {appointment}
                {slots}
            </dl>
            <p class="small no-print"><a href=hall>"这个大厅的全部信息"</a></p>
            {others}
            <p class="more no-print"><a href=everywhere>"还有哪些地方能办"</a></p>
        </section>
    }
    .into_any()
}

fn another(item: &shared::catalogue::ItemId, site: SiteLine) -> impl IntoView + use<> {
    let href = format!("/items/{item}?place={}", site.code);
    view! {
        <li>
            <a href=href>{site.hall}</a>
            " "
            <Tag text=site.part.public_words()/>
        </li>
    }
    .into_any()
}

/// 找人帮忙: for those who cannot do it themselves, no more than the product and the site can do.
#[component]
pub fn Agent(view: GuideView) -> impl IntoView {
    let hall = view.site.place.hall.clone();
    let how = if view.agent_files {
        format!("{hall}的代办员可以帮您收齐材料、在线提交，也可以代领结果。带上身份证到站里说一声。")
    } else {
        format!("可以请家人在手机上帮您填写、拍照；也可以带上材料到{hall}，当面问清楚怎么办。")
    };
    let ask = match (view.site.phone, view.hotlines.into_iter().next()) {
        (Some(own), _) => view! { <p>"去之前，先打电话问清楚："{phone(own)}</p> }.into_any(),
        (None, Some(hotline)) => {
            let words = format!("那里的电话还没有公布，去之前可以打{}问：", hotline.name);
            view! { <p>{words}{phone(hotline.phone)}</p> }.into_any()
        }
        (None, None) => ().into_any(),
    };
    let role = view
        .agent_files
        .then(|| view! { <dl class="kv">{line("能帮什么", view.agent_role)}</dl> });
    view! {
        <section class="card stack tight" id="agent" tabindex="-1" aria-labelledby="agent-title">
            <h2 id="agent-title">"找人帮忙"</h2>
            <p>{how}</p>
            {ask}
            {role}
            <p class="small muted">"帮忙不收费。谁帮忙，都不能代替您作决定，也不会要您的登录密码。"</p>
        </section>
    }
    .into_any()
}
