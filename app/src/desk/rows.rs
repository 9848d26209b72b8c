//! Cases in a table.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::case::CaseState;
use shared::time::show_date_short;

use crate::backend::desk::{DueState, QueueRow};
use crate::ui::{DueMeter, Mark, Tag};

/// The colour of a due state; its words always stand beside it.
pub(super) fn mark(state: DueState) -> Mark {
    match state {
        DueState::NotRunning | DueState::Done => Mark::Plain,
        DueState::InTime => Mark::Ok,
        DueState::Soon | DueState::Today => Mark::Warn,
        DueState::Overdue => Mark::Bad,
    }
}

/// Whether a limit of the office runs: only then it is told how near it is.
pub(super) const fn is_running(state: DueState) -> bool {
    !matches!(state, DueState::NotRunning | DueState::Done)
}

/// A case's page; with the query of the list it was found in, it leads back there.
pub(super) fn case_address(number: &str, from: &str) -> String {
    let from = from.trim_start_matches('?');
    if from.is_empty() {
        return format!("/desk/cases/{number}");
    }
    let mut query = ParamsMap::new();
    query.insert("from", from.to_owned());
    format!("/desk/cases/{number}{}", query.to_query_string())
}

fn meter(state: DueState) -> &'static str {
    match state {
        DueState::Soon => "soon",
        DueState::Today => "today",
        DueState::Overdue => "overdue",
        DueState::NotRunning | DueState::InTime | DueState::Done => "",
    }
}

/// The cases as a table. `from`: the list's query, so that a case leads back to it.
#[component]
pub fn CaseTable(
    rows: Vec<QueueRow>,
    #[prop(into)] caption: String,
    #[prop(optional, into)] from: String,
) -> impl IntoView {
    view! {
        <table class="cards">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"办件"</th>
                    <th scope="col">"申请人"</th>
                    <th scope="col">"环节"</th>
                    <th scope="col">"地点"</th>
                    <th scope="col">"渠道"</th>
                    <th scope="col">"承办"</th>
                    <th scope="col">"时限"</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <CaseRow row from=from.clone()/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn CaseRow(row: QueueRow, from: String) -> impl IntoView {
    let to = case_address(row.number.as_str(), &from);
    // A date that has come says how much is left; one that waits for somebody else says so quietly.
    let running = is_running(row.due_state);
    let provisional = row.due_provisional.then_some("（暂定）");
    // What stands in the place of a limit that does not run.
    let idle = match (row.due_state, row.state) {
        (DueState::NotRunning, CaseState::CorrectionRequested) => row.due_words.clone(),
        _ => "—".to_owned(),
    };
    let marks = row
        .marks
        .into_iter()
        .map(|mark| view! { " " <Tag mark=Mark::Warn text=mark.words().to_owned()/> })
        .collect_view();
    view! {
        <tr>
            <td>
                <a href=to>{row.item_name}</a>
                <br/>
                <span class="small muted nowrap">{row.number.to_string()}</span>
            </td>
            <td data-label="申请人">{row.applicant}</td>
            <td data-label="环节">{row.words}{marks}</td>
            <td data-label="地点">{row.place_name}</td>
            <td data-label="渠道">{row.channel.words()}</td>
            <td data-label="承办">{row.assignee.unwrap_or_else(|| "未承办".to_owned())}</td>
            <td data-label="时限">
                <span class="due">
                    {row.due_on.map(|due| view! {
                        <DueMeter percent=row.used_percent state=meter(row.due_state)/>
                        <span class="nowrap">{show_date_short(due)}{provisional}</span>
                    })}
                    {row.ended_on.map(|ended| view! { <span class="nowrap">{format!("{}结束", show_date_short(ended))}</span> })}
                    {if running {
                        view! { <Tag mark=mark(row.due_state) text=row.due_words/> }.into_any()
                    } else if row.ended_on.is_some() {
                        ().into_any()
                    } else {
                        view! { <span class="muted">{idle}</span> }.into_any()
                    }}
                </span>
            </td>
        </tr>
    }
}
