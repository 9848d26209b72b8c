//! The outline: pages with their fields, in order. The one looked at has its buttons; every one can be stepped up and
//! down.

use leptos::prelude::*;
use shared::form::{Expr, Field, FieldKind, Page};
use shared::standard::design::{FieldRef, Focus, kind_title};

use super::links::{anchor, shown_at};
use super::tools::{Buttons, Desk, named};
use crate::backend::standards::design::DesignView;
use crate::ui::input_id;

#[component]
pub fn Outline(view: DesignView, focus: Focus, desk: Desk) -> impl IntoView {
    let own: Vec<&str> = view.base.pages.iter().map(|page| page.id.as_str()).collect();
    let pages: Vec<(String, String)> = view
        .base
        .pages
        .iter()
        .map(|page| (page.id.to_string(), page.title.clone()))
        .collect();
    let shown = view
        .whole
        .pages
        .iter()
        .map(|page| {
            if own.contains(&page.id.as_str()) {
                page_of(page, &focus, &desk, &pages)
            } else {
                given(page, &desk)
            }
        })
        .collect_view();
    let add = desk.may_edit.then(|| {
        let title = desk.flash_of("page_add");
        let name = named("title");
        let (id, described) = (input_id(&named("new-page")), title.error(&named("title")));
        view! {
            <form method="post" action=desk.action("edit") class="inline-add">
                {desk.hidden()}
                <label for=id.clone()>"增加一页"</label>
                <input id=id name=name maxlength="30" value=title.value(&named("title")) aria-invalid=described.is_some().then_some("true")/>
                <button class="btn quiet small" type="submit" name="do" value="page_add">"增加"</button>
                {described.map(|words| view! { <p class="error">{words}</p> })}
            </form>
        }
    });
    view! {
        <nav class="outline" aria-label="表单的页和字段">
            <ol>{shown}</ol>
            {add}
        </nav>
    }
}

fn page_of(page: &Page, focus: &Focus, desk: &Desk, pages: &[(String, String)]) -> AnyView {
    let at = Focus::Page(page.id.clone());
    let here = *focus == at;
    let fields = page
        .fields
        .iter()
        .map(|field| field_of(field, None, focus, desk, pages))
        .collect_view();
    let buttons = (here && desk.may_edit).then(|| {
        let title = &page.title;
        let buttons = vec![
            ("page_up", "上移", format!("上移“{title}”页")),
            ("page_down", "下移", format!("下移“{title}”页")),
            ("page_remove", "删除", format!("删除“{title}”页")),
        ];
        view! { <Buttons desk=desk.clone() about=vec![("page", page.id.to_string())] buttons/> }
    });
    let empty = page
        .fields
        .is_empty()
        .then(|| view! { <p class="muted small">"这一页还没有字段"</p> });
    view! {
        <li class="outline-page">
            <a id=anchor(&at) href=shown_at(&desk.item, &at, "settings") aria-current=here.then_some("true") class="strong">
                {page.title.clone()}
            </a>
            {buttons}
            {empty}
            <ol>{fields}</ol>
        </li>
    }
    .into_any()
}

/// A page that the item itself adds: shown where it stands, changed in the standard.
fn given(page: &Page, desk: &Desk) -> AnyView {
    let from = match page.id.as_str() {
        "situation" => "由标准里的“情形”生成",
        "materials" => "由标准里的“申请材料”生成",
        _ => "自动加上",
    };
    let labels: Vec<String> = page.fields.iter().map(|field| field.label.clone()).collect();
    let address = format!("/desk/standards/{}", desk.item);
    view! {
        <li class="outline-page given">
            <span class="strong">{page.title.clone()}</span>
            <p class="small muted">{format!("{from}：{}", labels.join("、"))}" "<a href=address>"去标准里改"</a></p>
        </li>
    }
    .into_any()
}

/// When it shows, in one word.
fn marks(field: &Field) -> String {
    let mut marks = vec![kind_title(&field.kind).to_owned()];
    if !field.shown.is_always() {
        marks.push("有条件".to_owned());
    }
    match &field.required {
        Expr::Const(true) => {}
        Expr::Const(false) => marks.push("可不填".to_owned()),
        _ => marks.push("有时必填".to_owned()),
    }
    marks.join(" · ")
}

fn field_of(field: &Field, group: Option<&Field>, focus: &Focus, desk: &Desk, pages: &[(String, String)]) -> AnyView {
    let own = FieldRef {
        group: group.map(|group| group.id.clone()),
        id: field.id.clone(),
    };
    let at = Focus::Field(own.clone());
    let here = *focus == at;
    let label = field.label.clone();
    let inner = match &field.kind {
        FieldKind::Repeat { fields, .. } => {
            let inner = fields
                .iter()
                .map(|inner| field_of(inner, Some(field), focus, desk, pages))
                .collect_view();
            Some(view! { <ol>{inner}</ol> })
        }
        _ => None,
    };
    let tools = (here && desk.may_edit).then(|| {
        let buttons = vec![
            ("up", "上移", format!("上移「{label}」")),
            ("down", "下移", format!("下移「{label}」")),
            ("duplicate", "复制", format!("复制「{label}」")),
            ("remove", "删除", format!("删除「{label}」")),
        ];
        let elsewhere = (own.group.is_none() && pages.len() > 1).then(|| move_to(&own, &label, desk, pages));
        view! {
            <div class="outline-tools">
                <Buttons desk=desk.clone() about=vec![("field", own.to_string())] buttons label=format!("调整「{label}」")/>
                {elsewhere}
            </div>
        }
    });
    view! {
        <li class="outline-field">
            <a id=anchor(&at) href=shown_at(&desk.item, &at, "settings") aria-current=here.then_some("true")>
                <span>{field.label.clone()}</span>
                <span class="sub">{marks(field)}</span>
            </a>
            {tools}
            {inner}
        </li>
    }
    .into_any()
}

fn move_to(own: &FieldRef, label: &str, desk: &Desk, pages: &[(String, String)]) -> AnyView {
    let options = pages
        .iter()
        .map(|(id, title)| view! { <option value=id.clone()>{title.clone()}</option> })
        .collect_view();
    let id = input_id(&named("to"));
    view! {
        <form method="post" action=desk.action("edit") class="tools">
            {desk.hidden()}
            <input type="hidden" name="field" value=own.to_string()/>
            <label class="visually-hidden" for=id.clone()>{format!("把「{label}」移到哪一页")}</label>
            <select id=id name=named("to")>{options}</select>
            <button class="btn quiet small" type="submit" name="do" value="move">"移到这一页"</button>
        </form>
    }
    .into_any()
}
