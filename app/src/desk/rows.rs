//! Cases in a table.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::case::CaseState;
use shared::time::show_day;

use crate::backend::desk::{DueState, QueueRow};
use crate::ui::{Column, DueMeter, Mark, Tag, table};

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
    table(caption, &columns(from), &rows)
}

type Col = Column<QueueRow>;

fn columns(from: String) -> [Col; 7] {
    [
        Col::new("办件", move |row| {
            view! {
                <a href=case_address(row.number.as_str(), &from)>{row.item_name.clone()}</a>
                <br/>
                <span class="small muted nowrap">{row.number.to_string()}</span>
            }
        }),
        Col::new("申请人", |row| row.applicant.clone()),
        Col::new("环节", |row| {
            let marks = row
                .marks
                .iter()
                .map(|mark| view! { " " <Tag mark=Mark::Warn text=mark.words().to_owned()/> });
            view! { {row.words.clone()} {marks.collect_view()} }
        }),
        Col::new("地点", |row| row.place_name.clone()),
        Col::new("渠道", |row| row.channel.words()),
        Col::new("承办", |row| {
            row.assignee.clone().unwrap_or_else(|| "未承办".to_owned())
        }),
        Col::new("时限", |row| due(row.clone())),
    ]
}

fn due(row: QueueRow) -> impl IntoView {
    // A date that has come says how much is left; one that waits for somebody else says so quietly.
    let running = is_running(row.due_state);
    let provisional = row.due_provisional.then_some("（暂定）");
    // What stands in the place of a limit that does not run.
    let idle = match (row.due_state, row.state) {
        (DueState::NotRunning, CaseState::CorrectionRequested) => row.due_words.clone(),
        _ => "—".to_owned(),
    };
    view! {
        <span class="due">
            {row.due_on.map(|due| view! {
                <DueMeter percent=row.used_percent state=meter(row.due_state)/>
                <span class="nowrap">{show_day(due, row.today)}{provisional}</span>
            })}
            {row.ended_on.map(|ended| view! { <span class="nowrap">{format!("{}结束", show_day(ended, row.today))}</span> })}
            {if running {
                view! { <Tag mark=mark(row.due_state) text=row.due_words/> }.into_any()
            } else if row.ended_on.is_some() {
                ().into_any()
            } else {
                view! { <span class="muted">{idle}</span> }.into_any()
            }}
        </span>
    }
}
