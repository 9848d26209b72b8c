//! The dashboard: what is overdue, due today, mine.

use leptos::prelude::*;

use super::api::read_home;
use super::rows::CaseTable;
use crate::backend::ServiceError;
use crate::backend::desk::{Dashboard as Figures, Work, WorkLine};
use crate::frame::sign_in_address;
use crate::ui::{EmptyState, LoadingState, StaffPage};

#[component]
pub fn Dashboard() -> impl IntoView {
    let home = Resource::new_blocking(|| (), |()| read_home());
    view! {
        <StaffPage title="工作台">
            <Suspense fallback=|| view! { <LoadingState/> }>
                {move || Suspend::new(async move {
                    match home.await {
                        Ok((Some(figures), work)) => view! { <Shown figures/> <Waiting work beside=true/> }.into_any(),
                        Ok((None, work)) => view! { <Waiting work beside=false/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </StaffPage>
    }
}

/// An error on a staff page; without a sign-in it leads to the staff's own door.
#[component]
pub fn Refused(error: ServiceError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(error.status());
    }
    let sign_in = error == ServiceError::NotSignedIn;
    view! {
        <h1>{if sign_in { "请先登录" } else { "这里打不开" }}</h1>
        <div class="state failed" role="alert">
            <p class="state-title">{error.message()}</p>
            <p class="muted">{error.fix()}</p>
            <p class="state-actions">
                <a class="btn" href=if sign_in { sign_in_address() } else { "/desk".to_owned() }>
                    {if sign_in { "工作人员登录" } else { "回到工作台" }}
                </a>
            </p>
        </div>
    }
}

#[component]
fn Shown(figures: Figures) -> impl IntoView {
    let count = move |n: u32| {
        if n >= figures.capped {
            format!("{}+", figures.capped)
        } else {
            n.to_string()
        }
    };
    // A figure of nothing is no alarm.
    let flag = |class: &'static str, n: u32| (n > 0).then_some(class);
    let none = figures.mine.is_empty();
    // What is decided and has not reached the applicant is work as well.
    let work = figures.all_open.saturating_add(figures.awaiting_delivery);
    let late = match figures.delivery_overdue {
        0 => "待送达".to_owned(),
        late => format!("待送达，其中超期 {}", count(late)),
    };
    let idle = figures.urgent.is_empty();
    view! {
        <div class="row between">
            <h1>{format!("{} {} 件", if figures.takes_cases { "待办" } else { "在办" }, count(work))}</h1>
            <span class="muted small">{figures.office}</span>
        </div>
        <div class="kpi">
            <a class=flag("bad", figures.overdue) href="/desk/queue?due=overdue"><b>{count(figures.overdue)}</b><span class="muted">"已超期"</span></a>
            <a class=flag("warn", figures.due_today) href="/desk/queue?due=today"><b>{count(figures.due_today)}</b><span class="muted">"今日到期"</span></a>
            <a href="/desk/queue?state=submitted"><b>{count(figures.awaiting_first_notice)}</b><span class="muted">"待首次告知（5 个工作日内）"</span></a>
            <a class=flag("bad", figures.delivery_overdue) href="/desk/queue?shelf=delivery"><b>{count(figures.awaiting_delivery)}</b><span class="muted">{late}</span></a>
            {figures.takes_cases.then(|| view! {
                <a href="/desk/queue?mine=on"><b>{count(figures.in_hand)}</b><span class="muted">"我承办的"</span></a>
            })}
        </div>
        {figures.takes_cases.then(|| view! {
            <section>
                <h2>"我承办的"</h2>
                {if none {
                    let hint = if idle { "现在没有要办的办件" } else { "从下面最急的办件里领一件" };
                    view! { <EmptyState title="您现在没有承办的办件" hint/> }.into_any()
                } else {
                    view! { <CaseTable rows=figures.mine caption="我承办的办件"/> }.into_any()
                }}
            </section>
        })}
        <section>
            <h2>"最急的"</h2>
            {if idle {
                view! { <EmptyState title="没有正在办理的办件"/> }.into_any()
            } else {
                view! { <CaseTable rows=figures.urgent caption="最急的办件"/> }.into_any()
            }}
            <p class="actions"><a class="btn quiet" href="/desk/queue">"查看全部办件"</a></p>
        </section>
    }
}

/// What waits in the catalogue. `beside`: the page has its cases above.
#[component]
fn Waiting(work: Work, beside: bool) -> impl IntoView {
    let open: u32 = work
        .lines
        .iter()
        .filter(|line| line.urgent)
        .map(|line| line.count)
        .sum();
    let none = work.lines.is_empty();
    let lines = work.lines.into_iter().map(waiting).collect_view();
    if beside {
        return (!none)
            .then(|| {
                view! {
                    <section>
                        <h2>"事项和站点"</h2>
                        <div class="kpi">{lines}</div>
                    </section>
                }
            })
            .into_any();
    }
    let title = match open {
        0 => "没有等您处理的".to_owned(),
        count => format!("等您处理 {count} 项"),
    };
    view! {
        <div class="row between">
            <h1>{title}</h1>
            <span class="muted small">{work.office}</span>
        </div>
        {if none {
            view! { <EmptyState title="您的岗位在这里没有待办" hint="可以查看公开进展和办事指南"/> }.into_any()
        } else {
            view! { <div class="kpi">{lines}</div> }.into_any()
        }}
    }
    .into_any()
}

fn waiting(line: WorkLine) -> impl IntoView {
    let flag = (line.urgent && line.count > 0).then_some("warn");
    view! { <a class=flag href=line.address><b>{line.count}</b><span class="muted">{line.words}</span></a> }
}
