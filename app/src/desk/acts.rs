//! Just the acts that are open now, each with what it has to carry. Plain forms.

use leptos::prelude::*;
use shared::case::{CaseState, CommandKind, Need, Offer};

use super::delivery::HowDelivered;
use crate::backend::desk::{Colleague, DeskCase};
use crate::flash::Flash;
use crate::ui::{EmptyState, FieldFrame, input_id};

#[component]
pub fn Acts(case: DeskCase, flash: Flash, from: String) -> impl IntoView {
    let number = case.row.number.to_string();
    let none = case.offers.is_empty();
    let hint = nothing_to_do(&case);
    let offers = case
        .offers
        .into_iter()
        .map(|offer| {
            view! {
                <Act
                    number=number.clone() revision=case.revision offer colleagues=case.colleagues.clone()
                    flash=flash.clone() from=from.clone()
                />
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>"办理"</h2>
            {if none {
                view! { <EmptyState title="现在没有要您做的" hint/> }.into_any()
            } else {
                offers.into_any()
            }}
        </section>
    }
}

/// Why nothing is offered, and who goes on.
fn nothing_to_do(case: &DeskCase) -> String {
    let words = match case.row.state {
        CaseState::Submitted | CaseState::Accepted if case.row.assignee.is_some() => {
            return format!("这件办件由{}承办", case.row.assignee.clone().unwrap_or_default());
        }
        CaseState::Submitted => "由能受理的岗位办理",
        CaseState::Accepted => "已经受理，由审查岗位作出决定",
        CaseState::CorrectionRequested => "正在等申请人补正",
        CaseState::Granted | CaseState::Refused => "已经作出决定，由窗口或承办部门送达",
        CaseState::Declined | CaseState::Closed | CaseState::Withdrawn => "这件办件已经结束",
    };
    words.to_owned()
}

#[component]
fn Act(
    number: String,
    revision: u32,
    offer: Offer,
    colleagues: Vec<Colleague>,
    flash: Flash,
    from: String,
) -> impl IntoView {
    let act = act_name(offer.action);
    let tried = flash.value("act") == act;
    let class = if offer.primary { "act primary" } else { "act" };
    if offer.action == CommandKind::RequestCorrection {
        let to = format!("/desk/cases/{number}/correction");
        return view! { <p class=class><a href=to>{offer.label}</a></p> }.into_any();
    }
    let button = if offer.primary { "btn" } else { "btn quiet" };
    let flash = if tried { flash } else { Flash::default() };
    let inputs = offer
        .needs
        .iter()
        .map(|need| input(act, *need, &colleagues, &flash))
        .collect_view();
    view! {
        <details class=class open=tried || (offer.primary && offer.needs.is_empty())>
            <summary>{offer.label.clone()}</summary>
            <form method="post" action=format!("/desk/cases/{number}/act") class="inputs">
                <input type="hidden" name="act" value=act/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                <input type="hidden" name="from" value=from/>
                {inputs}
                <p class="actions"><button class=button type="submit">{offer.label}</button></p>
            </form>
        </details>
    }
    .into_any()
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

fn input(act: &str, need: Need, colleagues: &[Colleague], flash: &Flash) -> AnyView {
    let (name, label, hint, required) = match need {
        Need::Reasons if act == "refuse" => ("reasons", "理由", "写清哪一条不符合，申请人会看到", true),
        Need::Reasons if act == "hand_over" => ("reason", "移交的原因", "接手的同事会看到", true),
        Need::Reasons => ("reason", "理由", "写清为什么，申请人会看到", true),
        Need::Basis => ("basis", "依据", "法律、法规的名称和条款", true),
        Need::Result => ("result", "结果", "例如：准予发放高龄津贴，自 12 月起", true),
        Need::RightOffice => ("right_office", "应当向哪里申请", "不属于本单位的，写明该找谁", false),
        Need::Note if act == "grant" => ("note", "说明", "申请人会看到，接在结果后面", false),
        Need::Note => ("note", "说明", "", false),
        Need::Days => return ().into_any(),
        Need::Delivery => return view! { <HowDelivered flash=flash.clone()/> }.into_any(),
        Need::Colleague => return colleague(act, colleagues, flash),
        // The letter of a correction is written on a page of its own.
        Need::Demands | Need::Materials => return ().into_any(),
    };
    let path = format!("{act}-{name}");
    let id = input_id(&path);
    let error = flash.error(&path);
    let hint = (!hint.is_empty()).then(|| hint.to_owned());
    let typed = flash.value(name);
    view! {
        <FieldFrame path label hint error required>
            <textarea id=id name=name rows="3" prop:value=typed.clone()>{typed.clone()}</textarea>
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
