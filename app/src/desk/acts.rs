//! Just the acts that are open now, each with what it has to carry. Plain forms.

use leptos::prelude::*;
use shared::case::{CommandKind, Need, Offer};
use shared::form::{Field, FieldKind};

use crate::backend::desk::{Colleague, DeskCase};
use crate::flash::Flash;
use crate::ui::{EmptyState, FieldFrame, input_id};

#[component]
pub fn Acts(case: DeskCase, flash: Flash) -> impl IntoView {
    let number = case.row.number.to_string();
    let asked: Vec<(String, String)> = case
        .form
        .fields()
        .map(|field: &Field| (field.id.to_string(), demand_words(field)))
        .collect();
    let none = case.offers.is_empty();
    let offers = case
        .offers
        .into_iter()
        .map(|offer| {
            view! {
                <Act
                    number=number.clone() revision=case.revision offer colleagues=case.colleagues.clone()
                    asked=asked.clone() flash=flash.clone()
                />
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>"办理"</h2>
            {if none {
                view! { <EmptyState title="现在没有要您做的" hint="下一步做什么，见经过和时限"/> }.into_any()
            } else {
                offers.into_any()
            }}
        </section>
    }
}

fn demand_words(field: &Field) -> String {
    match field.kind {
        FieldKind::Material { .. } => format!("请重新上传“{}”", field.label),
        _ => format!("请补充或更正“{}”", field.label),
    }
}

#[component]
fn Act(
    number: String,
    revision: u32,
    offer: Offer,
    colleagues: Vec<Colleague>,
    asked: Vec<(String, String)>,
    flash: Flash,
) -> impl IntoView {
    let act = act_name(offer.action);
    let tried = flash.value("act") == act;
    let class = if offer.primary { "act primary" } else { "act" };
    let button = if offer.primary { "btn" } else { "btn quiet" };
    let flash = if tried { flash } else { Flash::default() };
    let inputs = offer
        .needs
        .iter()
        .map(|need| input(act, *need, &colleagues, &asked, &flash))
        .collect_view();
    view! {
        <details class=class open=tried || (offer.primary && offer.needs.is_empty())>
            <summary>{offer.label.clone()}</summary>
            <form method="post" action=format!("/desk/cases/{number}/act") class="inputs">
                <input type="hidden" name="act" value=act/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                {inputs}
                <p class="actions"><button class=button type="submit">{offer.label}</button></p>
            </form>
        </details>
    }
}

/// The name of an act as its form sends it.
pub(crate) fn act_name(kind: CommandKind) -> &'static str {
    match kind {
        CommandKind::Submit => "submit",
        CommandKind::Supply => "supply",
        CommandKind::Withdraw => "withdraw",
        CommandKind::Take => "take",
        CommandKind::Accept => "accept",
        CommandKind::Grant => "grant",
        CommandKind::RequestCorrection => "request_correction",
        CommandKind::Refuse => "refuse",
        CommandKind::Decline => "decline",
        CommandKind::Close => "close",
        CommandKind::Assign => "assign",
        CommandKind::HandOver => "hand_over",
    }
}

fn input(act: &str, need: Need, colleagues: &[Colleague], asked: &[(String, String)], flash: &Flash) -> AnyView {
    let (name, label, hint, required) = match need {
        Need::Reasons if act == "refuse" => ("reasons", "理由", "写清哪一条不符合，申请人会看到", true),
        Need::Reasons => ("reason", "理由", "写清为什么，申请人会看到", true),
        Need::Basis => ("basis", "依据", "法律、法规的名称和条款", true),
        Need::Result => ("result", "结果", "例如：准予发放高龄津贴，自 12 月起", true),
        Need::RightOffice => ("right_office", "应当向哪里申请", "不属于本单位的，写明该找谁", false),
        Need::Note => ("note", "说明", "", false),
        Need::Days => ("days", "给申请人几个工作日", "不填为 10 个工作日", false),
        Need::Colleague => return colleague(act, colleagues, flash),
        Need::Demands => return demands(asked, flash),
        Need::Materials => return ().into_any(),
    };
    let path = format!("{act}-{name}");
    let id = input_id(&path);
    let error = flash.error(&path);
    let hint = (!hint.is_empty()).then(|| hint.to_owned());
    let typed = flash.value(name);
    view! {
        <FieldFrame path label hint error required>
            {if need == Need::Days {
                view! { <input id=id name=name inputmode="numeric" value=typed/> }.into_any()
            } else {
                view! { <textarea id=id name=name rows="3" prop:value=typed.clone()>{typed.clone()}</textarea> }.into_any()
            }}
        </FieldFrame>
    }
    .into_any()
}

fn colleague(act: &str, colleagues: &[Colleague], flash: &Flash) -> AnyView {
    let path = format!("{act}-to");
    let id = input_id(&path);
    let error = flash.error(&path);
    let chosen = flash.value("to");
    let options = colleagues
        .iter()
        .map(|one| view! { <option value=one.id.to_string() selected=chosen == one.id.as_str()>{format!("{} · {}", one.name, one.title)}</option> })
        .collect_view();
    view! {
        <FieldFrame path label="交给谁" error>
            <select id=id name="to"><option value="">"请选择"</option>{options}</select>
        </FieldFrame>
    }
    .into_any()
}

/// Everything at once: tick what is missing, say why; and a line for what no field stands for.
fn demands(asked: &[(String, String)], flash: &Flash) -> AnyView {
    let boxes = asked
        .iter()
        .map(|(path, what)| {
            let name = format!("why:{path}");
            let ticked = !flash.value(&format!("ask:{path}")).is_empty();
            view! {
                <li>
                    <label><input type="checkbox" name=format!("ask:{path}") value="on" checked=ticked/>" "{what.clone()}</label>
                    <input name=name.clone() aria-label=format!("为什么：{what}") placeholder="为什么（哪里不对、缺什么）" value=flash.value(&name)/>
                </li>
            }
        })
        .collect_view();
    let (other, other_again) = (flash.value("other"), flash.value("other"));
    view! {
        <FieldFrame
            path="demands" label="要补正的全部内容" group=true error=flash.error("demands")
            hint=Some("一次告知全部：告知后不能再提出新的要求（行政许可法 第三十二条）".to_owned())
        >
            <ul class="plain">{boxes}</ul>
            <label for="ask-other">"其他要补正的"</label>
            <textarea id="ask-other" name="other" rows="2" prop:value=other>{other_again}</textarea>
        </FieldFrame>
    }
    .into_any()
}
