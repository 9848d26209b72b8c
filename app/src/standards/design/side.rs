//! Beside what is designed: what is wrong with it, and the page as an applicant fills it in.

use leptos::prelude::*;
use shared::form::{Answers, Page, well_formed};
use shared::standard::design::{Focus, fault_focus, reach};
use shared::time::show_time;

use super::links::{design_address, shown_at};
use super::trial::Trial;
use crate::apply::api::PlaceGroup;
use crate::backend::standards::design::DesignView;
use crate::ui::changes::Changes;

#[component]
pub fn Side(view: DesignView, focus: Focus, places: Vec<PlaceGroup>) -> impl IntoView {
    let page = looked_at(&view, &focus).cloned();
    let address = format!("{}/try", design_address(view.item.as_str()));
    let trial = page.map(|page| {
        let (title, form, today) = (format!("试填“{}”页", page.title), view.whole.clone(), view.today);
        view! {
            <section class="card trial">
                <h2>{title}</h2>
                <p class="small muted">"和申请人看到的一样，填的不会保存。"</p>
                <Trial
                    form page=Some(page.id.to_string()) answers=Answers::new() problems=Vec::new() places today action=address
                />
            </section>
        }
    });
    view! {
        <aside class="beside" aria-label="检查和试填">
            <Warnings view=view.clone()/>
            {trial}
        </aside>
    }
}

/// The page that what is looked at stands on; the first one otherwise.
fn looked_at<'v>(view: &'v DesignView, focus: &Focus) -> Option<&'v Page> {
    let form = &view.whole;
    match focus {
        Focus::Page(page) => form.page(page.as_str()),
        Focus::Field(at) => form.page_of(at.head().as_str()),
        Focus::Rule { .. } => None,
        Focus::Form => form.pages.first(),
    }
}

/// Faults keep the form from being published; warnings are to be looked at.
#[component]
fn Warnings(view: DesignView) -> impl IntoView {
    let item = view.item.to_string();
    let own = |focus: &Focus| match focus {
        Focus::Field(at) => view.base.page_of(at.head().as_str()).is_some(),
        Focus::Page(page) => view.base.page(page.as_str()).is_some(),
        _ => true,
    };
    let line = |focus: Focus, what: String, fix: String, severe: bool| {
        let mark = if severe { "tag bad" } else { "tag warn" };
        let words = if severe { "要改" } else { "提醒" };
        let said = if own(&focus) {
            view! { <a href=shown_at(&item, &focus, "settings")>{what}</a> }.into_any()
        } else {
            view! { <span>{what}</span> }.into_any()
        };
        view! {
            <li>
                <span class=mark>{words}</span>" "
                {said}
                <span class="sub">{fix}</span>
            </li>
        }
    };
    let faults: Vec<_> = well_formed(&view.whole)
        .into_iter()
        .map(|fault| {
            let focus = fault_focus(&view.whole, &fault.at);
            line(focus, fault.what, "改好才能送审".to_owned(), true)
        })
        .collect();
    let warnings: Vec<_> = reach(&view.whole, view.today)
        .into_iter()
        .map(|warning| line(warning.at, warning.what, warning.fix, warning.severe))
        .collect();
    let count = faults.len() + warnings.len();
    view! {
        <section class="card warnings">
            <h2>"检查"</h2>
            {if count == 0 {
                view! { <p><span class="tag ok">"没有发现问题"</span></p> }.into_any()
            } else {
                view! { <ul class="plain small">{faults}{warnings}</ul> }.into_any()
            }}
        </section>
    }
}

/// What differs from the published form, and what was done.
#[component]
pub fn Steps(view: DesignView) -> impl IntoView {
    let none = view.changes.is_empty();
    let steps = view
        .steps
        .iter()
        .map(|step| {
            view! {
                <li>
                    {step.words.clone()}
                    <span class="sub">{format!("{} · {}", step.by, show_time(step.at))}</span>
                </li>
            }
        })
        .collect_view();
    let history = (!view.steps.is_empty()).then(|| {
        view! {
            <details class="card">
                <summary>"改动记录"</summary>
                <ul class="plain">{steps}</ul>
            </details>
        }
    });
    view! {
        <section class="card">
            <h2>"和公布的表单比"</h2>
            {if none {
                view! { <p class="muted">"没有不同。"</p> }.into_any()
            } else {
                view! { <Changes changes=view.changes.clone() edit=None/> }.into_any()
            }}
        </section>
        {history}
    }
}
