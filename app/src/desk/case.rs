//! A case: what was handed in, its materials and history, and just the acts that are open.

use leptos::prelude::*;
use shared::form::{FieldKind, HIDDEN, show_answer};
use shared::time::show_time;

use super::acts::{ACTS, Acts};
use super::api::{OpenDeskCase, read_case};
use super::rows::{is_running, mark};
use super::unsent::{Unsent, unsent};
use super::who::Who;
use crate::apply::api::{PlaceGroup, place_words};
use crate::backend::desk::{DeskCase, REASON_HINT};
use crate::flash::{Flash, take_flash};
use crate::islands::Files;
use crate::ui::address::{named, query};
use crate::ui::{ErrorSummary, Mark, Tag, TextInput, staff_page};

/// The input of a reason for a look.
pub const LOOK_REASON: &str = "look_reason";

#[component]
pub fn CasePage() -> impl IntoView {
    let flash = take_flash();
    // The query of the list the case was found in.
    let from = query().get("from").unwrap_or_default();
    staff_page(
        "办件",
        read_case(named("number", "这个办件")),
        move |open| view! { <Shown open flash from/> },
    )
}

#[component]
fn Shown(open: OpenDeskCase, flash: Flash, from: String) -> impl IntoView {
    let OpenDeskCase { case, places } = open;
    let row = case.row.clone();
    let problems = flash.problems.clone();
    let notice = flash.notice.clone();
    let list = match from.as_str() {
        "" => "/desk/queue".to_owned(),
        from => format!("/desk/queue?{}", from.trim_start_matches('?')),
    };
    let running = is_running(row.due_state);
    let unsent = unsent(&case, &flash);
    let look = (flash.value(LOOK_REASON), flash.error(LOOK_REASON));
    let marks = row
        .marks
        .iter()
        .map(|mark| view! { <Tag mark=Mark::Warn text=mark.words().to_owned()/> })
        .collect_view();
    let to_acts = (!case.offers.is_empty()).then(|| {
        view! { <p class="jump"><a href=format!("#{ACTS}")>"去办理"</a></p> }
    });
    view! {
        <p class="crumbs"><a href=list>"办件"</a>" / "{row.number.to_string()}</p>
        <h1>{row.item_name.clone()}</h1>
        <p class="tags">
            <Tag text=row.words.clone()/>
            {running.then(|| view! { <Tag mark=mark(row.due_state) text=row.due_words.clone()/> })}
            {marks}
            <span class="muted small">{format!("{} · {} · {}提交", case.department_name, case.way, row.channel.words())}</span>
        </p>
        {notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(problems)/>
        {unsent.map(|(act, lines)| view! { <Unsent act lines/> })}
        {to_acts}
        <div class="case-grid">
            <div class="stack">
                <Applicant case=case.clone() from=from.clone() look/>
                <Handed case=case.clone() places/>
                <Files materials=case.materials.clone() may_view=case.may_view_files/>
            </div>
            <div class="stack">
                <Acts case=case.clone() flash from/>
                <Clock case=case.clone()/>
                <History case/>
            </div>
        </div>
    }
}

/// `look`: the reason for a look as it was typed, and what is wrong with it.
#[component]
fn Applicant(case: DeskCase, from: String, look: (String, Option<String>)) -> impl IntoView {
    let number = case.row.number.to_string();
    let (typed, wrong) = look;
    let form = case.may_unmask.then(|| {
        let open = wrong.is_some();
        view! {
            <details open=open>
                <summary>"查看完整信息（会记录）"</summary>
                <form method="post" action=format!("/desk/cases/{number}/look") class="narrow">
                    <input type="hidden" name="from" value=from/>
                    <TextInput
                        path=LOOK_REASON label="查看原因" hint=Some(REASON_HINT.to_owned()) value=typed error=wrong
                    />
                    <p class="actions"><button class="btn small" type="submit">"查看"</button></p>
                </form>
            </details>
        }
    });
    view! {
        <section class="card">
            <h2>"申请人"</h2>
            <Who case=case.clone()/>
            {case.unmasked.then(|| view! { <p class="notice warn">"您正在查看完整个人信息，本次查看已记录。"</p> })}
            {form}
        </section>
    }
}

#[component]
fn Handed(case: DeskCase, places: Vec<PlaceGroup>) -> impl IntoView {
    let place = |code: &str| place_words(&places, code);
    let pages = case
        .form
        .pages
        .iter()
        .filter_map(|page| {
            let lines: Vec<(String, String)> = page
                .fields
                .iter()
                // Files stand under the materials they are.
                .filter(|field| !matches!(field.kind, FieldKind::Material { .. }))
                .flat_map(|field| lines(field, case.answers.get(field.id.as_str()), &place))
                .filter(|(_, words)| !words.is_empty())
                .collect();
            (!lines.is_empty()).then(|| (page.title.clone(), lines))
        })
        .map(|(title, lines)| {
            let lines = lines
                .into_iter()
                .map(|(label, words)| {
                    let class = (words == HIDDEN).then_some("masked");
                    view! { <dt>{label}</dt><dd class=class>{words}</dd> }
                })
                .collect_view();
            view! { <h3>{title}</h3><dl class="kv">{lines}</dl> }
        })
        .collect_view();
    view! { <section class="card stack"><h2>"申请内容"</h2>{pages}</section> }
}

/// A field in words; a list gives a line for each part of each entry.
fn lines(
    field: &shared::form::Field,
    value: Option<&serde_json::Value>,
    place: &dyn Fn(&str) -> Option<String>,
) -> Vec<(String, String)> {
    let FieldKind::Repeat { fields, item_label, .. } = &field.kind else {
        return vec![(field.label.clone(), show_answer(field, value, place))];
    };
    let entries = value
        .and_then(serde_json::Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    entries
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            let words: Vec<String> = fields
                .iter()
                .map(|inner| (inner, show_answer(inner, entry.get(inner.id.as_str()), place)))
                .filter(|(_, words)| !words.is_empty())
                .map(|(inner, words)| format!("{}：{words}", inner.label.trim_end_matches(['？', '?'])))
                .collect();
            (format!("{item_label} {}", at + 1), words.join("\n"))
        })
        .collect()
}

#[component]
fn Clock(case: DeskCase) -> impl IntoView {
    view! {
        <section class="card">
            <h2>"时限怎么算"</h2>
            <ol class="plain small">{case.clock.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
        </section>
    }
}

#[component]
fn History(case: DeskCase) -> impl IntoView {
    view! {
        <section class="card">
            <h2>"经过"</h2>
            <ol class="timeline">
                {case
                    .history
                    .into_iter()
                    .map(|entry| view! {
                        <li>
                            <strong>{entry.words}</strong>
                            <br/>
                            <span class="small muted">{format!("{} · {}", show_time(entry.at), entry.by)}</span>
                            {entry.detail.map(|detail| view! { <p class="small long">{detail}</p> })}
                        </li>
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}
