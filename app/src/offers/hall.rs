//! A hall or station: what it says for every item, when it is closed, when one can be appointed.

use leptos::prelude::*;
use shared::offers::{Reason, hall_stands};
use shared::place::{DivisionCode, Tier};

use super::parts::{History, Inputs, Said};
use crate::backend::offers::{ClosureView, HallView};
use crate::backend::{Offers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::named;
use crate::ui::{ChoiceRow, Choices, Mark, Select, Tag, TextArea, TextInput, staff_page};

#[component]
pub fn HallPage() -> impl IntoView {
    let flash = take_flash();
    let place = named::<DivisionCode>("place", "这个地点");
    staff_page(
        "大厅和停办",
        async move { port::<dyn Offers>()?.hall(&session(), &place?).await },
        move |view| view! { <Shown view flash/> },
    )
}

#[component]
fn Shown(view: HallView, flash: Flash) -> impl IntoView {
    let code = view.place.code.to_string();
    let today = view.today.clone().map(|today| {
        let mark = if today.contains("现在开门") {
            Mark::Ok
        } else {
            Mark::Plain
        };
        view! { <Tag mark text=today/> }
    });
    let public = format!("/halls/{code}");
    let body = if view.may_compile {
        view! { <HallForm view=view.clone() flash=flash.clone()/> }.into_any()
    } else {
        view! { <p class="notice">"大厅信息由所在镇（街道）或行政服务中心管委会维护。"</p> }.into_any()
    };
    view! {
        <p class="crumbs">
            <a href="/desk/lists">"镇村清单"</a>" / "<a href=format!("/desk/lists/{code}")>{view.place.full_name()}</a>" / 大厅"
        </p>
        <h1>{view.place.hall.clone()}</h1>
        <p class="tags">
            {today}
            <a href=public target="_blank" rel="noopener external">"群众看到的"<span class="visually-hidden">"（新窗口）"</span></a>
        </p>
        <Said flash=flash.clone()/>
        <div class="case-grid">
            <div class="stack">{body}</div>
            <div class="stack">
                <Closures view=view.clone() flash/>
                <History entries=view.history/>
            </div>
        </div>
    }
}

#[component]
fn HallForm(view: HallView, flash: Flash) -> impl IntoView {
    // The page has two forms: what was typed belongs to the one that was sent.
    let flash = if flash.value("act") == "hall" {
        flash
    } else {
        Flash::default()
    };
    let inputs = Inputs::new(hall_stands(&view.hall, &view.slots), flash);
    let value = |name: &str| inputs.value(name);
    let error = |name: &str| inputs.error(name);
    let label = |name: &str| inputs.label(name);
    let yes_no = || vec![ChoiceRow::new("yes", "可以"), ChoiceRow::new("no", "不可以")];
    let hint = |text: &str| Some(text.to_owned());
    view! {
        <form method="post" action=format!("/desk/halls/{}", view.place.code) class="card">
            <h2>"大厅信息"</h2>
            <p class="muted">"清单里没有另外填写的事项，都用这里的。保存就是确认，群众看到的不再标“待主管部门确认”。"</p>
            <input type="hidden" name="act" value="hall"/>
            {inputs.as_opened()}
            <TextInput path="address" label=label("address") required=false value=value("address") error=error("address")/>
            <TextInput path="directions" label=label("directions") hint=hint("例如：公交 5 路到镇政府站，往南 100 米") required=false value=value("directions") error=error("directions")/>
            <TextInput path="hours" label=label("hours") hint=hint("例如：周一至周五 8:00–12:00 14:30–17:30；节假日不上班不用写") required=false value=value("hours") error=error("hours")/>
            <TextInput path="phone" label=label("phone") kind="tel" required=false value=value("phone") error=error("phone")/>
            <TextInput path="complaints" label=label("complaints") hint=hint("不能和咨询电话相同") kind="tel" required=false value=value("complaints") error=error("complaints")/>
            <Choices path="courier" label=label("courier") rows=yes_no() chosen=vec![value("courier")] required=false/>
            <Choices path="appointment" label=label("appointment") rows=yes_no() chosen=vec![value("appointment")] required=false/>
            <TextArea path="slots" label=label("slots") hint=hint("一行一条，例如：周一至周五 9:00–11:00 每 30 分钟 2 个号") required=false value=value("slots") error=error("slots")/>
            <p class="actions"><button class="btn" type="submit">"保存大厅信息"</button></p>
        </form>
    }
}

#[component]
fn Closures(view: HallView, flash: Flash) -> impl IntoView {
    let flash = if flash.value("act") == "close" {
        flash
    } else {
        Flash::default()
    };
    let code = view.place.code.to_string();
    let none = view.closures.is_empty();
    let own = view.place.code.clone();
    let lines = view
        .closures
        .into_iter()
        .map(|closure| line(closure, &code, own == view.place.code))
        .collect_view();
    let whole = match view.place.tier {
        Tier::City => Some(format!("全市 {} 个大厅和站点一起停办", view.below)),
        Tier::Town => Some(format!("所辖 {} 个村（社区）一起停办", view.below)),
        Tier::Village => None,
    };
    let whole = whole.map(|words| {
        let checked = flash.value("whole") == "yes";
        view! {
            <div class="field">
                <div class="choices">
                    <label for="f-whole">
                        <input id="f-whole" type="checkbox" name="whole" value="yes" checked=checked/>
                        <span>{words}</span>
                    </label>
                </div>
            </div>
        }
    });
    let reasons = Reason::ALL
        .into_iter()
        .map(|reason| (reason.as_str().to_owned(), reason.words().to_owned()))
        .collect::<Vec<_>>();
    let error = |name: &str| Signal::stored(flash.error(name));
    let form = view.may_compile.then(|| {
        view! {
            <form method="post" action=format!("/desk/halls/{code}/closures") class="inputs">
                <h3>"登记停办"</h3>
                <input type="hidden" name="act" value="close"/>
                <TextInput path="from" label="从哪一天起" kind="date" value=flash.value("from") error=error("from")/>
                <TextInput path="to" label="到哪一天" kind="date" hint=Some("只停一天可以不填".to_owned()) required=false value=flash.value("to") error=error("to")/>
                <Select path="reason" label="原因" options=reasons blank=Some("请选择".to_owned()) value=flash.value("reason") error=error("reason")/>
                <TextInput path="note" label="说明" hint=Some("群众会看到，例如：急事请打咨询电话".to_owned()) required=false value=flash.value("note") error=error("note")/>
                {whole}
                <p class="actions"><button class="btn quiet" type="submit">"登记停办"</button></p>
            </form>
        }
    });
    view! {
        <section class="card" aria-labelledby="closures">
            <h2 id="closures">"停办"</h2>
            {none.then(|| view! { <p class="muted">"没有登记停办。公布的节假日自动不开门，不用登记。"</p> })}
            {(!none).then(|| view! { <ul class="plain">{lines}</ul> })}
            {form}
        </section>
    }
}

fn line(view: ClosureView, code: &str, _own: bool) -> impl IntoView + use<> {
    let words = view.words.clone();
    let from = match view.whole {
        true => format!("{}登记，连同下属各站点", view.place_name),
        false => format!("{}登记", view.place_name),
    };
    let remove = view.may_remove.then(|| {
        view! {
            <form method="post" action=format!("/desk/halls/{code}/closures/remove") class="inline">
                <input type="hidden" name="id" value=view.id/>
                <button class="btn danger small" type="submit">"取消"<span class="visually-hidden">{words.clone()}</span></button>
            </form>
        }
    });
    view! {
        <li class="row between">
            <div><b>{words}</b><span class="sub">{format!("{from} · {}", view.added_by)}</span></div>
            {remove}
        </li>
    }
}
