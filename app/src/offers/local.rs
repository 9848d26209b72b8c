//! What a place says of its own about one item; what is left blank is as in the hall.

use leptos::prelude::*;
use shared::catalogue::{Confirmable, ItemId};
use shared::offers::local_stands;
use shared::place::DivisionCode;

use super::parts::{History, Inputs, Said, Seen};
use crate::backend::offers::LocalView;
use crate::backend::{Offers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::named;
use crate::ui::{ChoiceRow, Choices, Mark, Tag, TextInput, staff_page};

#[component]
pub fn LocalPage() -> impl IntoView {
    let flash = take_flash();
    let (place, item) = (
        named::<DivisionCode>("place", "这个地点"),
        named::<ItemId>("item", "这个事项"),
    );
    staff_page(
        "办理信息",
        async move { port::<dyn Offers>()?.local(&session(), &place?, &item?).await },
        move |view| view! { <Shown view flash/> },
    )
}

type Said2 = Option<Confirmable<String>>;

/// An input with what the place says of its own, and what the hall says for all.
fn own(inputs: &Inputs, name: &'static str, hall: &Said2, kind: &'static str) -> AnyView {
    let hint = match hall {
        Some(hall) => format!("不填就是大厅的：{}", hall.value),
        None => "大厅也没有填写".to_owned(),
    };
    let label = inputs.label(name);
    view! {
        <TextInput path=name label hint=Some(hint) required=false value=inputs.value(name) kind error=inputs.error(name)/>
    }
    .into_any()
}

fn yes_no(inputs: &Inputs, name: &'static str, hall: Option<Confirmable<bool>>) -> AnyView {
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
    let label = inputs.label(name);
    view! { <Choices path=name label rows chosen=vec![inputs.value(name)] required=false/> }.into_any()
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
    let inputs = Inputs::new(local_stands(hall, local), flash.clone());
    let form = view! {
        <form method="post" action=format!("{back}/items/{}", view.item) class="card">
            {inputs.as_opened()}
            <TextInput path="window" label=inputs.label("window") hint=Some("例如：综合窗口 3 号".to_owned()) required=false value=inputs.value("window") error=inputs.error("window")/>
            {own(&inputs, "hours", &hall.hours, "text")}
            {own(&inputs, "phone", &hall.phone, "tel")}
            {own(&inputs, "complaints", &hall.complaints, "tel")}
            {own(&inputs, "address", &hall.address, "text")}
            {yes_no(&inputs, "courier", hall.courier)}
            {yes_no(&inputs, "appointment", hall.appointment)}
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
