//! The home of each role: reviews first for heads, cases for those who handle them, figures for those who watch.

use leptos::prelude::*;
use shared::access::{Action, Reach, reach};

use super::api::{DeskHome, read_home};
use super::home::OwnPart;
use super::rows::CaseTable;
use crate::backend::desk::{Dashboard as Figures, Work, WorkLine};
use crate::backend::homes::RoleHome;
use crate::ui::{EmptyState, staff_page};

#[component]
pub fn Dashboard() -> impl IntoView {
    staff_page("工作台", read_home(), |home| view! { <Home home/> })
}

#[component]
fn Home(home: DeskHome) -> impl IntoView {
    let DeskHome { role, cases, work, own } = home;
    // Others wait for a review; one's own cases come after.
    let reviews = [Action::ReviewInDepartment, Action::ReviewStandard]
        .iter()
        .any(|action| reach(role, *action) != Reach::Never);
    // What is decided and has not reached the applicant is work as well; so is what waits in the catalogue.
    let takes_cases = cases.as_ref().is_some_and(|figures| figures.takes_cases);
    let open = cases.as_ref().map(|figures| {
        let open = capped(
            figures.all_open.saturating_add(figures.awaiting_delivery),
            figures.capped,
        );
        match (takes_cases, todo(&work)) {
            (true, 0) => format!("待办 {open} 件"),
            (true, more) => format!("待办 {open} 件，事项和站点 {more} 项"),
            (false, _) => format!("在办 {open} 件"),
        }
    });
    let title = match (&own, open) {
        (RoleHome::Online(_), _) => "网上办理情况".to_owned(),
        (RoleHome::Fees(_), _) => "事项收费".to_owned(),
        (RoleHome::Village(_), _) => "代办工作台".to_owned(),
        (RoleHome::Accounts(_), _) => "账号和日志".to_owned(),
        (RoleHome::Oversight(_), None) => "时限情况".to_owned(),
        (RoleHome::Oversight(_) | RoleHome::Work, Some(open)) if takes_cases || !reviews || todo(&work) == 0 => open,
        _ => waiting_words(&work),
    };
    let office = work.office.clone();
    let work = view! { <Waiting work/> };
    // Those who watch have had what is late longest.
    let urgent = !matches!(own, RoleHome::Oversight(_));
    let cases = cases.map(|figures| view! { <Shown figures urgent/> });
    view! {
        <div class="row between">
            <h1>{title}</h1>
            <span class="muted small">{office}</span>
        </div>
        <OwnPart home=own/>
        {if reviews {
            view! { {work} {cases} }.into_any()
        } else {
            view! { {cases} {work} }.into_any()
        }}
    }
}

fn capped(count: u32, cap: u32) -> String {
    if count >= cap {
        format!("{cap}+")
    } else {
        count.to_string()
    }
}

/// How much in the catalogue is this office's turn.
fn todo(work: &Work) -> u32 {
    let todo = work.lines.iter().filter(|line| line.todo);
    todo.map(|line| line.count).fold(0, u32::saturating_add)
}

fn waiting_words(work: &Work) -> String {
    match todo(work) {
        0 => "没有等您处理的".to_owned(),
        count => format!("等您处理 {count} 项"),
    }
}

#[component]
fn Shown(figures: Figures, urgent: bool) -> impl IntoView {
    let cap = figures.capped;
    let count = move |n: u32| capped(n, cap);
    // A figure of nothing is no alarm.
    let flag = |class: &'static str, n: u32| (n > 0).then_some(class);
    let none = figures.mine.is_empty();
    let late = match figures.delivery_overdue {
        0 => "待送达".to_owned(),
        late => format!("待送达，其中超期 {}", count(late)),
    };
    let marked = figures
        .marked
        .into_iter()
        .map(|(mark, n)| {
            let to = format!("/desk/queue?shelf=all&mark={}", mark.as_str());
            view! { <a class="warn" href=to><b>{count(n)}</b><span class="muted">{mark.words()}</span></a> }
        })
        .collect_view();
    let idle = figures.urgent.is_empty();
    let only_free = figures.only_free;
    let free = figures.urgent.iter().any(|row| row.assignee.is_none());
    view! {
        <div class="kpi">
            <a class=flag("bad", figures.overdue) href="/desk/queue?due=overdue"><b>{count(figures.overdue)}</b><span class="muted">"已超期"</span></a>
            <a class=flag("warn", figures.due_today) href="/desk/queue?due=today"><b>{count(figures.due_today)}</b><span class="muted">"今日到期"</span></a>
            <a href="/desk/queue?state=submitted"><b>{count(figures.awaiting_first_notice)}</b><span class="muted">"待首次告知（5 个工作日内）"</span></a>
            <a class=flag("bad", figures.delivery_overdue) href="/desk/queue?shelf=delivery"><b>{count(figures.awaiting_delivery)}</b><span class="muted">{late}</span></a>
            {marked}
            {figures.takes_cases.then(|| view! {
                <a href="/desk/queue?mine=on"><b>{count(figures.in_hand)}</b><span class="muted">"我承办的"</span></a>
            })}
        </div>
        {figures.takes_cases.then(|| view! {
            <section>
                <h2>"我承办的"</h2>
                {if none {
                    let hint = match (idle, free) {
                        (true, _) => "现在没有要办的办件",
                        (false, true) => "从下面的办件里领一件",
                        (false, false) => "最急的都有人在办；其他的在全部办件里",
                    };
                    view! { <EmptyState title="您现在没有承办的办件" hint/> }.into_any()
                } else {
                    view! { <CaseTable rows=figures.mine caption="我承办的办件"/> }.into_any()
                }}
            </section>
        })}
        {urgent.then(|| view! {
            <section>
                <h2>{if only_free { "还没有人承办的" } else { "最急的" }}</h2>
                {if idle {
                    let title = if only_free { "没有等人承办的办件" } else { "没有正在办理的办件" };
                    view! { <EmptyState title/> }.into_any()
                } else {
                    view! { <CaseTable rows=figures.urgent caption=if only_free { "还没有人承办的办件" } else { "最急的办件" }/> }.into_any()
                }}
            </section>
        })}
        <p class="actions"><a class="btn quiet" href="/desk/queue">"查看全部办件"</a></p>
    }
}

/// What waits in the catalogue; nothing for those who handle cases alone.
#[component]
fn Waiting(work: Work) -> impl IntoView {
    (!work.lines.is_empty()).then(|| {
        let lines = work.lines.into_iter().map(waiting).collect_view();
        view! {
            <section>
                <h2>"事项和站点"</h2>
                <div class="kpi">{lines}</div>
            </section>
        }
    })
}

fn waiting(line: WorkLine) -> impl IntoView {
    let flag = (line.urgent && line.count > 0).then_some("warn");
    view! { <a class=flag href=line.address><b>{line.count}</b><span class="muted">{line.words}</span></a> }
}
