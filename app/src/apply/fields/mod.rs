//! The inputs of a form, one for each kind of field, for pages and plain POSTs alike.

mod choice;
mod group;
mod list;
mod typing;

use leptos::prelude::*;
use serde_json::Value;
use shared::form::{Answers, Field, FieldKind, Filled, FormSchema, input_text};
use shared::problem::FieldProblem;
use shared::time::Date;

use super::api::PlaceGroup;
use crate::ui::{FieldFrame, described_by, input_id};
use choice::{choice, choices, declaration, yes_no};
use group::{address, person};
use list::repeat;
use typing::Typing;

/// What every input may look up.
#[derive(Clone)]
struct Look {
    answers: Answers,
    problems: Vec<FieldProblem>,
    places: Vec<PlaceGroup>,
    movable: bool,
    /// The top-level fields that stand on the page that asks who applies.
    beside_applicant: Vec<String>,
}

/// A question as its frame shows it.
struct Question {
    path: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    /// Whether it may be asked for at all: only what never is says so beside its label.
    required: bool,
}

impl Look {
    fn text(&self, path: &str, kind: &FieldKind) -> String {
        self.answers
            .get(path)
            .map(|value| input_text(kind, value))
            .unwrap_or_default()
    }

    fn plain(&self, path: &str) -> String {
        self.answers
            .get(path)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    }

    fn error(&self, path: &str) -> Option<String> {
        let problem = self.problems.iter().find(|problem| problem.path == path)?;
        Some(format!("{}。{}", problem.message, problem.fix))
    }
}

/// The inputs of these fields, as the answers so far show them.
#[component]
pub fn Fields(
    form: FormSchema,
    /// The top-level fields to show, by name.
    names: Vec<String>,
    answers: Answers,
    problems: Vec<FieldProblem>,
    places: Vec<PlaceGroup>,
    today: Date,
    /// The order of a list's entries matters and can be changed.
    #[prop(optional)]
    movable: bool,
) -> impl IntoView {
    let filled = Filled::new(&form, &answers, today);
    let look = Look {
        answers: answers.clone(),
        problems,
        places,
        movable,
        beside_applicant: beside_applicant(&form),
    };
    let shown: Vec<AnyView> = form
        .fields()
        .filter(|field| names.iter().any(|name| name == field.id.as_str()))
        .filter(|field| !matches!(field.kind, FieldKind::Material { .. }))
        .map(|field| {
            slot(
                field,
                field.id.as_str(),
                filled.shows(field.id.as_str()),
                &filled,
                &look,
            )
        })
        .collect();
    shown
}

/// Where an address on the applicant's own page is the applicant's.
fn beside_applicant(form: &FormSchema) -> Vec<String> {
    let page = form
        .pages
        .iter()
        .find(|page| page.fields.iter().any(|field| field.id.as_str() == "applicant"));
    let fields = page.into_iter().flat_map(|page| &page.fields);
    fields.map(|field| field.id.to_string()).collect()
}

/// A question that other answers may call for is on the page out of sight, for the client to show at once. Without
/// script it appears when the page is saved.
fn slot(field: &Field, path: &str, shown: bool, filled: &Filled<'_>, look: &Look) -> AnyView {
    let question = input(field, path, filled, look);
    if field.shown.is_always() {
        return question;
    }
    view! { <div class="slot" data-slot=path.to_owned() hidden=!shown>{question}</div> }.into_any()
}

fn input(field: &Field, path: &str, filled: &Filled<'_>, look: &Look) -> AnyView {
    let question = Question {
        path: path.to_owned(),
        label: field.label.clone(),
        hint: field.hint.clone(),
        error: look.error(path),
        // What another answer may call for is not said to be free to leave out.
        required: !field.required.is_never(),
    };
    let text = look.text(path, &field.kind);
    match &field.kind {
        FieldKind::Choice { options } => choice(question, options, &text),
        FieldKind::YesNo => choice(question, &yes_no(), &text),
        FieldKind::Choices { options, .. } => choices(question, options, look),
        FieldKind::Declaration { text: words } => {
            let ticked = look.answers.get(path) == Some(&Value::Bool(true));
            declaration(question, words.clone(), ticked)
        }
        FieldKind::Person { parts } => person(path, field, parts, question.error, look),
        FieldKind::Address { .. } => {
            let own = look.beside_applicant.iter().any(|name| name == path);
            address(path, field, question.error, own, look)
        }
        FieldKind::Repeat { .. } => repeat(path, field, filled, question.error, look),
        _ => typed(question, field, text),
    }
}

/// What is typed into one box.
fn typed(question: Question, field: &Field, text: String) -> AnyView {
    let Question {
        path,
        label,
        hint,
        error,
        required,
    } = question;
    let typing = Typing::of(field);
    let hint = hint.or_else(|| typing.hint.map(str::to_owned));
    let described = described_by(&path, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let (id, name) = (input_id(&path), path.clone());
    let boxed = match &field.kind {
        FieldKind::LongText { .. } => view! {
            <textarea id=id name=name rows="4" aria-describedby=described aria-invalid=invalid>{text}</textarea>
        }
        .into_any(),
        FieldKind::Money { .. } | FieldKind::Integer { .. } => {
            let (mode, unit) = match &field.kind {
                FieldKind::Integer { unit, .. } => ("numeric", unit.clone()),
                _ => ("decimal", Some("元".to_owned())),
            };
            view! {
                <span class="money">
                    <input id=id name=name inputmode=mode value=text aria-describedby=described aria-invalid=invalid/>
                    {unit}
                </span>
            }
            .into_any()
        }
        kind => {
            let input_type = match kind {
                FieldKind::Date { .. } => "date",
                FieldKind::Phone | FieldKind::Mobile => "tel",
                _ => "text",
            };
            view! {
                <input
                    id=id name=name type=input_type inputmode=typing.mode autocomplete=typing.purpose value=text
                    aria-describedby=described aria-invalid=invalid
                />
            }
            .into_any()
        }
    };
    view! { <FieldFrame path label hint error required>{boxed}</FieldFrame> }.into_any()
}
