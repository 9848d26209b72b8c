//! One's own case: where it stands, what happens next and by when, and what one may do.

use leptos::prelude::*;
use shared::case::{CaseState, CommandKind, OTHER_PAPERS, OTHER_PAPERS_LABEL, Offer};
use shared::form::{FieldKind, show_answer};
use shared::time::show_time;

use super::api::{OpenCase, read_case};
use super::correction::Correction;
use super::steps::{Call, Collect, Steps};
use crate::acts::ActForm;
use crate::apply::api::{PlaceGroup, place_words};
use crate::backend::cases::CaseView;
use crate::files::own_files;
use crate::flash::{Flash, take_flash};
use crate::ui::address::named;
use crate::ui::{ErrorSummary, OnBehalf, Page, Tag, failed, loaded};

#[component]
pub fn CasePage() -> impl IntoView {
    let flash = take_flash();
    view! {
        <Page title="办件进度" here="mine">
            {loaded(read_case(named("number", "这个办件")), failed("办件进度"), move |open| view! { <Shown open flash/> })}
        </Page>
    }
}

#[component]
fn Shown(open: OpenCase, flash: Flash) -> impl IntoView {
    let (case, today) = (open.case.clone(), open.today);
    let card = case.card.clone();
    let mark = super::mark_of(&card);
    let tone = match card.state {
        _ if card.yours_to_do => "what-next",
        CaseState::Granted | CaseState::Closed => "what-next done",
        _ => "what-next calm",
    };
    let ended = matches!(card.state, CaseState::Withdrawn | CaseState::Declined) && case.on_behalf_of.is_none();
    let collect = matches!(card.state, CaseState::Granted | CaseState::Refused);
    let (state, next) = (card.state, card.next.clone());
    let may = |kind| case.offers.iter().any(|offer| offer.action == kind);
    let supply = may(CommandKind::Supply);
    let number = card.number.to_string();
    // Taking it back stands at the end; what else may be done, where one reads what comes next.
    let (leaving, acts): (Vec<Offer>, Vec<Offer>) = case
        .offers
        .iter()
        .filter(|offer| !offer.action.row().own_page)
        .cloned()
        .partition(|offer| offer.action == CommandKind::Withdraw);
    let forms = |offers: Vec<Offer>, button: &'static str| {
        offers
            .into_iter()
            .map(|offer| {
                let (to, tried) = (
                    format!("/mine/{number}/act"),
                    flash.value("act") == offer.action.row().name,
                );
                let (summary, flash) = (offer.label.clone(), flash.clone());
                view! {
                    <details class="card" open=tried>
                        <summary>{summary}</summary>
                        <ActForm offer to along=Vec::new() colleagues=Vec::new() today flash button/>
                    </details>
                }
            })
            .collect_view()
    };
    let (leaving, acts) = (forms(leaving, "btn danger"), forms(acts, "btn"));
    let who = match &case.handler {
        Some(handler) => format!("申请人 {}，经办人 {handler}", case.applicant),
        None => format!("申请人 {}", case.applicant),
    };
    view! {
        {match &case.on_behalf_of {
            Some(name) => view! {
                <p class="crumbs"><a href="/desk/clients" rel="external">"代办"</a>" / "{number.clone()}</p>
                <OnBehalf name=name.clone()/>
            }.into_any(),
            None => view! { <p class="crumbs"><a href="/mine">"我的办件"</a>" / "{number.clone()}</p> }.into_any(),
        }}
        <h1>{card.item_name.clone()}</h1>
        <p class="tags"><Tag mark text=card.words/> <span class="muted small">{card.place_name}</span></p>
        <p class="muted small">{who}</p>
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        <p class=tone>{card.next}</p>
        {acts}
        {case.visit.clone().map(|visit| view! { <p class="notice warn">{visit}</p> })}
        {case.result.clone().map(|result| view! {
            <section class="card"><h2>"结果"</h2><p class="long">{result}</p>{case.remedies.clone().map(|words| view! { <p class="muted small">{words}</p> })}</section>
        })}
        {case.delivered.clone().map(|words| view! { <section class="card"><h2>"送达"</h2><p>{words}</p></section> })}
        {collect.then(|| view! { <Collect case=case.clone()/> })}
        {supply.then(|| view! { <Correction open=open.clone() flash=flash.clone()/> })}
        {(!supply).then(|| view! { <Steps state next/> })}
        {ended.then(|| view! {
            <form method="post" action=format!("/mine/{number}/again") class="card">
                <h2>"还要办这件事"</h2>
                <p class="muted">"会新开一份草稿，带上这次填的内容；照片和文件要重新上传。"</p>
                <p class="actions"><button class="btn" type="submit">"重新申请"</button></p>
            </form>
        })}
        {(!collect).then(|| view! { <section class="card stack tight"><h2>"找谁问"</h2><p>{case.contact.hall.clone()}</p><Call contact=case.contact.clone()/></section> })}
        <section class="card">
            <h2>"经过"</h2>
            <ol class="timeline">
                {case
                    .timeline
                    .iter()
                    .cloned()
                    .map(|entry| view! {
                        <li>
                            <strong>{entry.words}</strong><br/>
                            <span class="small muted">{format!("{} · {}", show_time(entry.at), entry.by)}</span>
                            {entry.detail.map(|detail| view! { <p class="small long">{detail}</p> })}
                        </li>
                    })
                    .collect_view()}
            </ol>
            <details>
                <summary>"时限怎么算"</summary>
                <ol class="plain small">{case.clock.iter().cloned().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
            </details>
        </section>
        <Handed case=case.clone() places=open.places.clone()/>
        <p class="actions"><a class="btn quiet" href=format!("/mine/{number}/receipt")>"收件凭证"</a></p>
        {leaving}
    }
}

#[component]
fn Handed(case: CaseView, places: Vec<PlaceGroup>) -> impl IntoView {
    let lines = case
        .form
        .fields()
        .filter_map(|field| {
            if matches!(field.kind, FieldKind::Material { .. }) {
                let files = own_files(&case.files, field.id.as_str())?;
                return Some(view! { <dt>{field.label.clone()}</dt><dd>{files}</dd> }.into_any());
            }
            let words = show_answer(field, case.answers.get(field.id.as_str()), &|code| {
                place_words(&places, code)
            });
            (!words.is_empty()).then(|| view! { <dt>{field.label.clone()}</dt><dd>{words}</dd> }.into_any())
        })
        .collect_view();
    let others =
        own_files(&case.files, OTHER_PAPERS).map(|files| view! { <dt>{OTHER_PAPERS_LABEL}</dt><dd>{files}</dd> });
    view! {
        <details class="card">
            <summary>"您提交的内容"</summary>
            <dl class="kv">{lines}{others}</dl>
        </details>
    }
}
