//! The guide on paper: everything in the order of the official form, for a notice board or a resident without a phone.

use leptos::prelude::*;
use shared::catalogue::Confirmable;

use super::api;
use super::guide::not_open;
use super::item_list::marked;
use crate::backend::catalogue::{GuideView, MaterialView};
use crate::islands::PrintButton;
use crate::ui::address::{part, query};
use crate::ui::{Page, Unconfirmed, loaded};

#[component]
pub fn PaperPage() -> impl IntoView {
    let guide = api::guide(part("id"), query().get("place").unwrap_or_default());
    view! {
        <Page title="打印办事指南" here="items">
            {loaded(guide, not_open, |view| view! { <Paper view/> })}
        </Page>
    }
}

fn row(name: &'static str, value: impl IntoView) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{value}</td>
        </tr>
    }
    .into_any()
}

fn text(name: &'static str, value: Confirmable<String>) -> impl IntoView {
    row(name, marked(value))
}

fn maybe(name: &'static str, value: Option<Confirmable<String>>) -> impl IntoView {
    match value {
        Some(value) => text(name, value).into_any(),
        None => row(name, "待公布").into_any(),
    }
}

fn lines(values: Vec<String>) -> impl IntoView {
    let lines = values.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <ol>{lines}</ol> }
}

#[component]
fn Paper(view: GuideView) -> impl IntoView {
    let title = format!("{} - 近办", view.name);
    let place = view.site.place.clone();
    let back = format!("/items/{}?place={}", view.id, place.code);
    let qr = format!("/api/v1/items/{}/qr.svg?place={}", view.id, place.code);
    let laws: Vec<String> = view
        .laws
        .iter()
        .map(|law| {
            let mark = if law.confirmed {
                ""
            } else {
                "（待主管部门确认）"
            };
            format!("{} {}{mark}", law.law, law.article)
        })
        .collect();
    let steps: Vec<String> = view
        .steps
        .value
        .iter()
        .map(|step| {
            let parts = [Some(step.name.clone()), Some(step.who.clone()), step.limit.clone()];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            parts.join("，")
        })
        .collect();
    let steps_mark = (!view.steps.confirmed).then(|| view! { <Unconfirmed/> });
    let conditions_mark = (!view.conditions.confirmed).then(|| view! { <Unconfirmed/> });
    let materials = view.materials.iter().map(material).collect_view();
    let fee = {
        let items = view.fee_items.join("；");
        let items = (!items.is_empty()).then(|| format!("：{items}"));
        view! { {marked(view.fee.clone())} {items} }
    };
    let address = match view.site.address.clone() {
        Some(address) => view! { "：" {marked(address)} }.into_any(),
        None => view! { <span class="muted">"（地址待公布）"</span> }.into_any(),
    };
    let asked = view
        .questions_and_answers
        .iter()
        .map(|qa| format!("{}　{}", qa.question, qa.answer))
        .collect();
    view! {
        <leptos_meta::Title text=title/>
        <div class="paper">
            <p class="row no-print">
                <a class="btn quiet small" href=back>"回到办事指南"</a>
                <PrintButton/>
            </p>
            <header>
                <div>
                    <p class="small">{format!("{} · 办事指南（全市统一标准）", place.hall)}</p>
                    <h1>{view.name.clone()}</h1>
                    <p class="small">
                        {format!("第 {} 版，{}起。没有公布或没有确认的，以主管部门为准。", view.version, view.updated_on)}
                    </p>
                </div>
                <img class="qr" src=qr alt="扫码看最新的办事指南" width="110" height="110"/>
            </header>
            // A hidden caption would count as its first row, from which the columns take their widths.
            <table class="official" aria-label="办事指南各要素">
                <tbody>
                    {row("谁能办", view.who_applies.clone())}
                    {row("受理条件", view! { {conditions_mark} {lines(view.conditions.value.clone())} })}
                    {row("申请材料", view! { <ol>{materials}</ol> })}
                    {row("办理流程", view! { {steps_mark} {lines(steps)} })}
                    {text("承诺时限", view.promised_from.clone())}
                    {text("法定时限", view.statutory.clone())}
                    {row("收费", fee)}
                    {text("到现场次数", view.visits.clone())}
                    {text("办理结果", view.result.clone())}
                    {row("办理地点", view! { {place.hall.clone()} {address} })}
                    {maybe("办理时间", view.site.hours.clone())}
                    {maybe("咨询电话", view.site.phone.clone())}
                    {maybe("投诉电话", view.complaints_phone.clone())}
                    {row("设定依据", lines(laws))}
                    {row("常见问题", lines(asked))}
                    {row("主管部门", view.department.clone())}
                    {text("事项类型", view.type_name.clone())}
                    {row("基本编码", view.basic_code.clone())}
                    {row("实施编码", view.implementation_code.clone())}
                    {row("网上办理", view.share_url.clone())}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn material(material: &MaterialView) -> impl IntoView + use<> {
    let mut words = format!("{}，{}，{}", material.name, material.count, material.source);
    if let Some(when) = &material.when {
        words.push_str(&format!("。什么时候要：{when}"));
    }
    if let Some(share) = &material.share {
        words.push_str(&format!("。能查到{share}的，可免提交"));
    }
    if material.filled_online {
        words.push_str("。网上填写即可");
    }
    let mark = (!material.confirmed).then(|| view! { " " <Unconfirmed/> });
    view! { <li>{words} {mark}</li> }
}
