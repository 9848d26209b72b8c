//! Trying the form out as an applicant would: the same inputs, the same check, nothing kept.

use leptos::prelude::*;
use shared::form::{Answers, Field, FieldKind, Filled, FormSchema, Page, take_page};
use shared::problem::FieldProblem;
use shared::time::{Date, Day};

use super::api::{OpenDesign, read_design};
use super::links::design_address;
use crate::apply::Fields;
use crate::apply::api::PlaceGroup;
use crate::flash::{Flash, take_flash};
use crate::islands::live::{FORM_ID, TryForm};
use crate::ui::address::{named, query};
use crate::ui::{EnterPresses, ErrorSummary, staff_page};

#[component]
pub fn TrialPage() -> impl IntoView {
    let flash = take_flash();
    let checked = query().get("check").is_some();
    staff_page(
        "试填表单",
        read_design(named("item", "这个事项")),
        move |open| view! { <Shown open flash checked/> },
    )
}

#[component]
fn Shown(open: OpenDesign, flash: Flash, checked: bool) -> impl IntoView {
    let OpenDesign { view, places } = open;
    let (form, today) = (view.whole.clone(), view.today);
    let mut answers = Answers::new();
    for page in &form.pages {
        take_page(&form, page, &mut answers, &flash.values, today);
    }
    let problems = if checked {
        problems(&form, &answers, today)
    } else {
        Vec::new()
    };
    let right = (checked && problems.is_empty()).then(|| {
        view! { <p class="notice ok" role="status">"按现在填的，申请人可以提交。"</p> }
    });
    let item = view.item.to_string();
    let design = design_address(&item);
    let action = format!("{design}/try");
    let filled = Filled::new(&form, &answers, today);
    let papers: Vec<String> = form
        .fields()
        .filter(|field| matches!(field.kind, FieldKind::Material { .. }) && filled.shows(field.id.as_str()))
        .map(|field| field.label.clone())
        .collect();
    let papers = if papers.is_empty() {
        "不用上传材料".to_owned()
    } else {
        papers.join("、")
    };
    view! {
        <p class="crumbs">
            <a href="/desk/standards">"事项标准"</a>" / "<a href=design.clone()>{format!("{} · 申请表单", view.name)}</a>" / 试填"
        </p>
        <h1>{format!("试填：{}", view.name)}</h1>
        <p class="muted">"和申请人看到的一样，用的是同一套检查。填的内容不会保存，也不会成为办件；请不要填真实的个人信息。"</p>
        {right}
        {flash.notice.map(|notice| view! { <p class="notice warn" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(problems.clone())/>
        <p class="notice">{format!("按现在的回答要上传：{papers}")}</p>
        <Trial form page=None answers problems places today action/>
        <p class="actions"><a class="btn quiet" href=design>"回到表单设计"</a></p>
    }
}

/// What would keep it from being handed in; papers are not put in a trial.
fn problems(form: &FormSchema, answers: &Answers, today: Date) -> Vec<FieldProblem> {
    let paper = |problem: &FieldProblem| {
        let field = form.field_at(&problem.path);
        matches!(field.map(|field| &field.kind), Some(FieldKind::Material { .. }))
    };
    let mut problems = Filled::new(form, answers, today).problems();
    problems.retain(|problem| !paper(problem));
    problems
}

/// The form to try: one page of it, or all.
#[component]
pub fn Trial(
    form: FormSchema,
    page: Option<String>,
    answers: Answers,
    problems: Vec<FieldProblem>,
    places: Vec<PlaceGroup>,
    today: Date,
    action: String,
) -> impl IntoView {
    let filled = Filled::new(&form, &answers, today);
    let alone = page.is_some();
    let pages = form
        .pages
        .iter()
        .filter(|one| page.as_deref().is_none_or(|only| only == one.id.as_str()))
        .map(|one| {
            let names: Vec<String> = one.fields.iter().map(|field| field.id.to_string()).collect();
            let inputs = view! {
                <Fields
                    form=form.clone() names answers=answers.clone() problems=problems.clone() places=places.clone() today
                />
            };
            let papers = papers(one, &filled);
            let head = (!alone).then(|| view! { <h2>{one.title.clone()}</h2> });
            let intro = one.intro.clone().map(|intro| view! { <p class="muted">{intro}</p> });
            view! { <section class=if alone { "" } else { "card" }>{head}{intro}{inputs}{papers}</section> }
        })
        .collect_view();
    view! {
        <TryForm form=form.clone() page=page answers=answers.clone() today=Day(today)/>
        <form method="post" action=action class="inputs" id=FORM_ID>
            <EnterPresses name="go" value="check" words="检查填的内容"/>
            {pages}
            <p class="actions"><button class="btn quiet" type="submit" name="go" value="check">"检查填的内容"</button></p>
        </form>
    }
}

/// Where the papers of a page are put.
fn papers(page: &Page, filled: &Filled<'_>) -> AnyView {
    let one = |field: &Field| {
        let path = field.id.to_string();
        let shown = filled.shows(&path);
        let hint = field.hint.clone();
        view! {
            <div class="slot" data-slot=path hidden=!shown>
                <p class="notice">{format!("这里上传：{}", field.label)}{hint.map(|hint| view! { <span class="sub">{hint}</span> })}</p>
            </div>
        }
    };
    page.fields
        .iter()
        .filter(|field| matches!(field.kind, FieldKind::Material { .. }))
        .map(one)
        .collect_view()
        .into_any()
}
