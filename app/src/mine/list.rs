//! The list of one's cases and drafts.

use leptos::prelude::*;

use super::api::read_mine;
use crate::apply::resume::state_of;
use crate::backend::cases::{CaseCard, CasePage};
use crate::backend::drafts::DraftCard;
use crate::flash::take_flash;
use crate::ui::address::{page_given, query};
use crate::ui::{EmptyState, ErrorState, ErrorSummary, Mark, Page, Pagination, Tag, loaded};

#[component]
pub fn Mine() -> impl IntoView {
    let flash = take_flash();
    let refused = |error| view! { <ErrorState error/> }.into_any();
    view! {
        <Page title="我的办件" here="mine">
            <h1>"我的办件"</h1>
            {flash.notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
            <ErrorSummary problems=Signal::stored(flash.problems)/>
            {loaded(read_mine(page_given(&query())), refused, |(drafts, page)| view! { <Shown drafts page/> })}
        </Page>
    }
}

#[component]
fn Shown(drafts: Vec<DraftCard>, page: CasePage) -> impl IntoView {
    let (number, pages) = (page.page, page.pages);
    let nothing = drafts.is_empty() && page.cases.is_empty();
    let drafts = (!drafts.is_empty()).then(|| {
        let rows = drafts
            .into_iter()
            .map(|draft| {
                let (to, state) = (draft.address(), state_of(&draft));
                let discard = format!("/apply/{}/{}/discard", draft.item, draft.id);
                let aria = format!("删除草稿：{}", draft.item_name);
                view! {
                    <li>
                        <a href=to>{draft.item_name}</a>
                        <Tag mark=Mark::Warn text="还没有提交"/>
                        <span class="small muted">{state}</span>
                        <a class="btn danger small" href=discard aria-label=aria>"删除草稿"</a>
                    </li>
                }
            })
            .collect_view();
        view! { <section><h2>"草稿"</h2><ul class="list">{rows}</ul></section> }
    });
    // What has to be done by a day stands above everything else.
    let (yours, others): (Vec<CaseCard>, Vec<CaseCard>) = page.cases.into_iter().partition(|case| case.yours_to_do);
    let cases = |title: &'static str, cases: Vec<CaseCard>| {
        (!cases.is_empty()).then(|| {
            let rows = cases
                .into_iter()
                .map(|case| {
                    let mark = super::mark_of(&case);
                    view! {
                        <li>
                            <a href=format!("/mine/{}", case.number)>{case.item_name}</a>
                            <Tag mark text=case.words/>
                            <span class="small muted">{format!("{} · {}", case.number, case.next)}</span>
                        </li>
                    }
                })
                .collect_view();
            view! { <section><h2>{title}</h2><ul class="list">{rows}</ul></section> }
        })
    };
    let (yours, others) = (cases("等您补正", yours), cases("已提交", others));
    view! {
        {nothing.then(|| view! {
            <EmptyState title="您还没有办件" hint="找到要办的事，在线提交后就能在这里看进度">
                <a class="btn" href="/">"找要办的事"</a>
            </EmptyState>
        })}
        {yours}
        {drafts}
        {others}
        <Pagination page=number pages address=|page| format!("/mine?page={page}")/>
    }
}
