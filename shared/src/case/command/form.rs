//! A command's form: shown, read and checked as every other form is.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::{Command, CommandKind, Shape};
use crate::case::{Refusal, Waybill, Wish};
use crate::form::{Answers, Choice, FormSchema, Page, check};
use crate::problem::FieldProblem;

impl CommandKind {
    /// The form behind the button; a page may have several, and puts each `under` a name of its own: `close-`. `wish`: how
    /// the applicant chose to get the result, where that is known.
    #[must_use]
    pub fn form(self, under: &str, colleagues: &[Choice], wish: Option<Wish>) -> Option<FormSchema> {
        let row = self.row();
        let fields = row
            .asks
            .iter()
            .filter_map(|ask| ask.field(under, colleagues, wish))
            .collect();
        Some(FormSchema {
            id: row.name.replace('_', "-").parse().ok()?,
            version: 1,
            title: TITLE.to_owned(),
            pages: vec![Page {
                id: PAGE.parse().ok()?,
                title: TITLE.to_owned(),
                intro: None,
                fields,
            }],
            applicant: Vec::new(),
            rules: Vec::new(),
        })
    }

    /// The command that these answers make.
    ///
    /// # Errors
    /// A [`Refusal`] with all that is missing or wrong.
    pub fn read(self, answers: &Answers, today: Date) -> Result<Command, Refusal> {
        complete(self, answers, today)?;
        let mut map: Map<String, Value> = answers.as_map().clone();
        map.insert(TAG.to_owned(), self.row().name.into());
        serde_json::from_value(Value::Object(map)).map_err(|_| Refusal::unreadable())
    }
}

/// What the form is called, where a name is asked for: pages show the button's.
const TITLE: &str = "办理";
/// The one page of a command's form.
pub(super) const PAGE: &str = "act";
/// The tag that serde gives a command.
const TAG: &str = "command";

impl Command {
    /// Refuses what lacks something its form asks for.
    ///
    /// # Errors
    /// A [`Refusal`] with all that is missing or wrong.
    pub(in crate::case) fn complete(&self, today: Date) -> Result<(), Refusal> {
        complete(self.kind(), &self.answers(), today)
    }

    /// What its form would have been answered with.
    fn answers(&self) -> Answers {
        let asks = self.kind().row().asks;
        let said = serde_json::to_value(self).unwrap_or_default();
        let mut answers = Answers::new();
        for ask in asks {
            if let Some(value) = said.get(ask.id).filter(|value| !value.is_null()) {
                answers.put(ask.id, value.clone());
            }
        }
        answers
    }
}

fn complete(kind: CommandKind, answers: &Answers, today: Date) -> Result<(), Refusal> {
    let Some(form) = kind.form("", &[], None) else {
        return Err(Refusal::unreadable());
    };
    let mut problems = check(&form, answers, today);
    for ask in kind.row().asks.iter().filter(|ask| ask.shape == Shape::Waybill) {
        let typed = answers.get(ask.id).and_then(Value::as_str).unwrap_or_default();
        let by_post = answers.get("how").and_then(Value::as_str) == Some("post");
        let known = problems.iter().any(|problem| problem.path == ask.id);
        if let (true, false, Err(error)) = (by_post, known, typed.parse::<Waybill>()) {
            problems.push(FieldProblem::of(ask.id, &error));
        }
    }
    Refusal::of(problems)
}
