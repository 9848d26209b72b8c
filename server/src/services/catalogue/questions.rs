//! The questions of the one-time guidance as inputs, and their answers read back.

use app::backend::catalogue::{OptionView, QuestionKind, QuestionView, query_string};
use shared::catalogue::{Item, Situation};
use shared::form::{Answers, Field, FieldKind, FormSchema, Page, check_page, from_pairs, to_pairs};
use shared::problem::FieldProblem;
use shared::time::Date;

/// The page of the form that is made of the questions.
const PAGE: &str = "guidance";

/// The questions that can be asked in an address: none that asks for a person's own data.
pub(super) fn askable(item: &Item) -> impl Iterator<Item = &Situation> {
    item.situations
        .iter()
        .filter(|situation| !situation.ask.kind.is_sensitive())
}

/// The answers that can be used, and what is wrong with the others.
pub(super) struct Taken {
    pub answers: Answers,
    pub problems: Vec<FieldProblem>,
    form: Option<FormSchema>,
}

fn form(item: &Item) -> Option<FormSchema> {
    Some(FormSchema {
        id: item.form.clone(),
        version: item.version,
        title: item.name.clone(),
        pages: vec![Page {
            id: PAGE.parse().ok()?,
            title: item.name.clone(),
            intro: None,
            fields: askable(item).map(|situation| situation.ask.clone()).collect(),
        }],
        applicant: Vec::new(),
        rules: Vec::new(),
    })
}

/// A question counts as answered when its input was sent with something in it; several choices also when sent empty,
/// which says "none of these".
fn is_answered(field: &Field, pairs: &[(String, String)]) -> bool {
    let mut sent = pairs.iter().filter(|(name, _)| name == field.id.as_str());
    match field.kind {
        FieldKind::Choices { .. } => sent.next().is_some(),
        _ => sent.any(|(_, value)| !value.trim().is_empty()),
    }
}

/// Reads the answers as a plain form sends them.
pub(super) fn take(item: &Item, pairs: &[(String, String)], today: Date) -> Taken {
    let fields: Vec<&Field> = askable(item)
        .map(|situation| &situation.ask)
        .filter(|field| is_answered(field, pairs))
        .collect();
    let mut answers = Answers::new();
    from_pairs(&fields, &mut answers, pairs);
    let Some(form) = form(item) else {
        return Taken {
            answers,
            problems: Vec::new(),
            form: None,
        };
    };
    let answered = |path: &str| fields.iter().any(|field| field.id.as_str() == path);
    let problems: Vec<FieldProblem> = check_page(&form, PAGE, &answers, today)
        .into_iter()
        .filter(|problem| answered(&problem.path))
        .collect();
    // What is wrong decides nothing.
    let right: Vec<&Field> = fields
        .into_iter()
        .filter(|field| !problems.iter().any(|problem| problem.path == field.id.as_str()))
        .collect();
    let mut answers = Answers::new();
    from_pairs(&right, &mut answers, pairs);
    Taken {
        answers,
        problems,
        form: Some(form),
    }
}

impl Taken {
    /// The answers as a form sends them.
    pub(super) fn given(&self) -> Vec<(String, String)> {
        let pairs = self.form.as_ref().map(|form| to_pairs(form, &self.answers));
        pairs.unwrap_or_default()
    }

    /// The answers as a query string.
    pub(super) fn carry(&self) -> String {
        let pairs = self.given();
        query_string(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }
}

pub(super) fn view(situation: &Situation, pairs: &[(String, String)], problems: &[FieldProblem]) -> QuestionView {
    let field = &situation.ask;
    let name = field.id.as_str();
    QuestionView {
        name: name.to_owned(),
        label: field.label.clone(),
        hint: field.hint.clone(),
        why: situation.why.clone(),
        kind: kind(&field.kind),
        answers: pairs
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .collect(),
        problem: problems
            .iter()
            .find(|problem| problem.path == name)
            .map(|problem| format!("{}，{}", problem.message, problem.fix)),
    }
}

fn kind(kind: &FieldKind) -> QuestionKind {
    let options = |list: &[shared::form::Choice]| {
        list.iter()
            .map(|choice| OptionView {
                value: choice.value.clone(),
                label: choice.label.clone(),
                hint: choice.hint.clone(),
            })
            .collect()
    };
    match kind {
        FieldKind::YesNo => QuestionKind::One {
            options: [("yes", "是"), ("no", "否")]
                .map(|(value, label)| OptionView {
                    value: value.into(),
                    label: label.into(),
                    hint: None,
                })
                .into(),
        },
        FieldKind::Choice { options: list } => QuestionKind::One { options: options(list) },
        FieldKind::Choices { options: list, .. } => QuestionKind::Several { options: options(list) },
        FieldKind::Integer { unit, .. } => QuestionKind::Number { unit: unit.clone() },
        FieldKind::Money { .. } => QuestionKind::Number {
            unit: Some("元".into()),
        },
        FieldKind::Date { .. } => QuestionKind::Date,
        _ => QuestionKind::Text,
    }
}
