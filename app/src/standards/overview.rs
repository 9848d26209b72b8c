//! One item's standard: where it is on its way to publication, what differs, what is wrong, what can be done now.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::standard::{Stage, groups};
use shared::time::{show_date, show_time};

use super::acts::{Acts, is_of_act};
use super::api::{OpenStandard, read_standard};
use super::compare::Beside;
use super::findings::{Findings, Line, Score, count_in, lines};
use super::history::History;
use super::marks::{Filled, GroupTag};
use super::tags::{PublicTag, StageTag, home};
use crate::backend::standards::{StandardDraft, StandardView};
use crate::flash::{Flash, take_flash};
use crate::standards::design::FormChanges;
use crate::ui::address::named;
use crate::ui::changes::Changes;
use crate::ui::{ErrorSummary, Mark, Tag, staff_page};

#[component]
pub fn StandardPage() -> impl IntoView {
    let flash = take_flash();
    staff_page(
        "事项标准",
        read_standard(named("item", "这个事项")),
        move |open| view! { <Shown open flash/> },
    )
}

#[component]
fn Shown(open: OpenStandard, flash: Flash) -> impl IntoView {
    let OpenStandard { view, today } = open;
    let id = view.id.clone();
    let problems = view
        .draft
        .as_ref()
        .map(|draft| draft.problems.clone())
        .unwrap_or_default();
    let untouched = view.untouched();
    let found = if untouched {
        Vec::new()
    } else {
        lines(&problems, &view.findings)
    };
    // What a step was refused for stands at elements of the sheet, or at the step's own inputs.
    let (own, sheet): (Vec<_>, Vec<_>) = flash
        .problems
        .iter()
        .cloned()
        .partition(|problem| is_of_act(&problem.path));
    let blocked = (!sheet.is_empty()).then(|| {
        let notice = format!("还不能送审：有 {} 处必须改正，见“检查结果”。", sheet.len());
        view! { <p class="notice bad" role="alert">{notice}</p> }
    });
    let clashes = (!view.clashes.is_empty()).then(|| {
        let words = format!(
            "您和同事同时改了 {} 处，两边的内容都留着，等您决定。",
            view.clashes.len()
        );
        view! {
            <p class="notice warn">{words}" "<a href=format!("{}/merge", home(&id))>"去合并"</a></p>
        }
    });
    let version = view.published.as_ref().map_or(view.item.version, |item| item.version);
    let stage = view.draft.as_ref().map(|draft| draft.stage);
    let since = view.published_on.map(|day| format!("{} 起", show_date(day)));
    view! {
        <p class="crumbs"><a href="/desk/standards">"事项标准"</a>" / "{id.to_string()}</p>
        <h1>{view.name.clone()}</h1>
        <p class="tags">
            <PublicTag version=version published=view.published.is_some()/>
            <StageTag stage/>
            {view.is_model.then(|| view! { <Tag mark=Mark::Sea text="示范指南"/> })}
            <span class="muted small">{view.department_name.clone()}{since.map(|since| format!(" · {since}"))}</span>
        </p>
        {view.withdrawn.clone().map(|reason| view! { <p class="notice bad">{format!("这个事项已取消：{reason}")}</p> })}
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(own)/>
        {blocked}
        {clashes}
        <Way draft=view.draft.clone()/>
        <div class="case-grid">
            <div class="stack">
                <Differs view=view.clone()/>
                <FormChanges item=id.to_string()/>
                <Findings item=id.clone() lines=found.clone() untouched/>
                {beside(&view)}
                <History item=id.clone() events=view.events.clone() edits=view.edits.clone()/>
            </div>
            <div class="stack">
                <Acts view=view.clone() today flash/>
                <Parts view=view.clone() found/>
                <Versions view/>
            </div>
        </div>
    }
}

/// The way to publication, with where the draft is.
#[component]
fn Way(draft: Option<StandardDraft>) -> impl IntoView {
    let draft = draft?;
    let at = Stage::ALL.iter().position(|stage| *stage == draft.stage).unwrap_or(0);
    let stops = Stage::ALL
        .into_iter()
        .enumerate()
        .map(|(index, stage)| {
            let here = index == at;
            view! { <li class:done=index < at aria-current=here.then_some("step")><span>{stage.words()}</span></li> }
        })
        .collect_view();
    let now = match (draft.stage, draft.publish_on) {
        (Stage::Scheduled, Some(day)) => format!("已通过审查，{} 公布", show_date(day)),
        (stage, _) => format!("现在：{}", stage.words()),
    };
    let returned = draft
        .returned
        .filter(|_| draft.stage == Stage::Draft)
        .map(|why| view! { <p class="notice warn">{format!("被退回：{why}")}</p> });
    Some(view! {
        <ol class="progress way" aria-label="公布前的环节">{stops}</ol>
        <p class="small muted">
            {format!("{now} · {} {} 保存", draft.written_by, show_time(draft.changed_at))}
        </p>
        {returned}
    })
}

#[component]
fn Differs(view: StandardView) -> impl IntoView {
    view.draft.as_ref()?;
    let edit = view.may_edit.then(|| view.id.clone());
    let title = if view.published.is_some() {
        "和已公布的有什么不同"
    } else {
        "草稿写了什么"
    };
    Some(view! {
        <section class="card" aria-labelledby="differs">
            <h2 id="differs">{title}</h2>
            <Changes changes=view.changes.clone() edit/>
        </section>
    })
}

/// At the standard review, and for whoever wants to do better: the draft beside the model guide.
fn beside(view: &StandardView) -> Option<impl IntoView + use<>> {
    let beside = view.beside.clone().filter(|_| view.draft.is_some())?;
    Some(view! { <Beside item=view.id.clone() beside edit=view.may_edit/> })
}

/// The groups of the sheet, with what was found in each.
#[component]
fn Parts(view: StandardView, found: Vec<Line>) -> impl IntoView {
    let item: ItemId = view.id.clone();
    let writing = view.may_edit && view.draft.as_ref().is_some_and(|draft| draft.stage == Stage::Draft);
    let answers = match &view.draft {
        Some(draft) => draft.answers.clone(),
        None => shared::standard::answers_of(&view.item),
    };
    let parts = groups()
        .map(|(group, title)| {
            let (all, severe) = count_in(&found, group);
            view! {
                <li>
                    <a href=format!("{}/edit/{group}", home(&item))>{title}</a>
                    <Filled group answers=answers.clone()/>
                    <GroupTag all severe/>
                </li>
            }
        })
        .collect_view();
    let form = format!("{}/form", home(&item));
    let preview = format!("{}/preview", home(&item));
    let title = if writing { "编写" } else { "要素" };
    view! {
        <section class="card" aria-labelledby="parts">
            <h2 id="parts">{title}</h2>
            <Score of=view.completeness/>
            <ul class="groups">
                {parts}
                <li><a href=form>"申请表单"</a></li>
            </ul>
            <p class="actions"><a class="btn quiet small" href=preview rel="external">"群众看到的样子"</a></p>
        </section>
    }
}

#[component]
fn Versions(view: StandardView) -> impl IntoView {
    let home = home(&view.id);
    let lines = view
        .versions
        .iter()
        .map(|(version, day)| {
            let compare = (*version > 1).then(|| {
                let href = format!("{home}/compare?from={}&to={version}", version - 1);
                view! { <a href=href>{format!("和第 {} 版比", version - 1)}</a> }
            });
            view! { <li>{format!("第 {version} 版，{}", show_date(*day))}" "{compare}</li> }
        })
        .collect::<Vec<_>>();
    let none = lines.is_empty();
    view! {
        <section class="card" aria-labelledby="versions">
            <h2 id="versions">"版本"</h2>
            {if none {
                view! { <p class="muted">"还没有公布过。"</p> }.into_any()
            } else {
                view! { <ul class="plain groups">{lines}</ul> }.into_any()
            }}
            <p class="actions"><a class="btn quiet small" href=format!("{home}/compare")>"比较版本和示范指南"</a></p>
        </section>
    }
}
