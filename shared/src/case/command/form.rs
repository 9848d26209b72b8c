//! A command's form: shown, read and checked as every other form is.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::asks::{POST, WINDOW};
use super::{Ask, Command, CommandKind, Shape};
use crate::case::{Waybill, Wish};
use crate::form::{Answers, Choice, CrossRule, Expr, FormSchema, Page, Path, check};
use crate::id::AccountId;
use crate::problem::{FieldProblem, Refusal};

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
            rules: rules(self, under),
        })
    }

    /// The command that these answers make. Whether the colleague it names may get the case is for the service to say,
    /// which knows who works there.
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
    let asks = kind.row().asks;
    let typed = |ask: &Ask| answers.get(ask.id).and_then(Value::as_str).unwrap_or_default();
    // The list that was chosen from is not known here: any account may stand in it.
    let named: Vec<Choice> = asks
        .iter()
        .filter(|ask| ask.shape == Shape::Colleague && typed(ask).parse::<AccountId>().is_ok())
        .map(|ask| Choice {
            value: typed(ask).to_owned(),
            label: String::new(),
            hint: None,
        })
        .collect();
    let Some(form) = kind.form("", &named, None) else {
        return Err(Refusal::unreadable());
    };
    let mut problems = check(&form, answers, today);
    for ask in asks {
        let at = problems.iter().position(|problem| problem.path == ask.id);
        match (ask.shape, at.and_then(|at| problems.get_mut(at))) {
            (Shape::Colleague, Some(problem)) if !typed(ask).trim().is_empty() => *problem = not_a_colleague(ask.id),
            (Shape::Waybill, None) if answers.get("how").and_then(Value::as_str) == Some(POST) => {
                let wrong = typed(ask).parse::<Waybill>().err();
                problems.extend(wrong.map(|error| FieldProblem::of(ask.id, &error)));
            }
            _ => {}
        }
    }
    Refusal::of(problems)
}

/// The account that was named may not get the case: it is none, or of somebody who does not handle such cases.
#[must_use]
pub fn not_a_colleague(part: &str) -> FieldProblem {
    FieldProblem::new(part, "选择的人员不能承办这件办件", "请从列表里重新选择一位同事")
}

/// What contradicts what in a command's form; the browser tells the same.
fn rules(kind: CommandKind, under: &str) -> Vec<CrossRule> {
    let waybills = kind.row().asks.iter().filter(|ask| ask.shape == Shape::Waybill);
    waybills
        .filter_map(|ask| {
            let path: Path = format!("{under}{}", ask.id).parse().ok()?;
            let how: Path = format!("{under}how").parse().ok()?;
            Some(CrossRule {
                when: Expr::All(vec![Expr::Equals(how, WINDOW.into()), Expr::Answered(path.clone())]),
                path,
                message: "在窗口交给申请人的，没有快递单号".to_owned(),
                fix: "请清空快递单号；寄出去的，请改选“已邮寄”".to_owned(),
                caution: false,
            })
        })
        .collect()
}
