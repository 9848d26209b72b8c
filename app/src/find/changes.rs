//! 最近改动: what changed in the published catalogue, element by element.

use leptos::prelude::*;
use leptos_router::components::Form;
use shared::catalogue::ChangeKind;
use shared::standard::Change;

use crate::backend::catalogue::{CatalogueChange, ChangesAsk, ChangesPage};
use crate::backend::{Catalogue, port};
use crate::ui::address::query;
use crate::ui::{EmptyState, Mark, Page, Pagination, Tag, failed, loaded};

/// More of one change than this is one tap away.
const SHOWN: usize = 4;

#[component]
pub fn ChangesListPage() -> impl IntoView {
    let query = query();
    let ask = ChangesAsk::read(|name| query.get(name));
    let asked = ask.clone();
    view! {
        <leptos_meta::Link rel="alternate" type_="application/atom+xml" title="近办事项改动" href="/changes.atom"/>
        <Page title="最近改动" here="items">
            {loaded(async move { port::<dyn Catalogue>()?.changes(&asked).await }, failed("最近改动"), move |page| view! { <List ask page/> })}
        </Page>
    }
}

#[component]
fn List(ask: ChangesAsk, page: ChangesPage) -> impl IntoView {
    let title = match &page.item_name {
        Some(name) => format!("「{name}」的改动"),
        None => "最近改动".to_owned(),
    };
    let narrowed = !ask.item.is_empty() || !ask.department.is_empty();
    let body = if page.entries.is_empty() {
        let hint = if narrowed {
            "可以查看全部事项的改动。"
        } else {
            "事项标准每次公布、修订、确认和取消，都会逐条写在这里。"
        };
        view! { <EmptyState title="还没有改动" hint/> }.into_any()
    } else {
        let entries = page.entries.into_iter().map(entry).collect_view();
        view! { <ol class="changes">{entries}</ol> }.into_any()
    };
    let all = narrowed.then(|| view! { <p class="more"><a href="/changes">"查看全部事项的改动"</a></p> });
    let chosen = ask.department.clone();
    let departments = page
        .departments
        .into_iter()
        .map(|one| view! { <option value=one.value.clone() selected=one.value == chosen>{one.label}</option> })
        .collect_view();
    let pages = ask.clone();
    view! {
        <h1>{title}</h1>
        <p class="muted">
            "全市统一标准改了什么、哪天起改的，逐条写明。已经提交的申请仍按提交时的标准办理。"
        </p>
        {ask.item.is_empty().then(|| view! {
            <Form method="get" action="/changes" attr:class="filters" attr:role="search">
                <div>
                    <label for="f-department">"主管部门"</label>
                    <select id="f-department" name="department"><option value="">"全部部门"</option>{departments}</select>
                </div>
                <button class="btn quiet" type="submit">"筛选"</button>
                <a class="btn quiet" href="/changes.atom" rel="external">"订阅（Atom）"</a>
            </Form>
        })}
        <p class="muted count-line" role="status">{format!("共 {} 次改动", page.total)}</p>
        {body}
        <Pagination page=page.page pages=page.pages address=move |number| pages.address("/changes", number)/>
        {all}
    }
    .into_any()
}

fn mark(kind: ChangeKind) -> Mark {
    match kind {
        ChangeKind::Added | ChangeKind::Confirmed => Mark::Ok,
        ChangeKind::Revised => Mark::Sea,
        ChangeKind::Withdrawn => Mark::Bad,
    }
}

fn entry(change: CatalogueChange) -> impl IntoView {
    let name = if change.published {
        view! { <a href=format!("/items/{}", change.item)>{change.name.clone()}</a> }.into_any()
    } else {
        view! { {change.name.clone()} }.into_any()
    };
    let about = format!("{} · {} · 第 {} 版", change.day, change.department, change.version);
    view! {
        <li id=format!("c-{}", change.id)>
            <h2>{name} " " <Tag mark=mark(change.kind) text=change.kind.words()/></h2>
            <p class="small muted">{about}</p>
            {what(&change)}
        </li>
    }
    .into_any()
}

/// What changed, the first lines in sight.
pub(super) fn what(change: &CatalogueChange) -> impl IntoView + use<> {
    let detail = change.detail.clone().map(|detail| {
        let words = match change.kind {
            ChangeKind::Confirmed => format!("主管部门确认：{detail}"),
            ChangeKind::Withdrawn => format!("取消原因：{detail}"),
            _ => detail,
        };
        view! { <p>{words}</p> }
    });
    let lines: Vec<AnyView> = change.changes.iter().map(line).collect();
    let count = lines.len();
    let mut lines = lines.into_iter();
    let first: Vec<AnyView> = lines.by_ref().take(SHOWN).collect();
    let rest: Vec<AnyView> = lines.collect();
    let more = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary>{format!("另外 {} 处", count - SHOWN)}</summary>
                <ul class="dots">{rest}</ul>
            </details>
        }
    });
    view! {
        {detail}
        {(!first.is_empty()).then(|| view! { <ul class="dots">{first}</ul> })}
        {more}
    }
    .into_any()
}

/// 承诺办结时限：20 个工作日 → 15 个工作日
fn line(change: &Change) -> AnyView {
    let cut = |text: &str| -> String {
        let mut out: String = text.chars().take(120).collect();
        if out.len() < text.len() {
            out.push('…');
        }
        out
    };
    let words = match (&change.before, &change.after) {
        (None, Some(after)) => view! { <ins>{cut(after)}</ins> }.into_any(),
        (Some(before), None) => view! { <del>{cut(before)}</del> "（已取消）" }.into_any(),
        (Some(before), Some(after)) => view! { <del>{cut(before)}</del> " → " <ins>{cut(after)}</ins> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! { <li><b>{change.label.clone()}</b> "：" {words}</li> }.into_any()
}
