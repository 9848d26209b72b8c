//! The settings of one field: what it asks, when it shows, when it must be answered, what comes after it.

use leptos::prelude::*;
use shared::form::{Answers, Expr, Field, FieldKind, take_page};
use shared::standard::design::{
    FieldRef, For, conditions_for, field_at, group_of, kind_title, settings, settings_answers, words,
};

use super::add::Add;
use super::conditions::Conditions;
use super::rules::Rules;
use super::tools::Desk;
use crate::apply::Fields;
use crate::backend::standards::design::DesignView;
use crate::ui::EmptyState;

/// All that is said of a field, saved together.
const FIELD: &str = "field";

#[component]
pub fn FieldSettings(view: DesignView, at: FieldRef, desk: Desk) -> impl IntoView {
    let Some(field) = field_at(&view.base, &at).cloned() else {
        return view! { <EmptyState title="没有这个字段" hint="它可能刚被删除，请从左边另选一个"/> }.into_any();
    };
    let closed = (!desk.may_edit).then(|| view! { <p class="notice">"现在只能看，不能改。"</p> });
    let page = view.base.page_of(at.head().as_str()).map(|page| page.id.to_string());
    let list = matches!(field.kind, FieldKind::Repeat { .. });
    let rules = list.then(|| {
        view! { <Rules view=view.clone() group=Some(field.id.clone()) desk=desk.clone()/> }
    });
    let add = desk.may_edit.then(|| {
        // What comes after a group is added on its page: one form at a time.
        let (group, after, place) = if list {
            (
                Some(field.id.to_string()),
                None,
                format!("在「{}」这一组里", field.label),
            )
        } else {
            let group = at.group.as_ref().map(ToString::to_string);
            (group, Some(at.id.to_string()), format!("在「{}」后面", field.label))
        };
        let page = page.unwrap_or_default();
        view! { <Add desk=desk.clone() page group after lists=view.lists.clone() place/> }
    });
    let cards = view! {
        <Own field=field.clone() at=at.clone() view=view.clone() desk=desk.clone()/>
        <When field=field.clone() at=at.clone() view=view.clone() desk=desk.clone()/>
    };
    // One form: whichever button is pressed, nothing typed in another card is lost.
    let whole = if desk.may_edit {
        view! {
            <form method="post" action=desk.action("edit") class="stack">
                {desk.hidden()}
                <input type="hidden" name="field" value=at.to_string()/>
                {cards}
            </form>
        }
        .into_any()
    } else {
        cards.into_any()
    };
    view! {
        <div class="stack">
            {closed}
            {whole}
            {rules}
            {add}
        </div>
    }
    .into_any()
}

/// What it asks.
#[component]
fn Own(field: Field, at: FieldRef, view: DesignView, desk: Desk) -> impl IntoView {
    let flash = desk.flash_of(FIELD);
    let form = settings(&field, &view.lists)?;
    let mut answers: Answers = settings_answers(&field);
    if !flash.values.is_empty() {
        for page in &form.pages {
            take_page(&form, page, &mut answers, &flash.values, view.today);
        }
    }
    let names: Vec<String> = form.fields().map(|field| field.id.to_string()).collect();
    let (title, today) = (format!("「{}」", field.label), view.today);
    Some(view! {
        <section class="card" id="settings" tabindex="-1" aria-labelledby="settings-title">
            <h2 id="settings-title">{title}</h2>
            <p class="small muted">{format!("{} · 名称 {}", kind_title(&field.kind), at)}</p>
            <div class="inputs">
                <fieldset class="bare" disabled=!desk.may_edit>
                    <legend class="visually-hidden">"这个字段的设置"</legend>
                    <Fields form names answers problems=flash.problems places=Vec::new() today/>
                    {desk.may_edit.then(|| view! {
                        <p class="actions"><button class="btn" type="submit" name="do" value="field">"保存设置"</button></p>
                    })}
                </fieldset>
            </div>
        </section>
    })
}

/// When it shows and when it must be answered.
#[component]
fn When(field: Field, at: FieldRef, view: DesignView, desk: Desk) -> impl IntoView {
    let said = |rule: &Expr| words(&view.whole, group_of(&at), rule);
    if !desk.may_edit {
        let shown = match &field.shown {
            Expr::Const(true) => "总是显示".to_owned(),
            rule => format!("{}时显示", said(rule)),
        };
        let required = match &field.required {
            Expr::Const(true) => "必填".to_owned(),
            Expr::Const(false) => "可不填".to_owned(),
            rule => format!("{}时必填", said(rule)),
        };
        return view! {
            <section class="card"><h2>"什么时候显示和必填"</h2><p>{shown}</p><p>{required}</p></section>
        }
        .into_any();
    }
    let shown = conditions_for(&view.whole, For::Shown(&at));
    let required = conditions_for(&view.whole, For::Required(&at));
    let (said_shown, said_required) = (said(&field.shown), said(&field.required));
    view! {
        <section class="card">
            <h2>"什么时候显示"</h2>
            <div>
                <Conditions
                    pre="shown" legend=format!("「{}」显示的条件", field.label) picks=shown now=field.shown.clone()
                    said=said_shown modes=vec![("always", "总是显示")] lines_words="符合下面的条件才显示（只能看排在前面的字段）"
                    flash=desk.flash_of(FIELD)
                />
                <p class="actions"><button class="btn" type="submit" name="do" value="field">"保存显示条件"</button></p>
            </div>
        </section>
        <section class="card">
            <h2>"要不要必填"</h2>
            <div>
                <Conditions
                    pre="required" legend=format!("「{}」必填的条件", field.label) picks=required now=field.required.clone()
                    said=said_required modes=vec![("always", "必填"), ("never", "可不填")]
                    lines_words="符合下面的条件才必填" flash=desk.flash_of(FIELD)
                />
                <p class="actions"><button class="btn" type="submit" name="do" value="field">"保存必填条件"</button></p>
            </div>
        </section>
    }
    .into_any()
}
