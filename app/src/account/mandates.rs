//! A resident's mandates: whom one lets act for oneself, what for, until when; and the end of one.

use leptos::prelude::*;
use shared::problem::FieldProblem;

use crate::backend::mandates::{GivenMandate, OwnMandates};
use crate::backend::{Mandates, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, query};
use crate::ui::{ChoiceRow, Choices, ErrorSummary, Mark, Page, Select, Tag, TextInput, failed, loaded};

#[component]
pub fn MandatesPage() -> impl IntoView {
    let flash = take_flash();
    let (asked, town) = (query().get("town").is_some(), given(&query(), "town"));
    let town = town.and_then(|code| code.parse().ok());
    let read = async move { port::<dyn Mandates>()?.own_mandates(&session(), town.as_ref()).await };
    view! {
        <Page title="委托代办">
            {loaded(read, failed("委托代办"), move |own: OwnMandates| {
                let flash = with_town(flash, asked && own.town.is_none());
                view! { <Shown own flash/> }
            })}
        </Page>
    }
}

/// Says that the first step lacks its answer, where nothing else is said about it.
fn with_town(mut flash: Flash, missing: bool) -> Flash {
    if missing && flash.problems.is_empty() {
        let problem = FieldProblem::new("town", "没有选择镇（街道）", "请从列表里选择您在的镇（街道）");
        flash.problems.push(problem);
    }
    flash
}

#[component]
fn Shown(own: OwnMandates, flash: Flash) -> impl IntoView {
    let none = own.given.is_empty();
    let lines = own.given.iter().cloned().map(line).collect_view();
    view! {
        <p class="crumbs"><a href="/me">"我的"</a>" / 委托代办"</p>
        <h1>"委托代办"</h1>
        <p>"可以请村（社区）便民服务站的代办员替您填写、提交申请，查看进度，补交材料或者撤回。代办员不受理、不审批。"</p>
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        <section class="card" aria-labelledby="given">
            <h2 id="given">"现在的委托"</h2>
            {if none {
                view! { <p class="muted">"您没有委托任何人。"</p> }.into_any()
            } else {
                view! { <ul class="plain">{lines}</ul> }.into_any()
            }}
        </section>
        {if own.real_name {
            let give = own.town.clone().map(|town| view! { <Give town=town.to_string() own=own.clone() flash=flash.clone()/> });
            view! { <Station own flash/> {give} }.into_any()
        } else {
            view! {
                <section class="card">
                    <h2>"委托前请先实名"</h2>
                    <p class="actions"><a class="btn" href="/me/real-name?next=/me/mandates">"去实名认证"</a></p>
                </section>
            }
            .into_any()
        }}
    }
}

fn line(mandate: GivenMandate) -> impl IntoView {
    let name = mandate.station.clone();
    view! {
        <li class="row between">
            <div>
                <strong>{mandate.station}</strong>
                {mandate.standing.then(|| view! { " "<Tag mark=Mark::Ok text="有效"/> })}
                <br/>
                <span class="small muted">{format!("{}，{}", mandate.errand, mandate.term.words())}</span>
            </div>
            <form method="post" action="/me/mandates/end">
                <input type="hidden" name="id" value=mandate.id/>
                <button class="btn quiet small" type="submit" aria-label=format!("结束委托：{name}")>"结束委托"</button>
            </form>
        </li>
    }
}

/// First the town, then its villages: four hundred in one list is too many.
#[component]
fn Station(own: OwnMandates, flash: Flash) -> impl IntoView {
    let chosen = own.town.as_ref().map(ToString::to_string).unwrap_or_default();
    let station = flash.error("station").filter(|_| own.town.is_none());
    let error = flash.error("town").or(station);
    view! {
        <form method="get" action="/me/mandates" class="card inputs">
            <h2>"增加委托"</h2>
            <Select
                path="town" label="您在哪个镇（街道）" blank="请选择".to_owned() value=chosen
                options=own.towns.into_iter().map(|(code, name)| (code.to_string(), name)).collect()
                error=Signal::stored(error)
            />
            <p class="actions"><button class="btn quiet" type="submit">"选好了，下一步"</button></p>
        </form>
    }
}

#[component]
fn Give(town: String, own: OwnMandates, flash: Flash) -> impl IntoView {
    let error = |name: &str| Signal::stored(flash.error(name));
    let mut rows = vec![
        ChoiceRow::new("anything", "所有事项"),
        ChoiceRow::new("item", "一个事项"),
    ];
    let cases = !own.cases.is_empty();
    if cases {
        rows.push(ChoiceRow::new("case", "一件正在办的办件"));
    }
    let chosen = Some(flash.value("errand")).filter(|errand| !errand.is_empty());
    view! {
        <form method="post" action="/me/mandates" class="card inputs">
            <input type="hidden" name="town" value=town/>
            <Select
                path="station" label="委托哪个村（社区）的便民服务站" blank="请选择".to_owned()
                options=own.villages.into_iter().map(|(code, name)| (code.to_string(), name)).collect()
                value=flash.value("station") error=error("station")
            />
            <Choices path="errand" label="委托什么" rows chosen=chosen.into_iter().collect() error=error("errand")/>
            <Select
                path="item" label="哪个事项" blank="选了“一个事项”才用选".to_owned() required=false
                options=own.items.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
                value=flash.value("item") error=error("item")
            />
            {cases.then(|| view! {
                <Select
                    path="case" label="哪件办件" blank="选了“一件正在办的办件”才用选".to_owned() required=false
                    options=own.cases
                        .into_iter()
                        .map(|(number, name)| (number.to_string(), format!("{name}（{number}）")))
                        .collect()
                    value=flash.value("case") error=error("case")
                />
            })}
            <TextInput
                path="until" label="委托到哪一天" kind="date" hint="最多一年，随时可以提前结束".to_owned()
                value=flash.value("until") error=error("until")
            />
            <p class="muted small">"代办员会看到您的姓名、手机号码，以及所委托的申请和材料。"</p>
            <p class="actions"><button class="btn" type="submit">"确认委托"</button></p>
        </form>
    }
}
