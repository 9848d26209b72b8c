//! The editor of one group of the sheet, with what a resident would see beside it.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::form::{Answers, FormSchema, Page, take_page};
use shared::standard::{Stage, groups, schema};
use shared::time::{Date, show_time};

use super::api::{OpenStandard, read_standard};
use super::findings::{Line, count_in, lines};
use super::marks::{Filled, GroupTag};
use super::tags::{StageTag, home};
use crate::apply::Fields;
use crate::backend::ServiceError;
use crate::backend::standards::StandardView;
use crate::flash::{Flash, take_flash};
use crate::islands::LiveStandard;
use crate::islands::live::FORM_ID;
use crate::ui::address::{named, part};
use crate::ui::{EmptyState, EnterPresses, ErrorSummary, Refused, staff_page};

#[component]
pub fn EditPage() -> impl IntoView {
    let flash = take_flash();
    let group = part("group");
    staff_page(
        "编写标准",
        read_standard(named("item", "这个事项")),
        move |open| view! { <Shown open group flash/> },
    )
}

#[component]
fn Shown(open: OpenStandard, group: String, flash: Flash) -> impl IntoView {
    let OpenStandard { view, today } = open;
    let item = view.id.clone();
    let answers = view.draft.as_ref().map_or_else(
        || shared::standard::answers_of(&view.item),
        |draft| draft.answers.clone(),
    );
    let form = schema(view.item.form.clone(), &answers);
    let Some(page) = form.page(&group).cloned() else {
        let error = ServiceError::NotFound {
            what: "这一组要素".into(),
        };
        return view! { <Refused error/> }.into_any();
    };
    let problems = view
        .draft
        .as_ref()
        .map(|draft| draft.problems.clone())
        .unwrap_or_default();
    let found = if view.untouched() {
        Vec::new()
    } else {
        lines(&problems, &view.findings)
    };
    let writing = view.may_edit && view.draft.as_ref().is_some_and(|draft| draft.stage == Stage::Draft);
    let body = if writing {
        view! { <Writing view=view.clone() form page=page.clone() answers=answers.clone() today flash=flash.clone()/> }
            .into_any()
    } else {
        view! { <Reading view=view.clone()/> }.into_any()
    };
    view! {
        <p class="crumbs">
            <a href="/desk/standards">"事项标准"</a>" / "<a href=home(&item)>{view.name.clone()}</a>
        </p>
        <h1>{page.title.clone()}</h1>
        <p class="tags"><StageTag stage=view.draft.as_ref().map(|draft| draft.stage)/></p>
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <div class="editor">
            <Groups item=item.clone() here=group found answers/>
            {body}
            <Preview item/>
        </div>
    }
    .into_any()
}

/// The groups of the sheet at the side.
#[component]
fn Groups(item: ItemId, here: String, found: Vec<Line>, answers: Answers) -> impl IntoView {
    let lines = groups()
        .map(|(group, title)| {
            let (all, severe) = count_in(&found, group);
            let current = (group == here).then_some("page");
            view! {
                <li data-group=group>
                    <a href=format!("{}/edit/{group}", home(&item)) aria-current=current>{title}</a>
                    <Filled group answers=answers.clone()/>
                    <GroupTag all severe/>
                </li>
            }
        })
        .collect_view();
    let form = format!("{}/form", home(&item));
    view! {
        <nav class="editor-groups" aria-label="要素分组">
            <ul class="groups">
                {lines}
                <li><a href=form>"申请表单"</a></li>
            </ul>
        </nav>
    }
}

#[component]
fn Writing(
    view: StandardView,
    form: FormSchema,
    page: Page,
    mut answers: Answers,
    today: Date,
    flash: Flash,
) -> impl IntoView {
    let item = view.id.clone();
    let group = page.id.to_string();
    let draft = view.draft.clone();
    let (revision, saved) = draft.as_ref().map_or((0, String::new()), |draft| {
        (
            draft.revision,
            format!("{} {} 保存", draft.written_by, show_time(draft.changed_at)),
        )
    });
    // What did not get through comes back over what was saved.
    if !flash.values.is_empty() {
        take_page(&form, &page, &mut answers, &flash.values, today);
    }
    let mut problems = flash.problems.clone();
    let own = |path: &str| shared::standard::group_of(path) == Some(group.as_str());
    let untouched = view.untouched();
    problems.extend(
        draft
            .into_iter()
            .filter(|_| !untouched)
            .flat_map(|draft| draft.problems)
            .filter(|problem| own(&problem.path)),
    );
    let names: Vec<String> = page.fields.iter().map(|field| field.id.to_string()).collect();
    let next = groups()
        .skip_while(|(id, _)| *id != group)
        .nth(1)
        .map(|(_, title)| title);
    let action = format!("{}/edit/{group}", home(&item));
    let clashes = (!view.clashes.is_empty()).then(|| {
        let words = format!(
            "您和同事同时改了 {} 处，两边的内容都留着，等您决定。",
            view.clashes.len()
        );
        view! { <p class="notice warn">{words}" "<a href=format!("{}/merge", home(&item))>"去合并"</a></p> }
    });
    let fields = view! { <Fields form=form.clone() names answers=answers.clone() problems=problems.clone() places=Vec::new() today movable=true/> };
    view! {
        <div class="editor-form">
            {page.intro.clone().map(|intro| view! { <p class="muted">{intro}</p> })}
            {clashes}
            <ErrorSummary problems=Signal::stored(flash.problems)/>
            <p class="small muted">{saved}</p>
            <LiveStandard base=view.base.clone() answers=answers.clone() group=group.clone() revision today/>
            <form method="post" action=action class="field" id=FORM_ID>
                <EnterPresses words="保存"/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                {fields}
                <div class="actions">
                    <button class="btn quiet" type="submit">"保存"</button>
                    {next.map(|title| view! {
                        <button class="btn" type="submit" name="go" value="next">{format!("保存，接着写“{title}”")}</button>
                    })}
                </div>
            </form>
        </div>
    }
}

/// Why nothing can be typed here now, and what stands there.
#[component]
fn Reading(view: StandardView) -> impl IntoView {
    let (title, hint) = match (&view.draft, view.may_edit) {
        (_, false) => ("您只能查看", "标准由主管部门的事项管理员编写"),
        (None, true) => ("还没有开始修订", "回到这个事项的页面，按“开始修订”"),
        (Some(_), true) => ("草稿正在审核，现在不能改", "要改就先撤回，或等审核单位退回"),
    };
    view! {
        <div class="editor-form">
            <EmptyState title hint><a class="btn" href=home(&view.id)>"回到这个事项"</a></EmptyState>
        </div>
    }
}

/// What a resident sees on a phone, beside the form where there is room, one tap away where there is not.
#[component]
fn Preview(item: ItemId) -> impl IntoView {
    let address = format!("{}/preview", home(&item));
    view! {
        <aside class="editor-preview" aria-label="群众看到的样子">
            <p class="row between">
                <b>"群众看到的样子"</b>
                <a class="small" href=address.clone() rel="external">"单独打开"</a>
            </p>
            <iframe class="phone" id="preview" src=address title="草稿预览：手机上的办事指南"></iframe>
        </aside>
    }
}
