//! Checking answers. Pure, the same in the browser and on the server, and never panics on any JSON.

mod group;
mod text;
mod value;

pub(crate) use text::yuan;

use jiff::civil::Date;
use serde_json::Value;

use super::answers::is_blank;
use super::path::join;
use super::rule::Scope;
use super::{Answers, Field, FieldKind, FormSchema, Page};
use crate::problem::FieldProblem;

/// Everything that keeps these answers from being handed in, in the order of the form.
#[must_use]
pub fn check(form: &FormSchema, answers: &Answers, today: Date) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for page in &form.pages {
        problems.extend(check_fields(page, answers, today));
    }
    problems.extend(cross(form, None, answers, today));
    problems
}

/// The same for one page; rules across pages speak up on the page their field is on.
#[must_use]
pub fn check_page(form: &FormSchema, page: &str, answers: &Answers, today: Date) -> Vec<FieldProblem> {
    let Some(page) = form.page(page) else { return Vec::new() };
    let mut problems = check_fields(page, answers, today);
    problems.extend(cross(form, Some(page), answers, today));
    problems
}

fn check_fields(page: &Page, answers: &Answers, today: Date) -> Vec<FieldProblem> {
    let checker = Checker {
        scope: Scope {
            answers,
            entry: None,
            today,
        },
    };
    let mut problems = Vec::new();
    for field in &page.fields {
        checker.field(field, "", answers.as_map().get(field.id.as_str()), &mut problems);
    }
    problems
}

/// A contradiction is only told where its field is shown and answered: a missing answer is told as missing.
fn cross(form: &FormSchema, page: Option<&Page>, answers: &Answers, today: Date) -> Vec<FieldProblem> {
    let scope = Scope {
        answers,
        entry: None,
        today,
    };
    let stands = |field: &Field| scope.holds(&field.shown);
    let on_page = |head: &str| page.is_none_or(|page| page.fields.iter().any(|field| field.id.as_str() == head));
    form.rules
        .iter()
        .filter(|rule| on_page(rule.path.head()))
        .filter(|rule| {
            form.fields()
                .any(|field| field.id.as_str() == rule.path.head() && stands(field))
        })
        .filter(|rule| scope.holds(&rule.when))
        .map(|rule| FieldProblem::new(rule.path.as_str(), rule.message.clone(), rule.fix.clone()))
        .collect()
}

/// Checks fields where they stand.
#[derive(Clone, Copy)]
pub(super) struct Checker<'a> {
    pub scope: Scope<'a>,
}

impl<'a> Checker<'a> {
    fn field(&self, field: &Field, prefix: &str, value: Option<&'a Value>, problems: &mut Vec<FieldProblem>) {
        if !self.scope.holds(&field.shown) {
            return;
        }
        let path = join(prefix, field.id.as_str());
        // A declaration that is not ticked, and a list that is too short, are told by their own checks.
        let own = matches!(field.kind, FieldKind::Declaration { .. } | FieldKind::Repeat { .. });
        if is_blank(value) && !own {
            if self.scope.holds(&field.required) {
                problems.push(missing(field, path));
            }
            return;
        }
        self.answer(field, &path, value.unwrap_or(&Value::Null), problems);
    }
}

fn missing(field: &Field, path: String) -> FieldProblem {
    let label = &field.label;
    let (message, fix) = match &field.kind {
        FieldKind::Choice { .. } | FieldKind::YesNo => (format!("还没有选择“{label}”"), "请选择一项".to_owned()),
        FieldKind::Choices { .. } => (format!("还没有选择“{label}”"), "请至少选择一项".to_owned()),
        FieldKind::Material { .. } => (
            format!("还没有上传“{label}”"),
            "请拍照或选择文件上传;实在没有的,可以到窗口说明".to_owned(),
        ),
        FieldKind::Date { .. } => (format!("还没有填写“{label}”"), "请填写年、月、日".to_owned()),
        FieldKind::Address => (
            format!("还没有填写“{label}”"),
            "请选择村(社区),再写门牌或组别".to_owned(),
        ),
        _ => (format!("还没有填写“{label}”"), format!("请填写{label}")),
    };
    FieldProblem::new(path, message, fix)
}
