//! Checking answers. Pure, the same in the browser and on the server, and never panics on any JSON.

mod group;
mod text;
mod value;

pub(crate) use text::yuan;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::answers::is_blank;
use super::path::join;
use super::rule::Scope;
use super::{Answers, CrossRule, Field, FieldKind, Filled, FormSchema, Page};
use crate::problem::FieldProblem;

/// Everything that keeps these answers from being handed in, in the order of the form. Only what would be handed in is
/// looked at: `check(form, submission(form, x)) == check(form, x)`.
#[must_use]
pub fn check(form: &FormSchema, answers: &Answers, today: Date) -> Vec<FieldProblem> {
    Filled::new(form, answers, today).problems()
}

/// The same for one page; rules across pages speak up on the page their field is on.
#[must_use]
pub fn check_page(form: &FormSchema, page: &str, answers: &Answers, today: Date) -> Vec<FieldProblem> {
    let Some(page) = form.page(page) else { return Vec::new() };
    Filled::new(form, answers, today).problems_on(page)
}

impl Filled<'_> {
    /// Everything that keeps these answers from being handed in.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldProblem> {
        self.form()
            .pages
            .iter()
            .flat_map(|page| self.problems_on(page))
            .collect()
    }

    /// The same for one page, field by field, so that the summary reads as the page does.
    #[must_use]
    pub fn problems_on(&self, page: &Page) -> Vec<FieldProblem> {
        let checker = Checker {
            filled: self,
            scope: self.scope(None),
            ready: false,
        };
        let mut problems = Vec::new();
        for field in &page.fields {
            let value = self.answers().as_map().get(field.id.as_str());
            checker.field(field, "", value, &mut problems);
            let rules = self.form().rules.iter();
            checker.cross(
                rules.filter(|rule| rule.path.head() == field.id.as_str()),
                "",
                &mut problems,
            );
        }
        problems
    }
}

/// Checks fields where they stand.
#[derive(Clone, Copy)]
struct Checker<'a> {
    filled: &'a Filled<'a>,
    scope: Scope<'a>,
    /// In an entry that must be there and is not yet.
    ready: bool,
}

impl<'a> Checker<'a> {
    fn field(&self, field: &Field, prefix: &str, value: Option<&'a Value>, problems: &mut Vec<FieldProblem>) {
        let path = join(prefix, field.id.as_str());
        let shown = if self.ready {
            self.filled.shows_ready(&path)
        } else {
            self.filled.shows(&path)
        };
        if !shown {
            return;
        }
        let value = value.filter(|value| !is_blank(Some(value)));
        match (&field.kind, value) {
            // Each empty part of a group is told at its own input; a list and a tick have words of their own.
            (FieldKind::Person { parts }, None) if self.requires(field) => {
                self.person(field, &path, &Map::new(), parts, problems);
            }
            (FieldKind::Address { within }, None) if self.requires(field) => {
                self.address(field, &path, &Map::new(), within.as_ref(), problems);
            }
            (FieldKind::Repeat { .. } | FieldKind::Declaration { .. }, None) => {
                self.answer(field, &path, &Value::Null, problems);
            }
            (_, None) if self.requires(field) => problems.push(missing(field, path)),
            (_, None) => {}
            (_, Some(value)) => self.answer(field, &path, value, problems),
        }
    }

    fn requires(&self, field: &Field) -> bool {
        self.scope.holds(&field.required)
    }

    /// Contradictions, told where the field they are told at is shown and nothing else is wrong with it yet: a missing
    /// answer is missing before it contradicts.
    fn cross<'r>(&self, rules: impl Iterator<Item = &'r CrossRule>, prefix: &str, problems: &mut Vec<FieldProblem>) {
        for rule in rules {
            let path = rule.path_in(prefix);
            let shown = !rule.caution && self.filled.shows_rule(rule, prefix);
            let told = problems.iter().any(|problem| problem.path == path);
            if shown && !told && self.scope.holds(&rule.when) {
                problems.push(FieldProblem::new(path, rule.message.clone(), rule.fix.clone()));
            }
        }
    }
}

fn missing(field: &Field, path: String) -> FieldProblem {
    let label = field.called();
    let (message, fix) = match &field.kind {
        FieldKind::Choice { .. } | FieldKind::YesNo => (format!("还没有选择“{label}”"), "请选择一项".to_owned()),
        FieldKind::Choices { .. } => (format!("还没有选择“{label}”"), "请至少选择一项".to_owned()),
        FieldKind::Material { .. } => (
            format!("还没有上传“{label}”"),
            "请拍照或选择文件上传；实在没有的，可以到窗口说明".to_owned(),
        ),
        FieldKind::Date { .. } => (format!("还没有填写“{label}”"), "请填写年、月、日".to_owned()),
        _ => (format!("还没有填写“{label}”"), format!("请填写{label}")),
    };
    FieldProblem::new(path, message, fix)
}
