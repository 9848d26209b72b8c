//! The guide page: what an applicant needs, in the order they need it.

mod about;
mod head;
mod materials;
mod process;
mod recent;
mod share;
mod site;
mod structured;

use leptos::prelude::*;

use super::api;
use crate::apply::resume::{Resume, my_drafts};
use crate::backend::ServiceError;
use crate::backend::catalogue::{CatalogueChange, GuideView};
use crate::backend::drafts::DraftCard;
use crate::ui::address::{part, query};
use crate::ui::{ErrorState, Page, loaded};

pub use materials::Materials;

#[component]
pub fn GuidePage() -> impl IntoView {
    let (id, place) = (part("id"), query().get("place").unwrap_or_default());
    let page = async move {
        let begun = my_drafts(&id);
        let read = api::guide_page(id.clone(), place).await?;
        Ok((read, begun.await.unwrap_or_default()))
    };
    let shown = |((view, recent), begun): ((GuideView, Vec<CatalogueChange>), Vec<DraftCard>)| {
        let title = format!("{} - 近办", view.name);
        view! {
            <leptos_meta::Title text=title/>
            <structured::Structured view=view.clone()/>
            {(!begun.is_empty()).then(|| view! { <div class="wrap"><Resume cards=begun/></div> })}
            <GuideBody view recent/>
        }
    };
    view! {
        <Page title="办事指南" wide=true here="items">
            {loaded(page, not_open, shown)}
        </Page>
    }
}

/// Whatever went wrong, with the way on: the list of items.
pub fn not_open(error: ServiceError) -> AnyView {
    view! {
        <div class="wrap">
            <h1>"办事指南"</h1>
            <ErrorState error/>
            <p class="more"><a href="/items">"查看全部事项"</a></p>
        </div>
    }
    .into_any()
}

/// A draft is being looked at: where its preview is. Its links stay in it.
#[derive(Clone, Debug)]
pub struct PreviewOf(pub String);

/// The guide without the frame around it.
#[component]
pub fn GuideBody(view: GuideView, recent: Vec<CatalogueChange>) -> impl IntoView {
    let apply = at(&view, "/apply");
    let files = view.agent_files;
    let apply = if use_context::<PreviewOf>().is_some() {
        view! { <span class="btn" aria-disabled="true">"在线办理"</span> }.into_any()
    } else {
        view! { <a class="btn" href=apply>"在线办理"</a> }.into_any()
    };
    view! {
        <head::Head view=view.clone()/>
        <div class="wrap guide">
            <div class="two">
                <div>
                    <head::FirstQuestion view=view.clone()/>
                    <about::WhoMay view=view.clone()/>
                    <section class="card" aria-labelledby="materials">
                        <h2 id="materials">"要带什么"<MaterialCount view=view.clone()/></h2>
                        <Materials materials=view.materials.clone()/>
                    </section>
                    <process::Steps view=view.clone()/>
                    <process::Limits view=view.clone()/>
                    <process::Fee view=view.clone()/>
                    <process::Outcome view=view.clone()/>
                </div>
                <div>
                    <site::Where view=view.clone()/>
                    <site::Agent view=view.clone()/>
                    <about::Related related=view.related.clone()/>
                    <about::Answers list=view.questions_and_answers.clone()/>
                    <about::Laws laws=view.laws.clone()/>
                    <recent::Recent item=view.id.to_string() changes=recent/>
                    <share::Share view=view.clone()/>
                    <about::Codes view=view.clone()/>
                </div>
            </div>
        </div>
        <div class="bar">
            <div class="wrap">
                <a class="btn quiet" href="#agent" rel="external">{if files { "请村里代办" } else { "找人帮忙" }}</a>
                {apply}
            </div>
        </div>
    }
    .into_any()
}

/// An address about this item that keeps the reader's place.
fn at(view: &GuideView, path: &str) -> String {
    if let Some(PreviewOf(base)) = use_context() {
        return base;
    }
    match &view.place {
        Some(place) => format!("{path}/{}?place={}", view.id, place.code),
        None => format!("{path}/{}", view.id),
    }
}

/// 3 份，其中 1 份免提交
#[component]
fn MaterialCount(view: GuideView) -> impl IntoView {
    let all = view.materials.len();
    let shared = view
        .materials
        .iter()
        .filter(|material| material.share.is_some())
        .count();
    let words = match shared {
        0 => format!(" {all} 份"),
        shared => format!(" {all} 份，其中 {shared} 份可免提交"),
    };
    (all > 0).then(|| view! { <span class="muted small">{words}</span> })
}
