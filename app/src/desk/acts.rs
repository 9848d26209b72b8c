//! Just the acts that are open now, each with what it has to carry. Plain forms.

use leptos::prelude::*;
use shared::case::{CaseState, CommandKind, Offer, Wish};
use shared::form::Choice;
use shared::time::Date;

use crate::acts::ActForm;
use crate::backend::desk::{Colleague, DeskCase};
use crate::flash::Flash;
use crate::ui::EmptyState;

/// Where the forms of the acts stand on the page.
pub const ACTS: &str = "acts";

#[component]
pub fn Acts(case: DeskCase, flash: Flash, from: String) -> impl IntoView {
    let number = case.row.number.to_string();
    let none = case.offers.is_empty();
    let hint = nothing_to_do(&case);
    let (revision, today, wish) = (case.revision, case.today, case.wish);
    let colleagues: Vec<Choice> = case.colleagues.into_iter().map(choice).collect();
    let offers = case
        .offers
        .into_iter()
        .map(|offer| {
            let (number, flash, from) = (number.clone(), flash.clone(), from.clone());
            view! { <Act number revision offer colleagues=colleagues.clone() flash from wish today/> }
        })
        .collect_view();
    view! {
        <section class="card" id=ACTS tabindex="-1">
            <h2>"办理"</h2>
            {if none {
                view! { <EmptyState title="现在没有要您做的" hint/> }.into_any()
            } else {
                offers.into_any()
            }}
        </section>
    }
}

fn choice(one: Colleague) -> Choice {
    Choice {
        value: one.id.to_string(),
        label: format!("{} · {}", one.name, one.title),
        hint: None,
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
    colleagues: Vec<Choice>,
    flash: Flash,
    from: String,
    wish: Option<Wish>,
    today: Date,
) -> impl IntoView {
    let class = if offer.primary { "act primary" } else { "act" };
    // The letter of a correction is written on a page of its own.
    if offer.action == CommandKind::RequestCorrection {
        let to = format!("/desk/cases/{number}/correction");
        return view! { <p class=class><a href=to>{offer.label}</a></p> }.into_any();
    }
    let row = offer.action.row();
    let button = if offer.primary { "btn" } else { "btn quiet" };
    let open = flash.value("act") == row.name || (offer.primary && row.asks.is_empty());
    let to = format!("/desk/cases/{number}/act");
    let along = vec![("revision", revision.to_string()), ("from", from)];
    view! {
        <details class=class open=open>
            <summary>{offer.label.clone()}</summary>
            <ActForm offer to along colleagues wish today flash button/>
        </details>
    }
    .into_any()
}
