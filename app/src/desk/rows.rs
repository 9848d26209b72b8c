//! Cases in a table.

use leptos::prelude::*;
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

fn meter(state: DueState) -> &'static str {
    match state {
        DueState::Soon => "soon",
        DueState::Today => "today",
        DueState::Overdue => "overdue",
        DueState::NotRunning | DueState::InTime | DueState::Done => "",
    }
}

#[component]
pub fn CaseTable(rows: Vec<QueueRow>, #[prop(into)] caption: String) -> impl IntoView {
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
            <tbody>{rows.into_iter().map(|row| view! { <CaseRow row/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn CaseRow(row: QueueRow) -> impl IntoView {
    let to = format!("/desk/cases/{}", row.number);
    let provisional = row.due_provisional.then_some("（暂定）");
    view! {
        <tr>
            <td>
                <a href=to>{row.item_name}</a>
                <br/>
                <span class="small muted nowrap">{row.number.to_string()}</span>
            </td>
            <td data-label="申请人">{row.applicant}</td>
            <td data-label="环节">{row.words}</td>
            <td data-label="地点">{row.place_name}</td>
            <td data-label="渠道">{row.channel.words()}</td>
            <td data-label="承办">{row.assignee.unwrap_or_else(|| "未承办".to_owned())}</td>
            <td data-label="时限">
                <span class="due">
                    {row.due_on.map(|due| view! {
                        <DueMeter percent=row.used_percent state=meter(row.due_state)/>
                        <span class="nowrap">{show_date_short(due)}{provisional}</span>
                    })}
                    <Tag mark=mark(row.due_state) text=row.due_words/>
                </span>
            </td>
        </tr>
    }
}
