//! What a place says of its own about one item; what is left blank is as in the hall.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::catalogue::Confirmable;

use super::api::read_local;
use super::parts::{History, Said, Seen};
use crate::backend::lists::LocalView;
use crate::desk::Refused;
use crate::flash::{Flash, use_flash};
use crate::ui::{ChoiceRow, Choices, LoadingState, Mark, StaffPage, Tag, TextInput};

#[component]
pub fn LocalPage() -> impl IntoView {
    let params = use_params_map();
    let view = Resource::new_blocking(
        move || {
            let params = params.read();
            (
                params.get("place").unwrap_or_default(),
                params.get("item").unwrap_or_default(),
            )
        },
        |(place, item)| read_local(place, item),
    );
    let flash = use_flash();
    view! {
        <StaffPage title="办理信息">
            <Suspense fallback=|| view! { <LoadingState/> }>
                {move || Suspend::new(async move {
                    let flash = flash.await;
                    match view.await {
                        Ok(view) => view! { <Shown view flash/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </StaffPage>
    }
}

type Said2 = Option<Confirmable<String>>;

/// An input with what the place says of its own, and what the hall says for all.
fn own(
    flash: &Flash,
    name: &'static str,
    label: &'static str,
    own: &Said2,
    hall: &Said2,
    kind: &'static str,
) -> AnyView {
    let tried = flash.values.iter().any(|(key, _)| key == name);
    let mine = own.as_ref().filter(|_| own != hall).map(|own| own.value.clone());
    let value = if tried {
        flash.value(name)
    } else {
        mine.unwrap_or_default()
    };
    let hint = match hall {
        Some(hall) => format!("不填就是大厅的：{}", hall.value),
        None => "大厅也没有填写".to_owned(),
    };
    view! {
        <TextInput path=name label hint=Some(hint) required=false value kind error=Signal::stored(flash.error(name))/>
    }
    .into_any()
}

fn yes_no(
    flash: &Flash,
    name: &'static str,
    label: &'static str,
    own: Option<Confirmable<bool>>,
    hall: Option<Confirmable<bool>>,
) -> AnyView {
    let said = |value: bool| if value { "yes" } else { "no" }.to_owned();
    let tried = flash.values.iter().any(|(key, _)| key == name);
    let chosen = if tried {
        flash.value(name)
    } else {
        own.filter(|_| own != hall)
            .map(|own| said(own.value))
            .unwrap_or_default()
    };
    let of_hall = match hall {
        Some(hall) if hall.value => "跟大厅一样：可以",
        Some(_) => "跟大厅一样：不可以",
        None => "跟大厅一样：没有写明",
    };
    let rows = vec![
        ChoiceRow::new("", of_hall),
        ChoiceRow::new("yes", "可以"),
        ChoiceRow::new("no", "不可以"),
    ];
    view! { <Choices path=name label rows chosen=vec![chosen] required=false/> }.into_any()
}

#[component]
fn Shown(view: LocalView, flash: Flash) -> impl IntoView {
    let code = view.place.code.to_string();
    let (local, hall) = (&view.local, &view.hall);
    let back = format!("/desk/lists/{code}");
    let behind = (view.seen_version != view.version && !view.gone).then(|| {
        let seen = match view.seen_version {
            0 => String::new(),
            seen => format!("，上次核对的是第 {seen} 版"),
        };
        view! {
            <p class="notice warn">
                {format!("全市标准已到第 {} 版{seen}。请看一下群众看到的指南，再保存，就记为已核对。", view.version)}
            </p>
        }
    });
    let arranged = view.arranged.map(|mode| {
        view! { <Tag mark=Mark::Sea text=format!("{}：{}", mode.words(), mode.meaning())/> }
    });
    let window = {
        let tried = flash.values.iter().any(|(key, _)| key == "window");
        let stands = local
            .window
            .as_ref()
            .map(|window| window.value.clone())
            .unwrap_or_default();
        let value = if tried { flash.value("window") } else { stands };
        view! {
            <TextInput path="window" label="窗口" hint=Some("例如：综合窗口 3 号".to_owned()) required=false value error=Signal::stored(flash.error("window"))/>
        }
    };
    let form = view! {
        <form method="post" action=format!("{back}/items/{}", view.item) class="card">
            {window}
            {own(&flash, "hours", "办理时间", &local.hours, &hall.hours, "text")}
            {own(&flash, "phone", "咨询电话", &local.phone, &hall.phone, "tel")}
            {own(&flash, "complaints", "投诉电话", &local.complaints, &hall.complaints, "tel")}
            {own(&flash, "address", "地址", &local.address, &hall.address, "text")}
            {yes_no(&flash, "courier", "能不能邮寄材料和结果", local.courier, hall.courier)}
            {yes_no(&flash, "appointment", "能不能预约", local.appointment, hall.appointment)}
            <p class="actions">
                <button class="btn" type="submit">"保存"</button>
                <a class="btn quiet" href=back.clone()>"回到清单"</a>
            </p>
        </form>
    };
    let form = if view.may_compile && !view.gone {
        form.into_any()
    } else {
        view! { <p class="notice">"这里的办理信息由所在镇（街道）维护，您可以查看群众看到的指南。"</p> }.into_any()
    };
    view! {
        <p class="crumbs">
            <a href="/desk/lists">"镇村清单"</a>" / "<a href=back>{view.place.full_name()}</a>" / "{view.item.to_string()}
        </p>
        <h1>{view.item_name.clone()}</h1>
        <p class="tags">
            <Tag text=local.part.words()/>
            {arranged}
            <Seen item=view.item.to_string() place=code name=view.item_name.clone()/>
        </p>
        <Said flash=flash.clone()/>
        {behind}
        <div class="case-grid">
            <div class="stack">{form}</div>
            <div class="stack"><History entries=view.history/></div>
        </div>
    }
}
