//! The designer: the outline at the left, what is looked at in the middle, warnings and a trial at the right.

use leptos::prelude::*;
use shared::form::FieldId;
use shared::standard::design::Focus;

use super::add::Add;
use super::api::{OpenDesign, read_design};
use super::field::FieldSettings;
use super::links::{design_address, focus_of, query_of};
use super::outline::Outline;
use super::rules::{RuleSettings, Rules};
use super::side::{Side, Steps};
use super::tools::{Desk, named};
use crate::backend::standards::design::DesignView;
use crate::flash::{Flash, take_flash};
use crate::islands::DesignKeys;
use crate::ui::address::{self, query};
use crate::ui::{EmptyState, ErrorSummary, TextArea, TextInput, staff_page};

#[component]
pub fn DesignPage() -> impl IntoView {
    let flash = take_flash();
    let focus = focus_of(&query());
    staff_page(
        "表单设计",
        read_design(address::named("item", "这个事项")),
        move |open| view! { <Shown open focus flash/> },
    )
}

#[component]
fn Shown(open: OpenDesign, focus: Focus, flash: Flash) -> impl IntoView {
    let OpenDesign { view, places } = open;
    let item = view.item.to_string();
    let desk = Desk {
        item: item.clone(),
        revision: view.revision,
        from: query_of(&focus),
        may_edit: view.may_edit,
        flash: flash.clone(),
    };
    let standard = format!("/desk/standards/{item}");
    let trial = format!("{}/try", design_address(&item));
    let begin = view.may_begin.then(|| {
        view! {
            <form method="post" action=desk.action("begin") class="inline">
                <button class="btn small" type="submit">"开始修订"</button>
            </form>
        }
    });
    let closed = view
        .closed
        .clone()
        .map(|words| view! { <div class="notice warn row between"><span>{words}</span>{begin}</div> });
    let middle = middle(&view, &focus, &desk);
    view! {
        <p class="crumbs">
            <a href="/desk/standards">"事项标准"</a>" / "<a href=standard>{view.name.clone()}</a>" / 表单设计"
        </p>
        <div class="row between">
            <h1>{format!("{} · 申请表单", view.name)}</h1>
            <p class="tags"><a class="btn quiet small" href=trial>"完整试填"</a></p>
        </div>
        {closed}
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        <History view=view.clone() desk=desk.clone()/>
        <div class="designer">
            <Outline view=view.clone() focus=focus.clone() desk=desk.clone()/>
            <div class="middle">{middle}</div>
            <Side view focus places/>
        </div>
        <DesignKeys/>
    }
}

/// Undo and redo.
#[component]
fn History(view: DesignView, desk: Desk) -> impl IntoView {
    let turn = |act: &'static str, words: &'static str, may: bool| {
        view! {
            <form method="post" action=desk.action(act) class="inline">
                {desk.hidden()}
                <button class="btn quiet small" type="submit" data-act=act disabled=!may>{words}</button>
            </form>
        }
    };
    view.may_edit.then(|| {
        view! {
            <div class="row history" role="group" aria-label="撤销和重做">
                {turn("undo", "撤销", view.can_undo)}
                {turn("redo", "重做", view.can_redo)}
                <a class="btn quiet small" href=design_address(&desk.item)>"规则和改动"</a>
                <span class="small muted only-live">"键盘：Ctrl+Z 撤销，Ctrl+Shift+Z 重做，Alt+↑、Alt+↓ 移动选中的字段"</span>
            </div>
        }
    })
}

fn middle(view: &DesignView, focus: &Focus, desk: &Desk) -> AnyView {
    let (view, desk) = (view.clone(), desk.clone());
    match focus.clone() {
        Focus::Form => view! { <Whole view desk/> }.into_any(),
        Focus::Page(page) => view! { <PageSettings view page desk/> }.into_any(),
        Focus::Field(at) => view! { <FieldSettings view at desk/> }.into_any(),
        Focus::Rule { group, at } => view! { <RuleSettings view group at desk/> }.into_any(),
    }
}

/// The form as a whole: how to begin, its rules, what was done.
#[component]
fn Whole(view: DesignView, desk: Desk) -> impl IntoView {
    let begin = if desk.may_edit {
        "左边是表单的页和字段，从中选一个来改；选一页可以往里加字段。每改一步都会保存，可以撤销。"
    } else {
        "左边是表单的页和字段，选一个看它的设置；现在只能看，不能改。"
    };
    view! {
        <div class="stack">
            <section class="card" id="settings" tabindex="-1" aria-labelledby="settings-title">
                <h2 id="settings-title">"整份表单"</h2>
                <p>{begin}</p>
                <p class="muted">"表单跟着标准一起送审、一起公布。公布以前，申请人看到的还是原来的表单；正在办的件一直用它提交时的那一版。"</p>
            </section>
            <Rules view=view.clone() group=None desk/>
            <Steps view/>
        </div>
    }
}

/// A page's name and introduction, and what is added to it.
#[component]
fn PageSettings(view: DesignView, page: FieldId, desk: Desk) -> impl IntoView {
    let Some(own) = view.base.page(page.as_str()).cloned() else {
        return view! { <EmptyState title="没有这一页" hint="它可能刚被删除，请从左边另选一页".to_owned()/> }
            .into_any();
    };
    let flash = desk.flash_of("page_set");
    let typed = !flash.values.is_empty();
    let value = |name: &str, now: &str| {
        if typed {
            flash.value(&named(name))
        } else {
            now.to_owned()
        }
    };
    let (title, intro) = (
        value("title", &own.title),
        value("intro", own.intro.as_deref().unwrap_or_default()),
    );
    let error = flash.error(&named("title"));
    let place = format!("在“{}”页", own.title);
    view! {
        <div class="stack">
            <section class="card" id="settings" tabindex="-1" aria-labelledby="settings-title">
                <h2 id="settings-title">{format!("“{}”页", own.title)}</h2>
                <form method="post" action=desk.action("edit") class="inputs">
                    {desk.hidden()}
                    <input type="hidden" name="page" value=page.to_string()/>
                    <fieldset class="bare" disabled=!desk.may_edit>
                        <legend class="visually-hidden">"这一页的设置"</legend>
                        <TextInput path=named("title") label="页的名称" value=title error/>
                        <TextArea path=named("intro") label="说明" hint="写在这一页开头".to_owned() value=intro required=false/>
                        {desk.may_edit.then(|| view! {
                            <p class="actions"><button class="btn" type="submit" name="do" value="page_set">"保存这一页"</button></p>
                        })}
                    </fieldset>
                </form>
            </section>
            {desk.may_edit.then(|| view! {
                <Add desk=desk.clone() page=page.to_string() group=None after=None lists=view.lists.clone() place/>
            })}
        </div>
    }
    .into_any()
}
