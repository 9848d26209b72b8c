//! Right answers to any form: one for each field by its kind, then changed where the form's own rules object.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use shared::form::{Answers, Choice, CrossRule, Field, FieldKind, FormSchema, PersonParts, check, submission};
use shared::problem::FieldProblem;
use shared::time::Date;

use super::people::{Resident, number};
use crate::harness::people::VILLAGE;

/// More changes than this and the form wants somebody else.
const CHANGES: usize = 40;

/// Who fills in which form, and how they like to answer.
pub struct Filler<'a> {
    pub form: &'a FormSchema,
    pub resident: &'a Resident,
    pub today: Date,
    /// Yes where one may choose, the first of several, and everything that may be left out is filled in; or the other
    /// way round.
    pub yes: bool,
}

impl Filler<'_> {
    /// Answers the form's check takes; none when this person cannot give any.
    pub fn fill(&self) -> Option<Answers> {
        let mut answers = self.first();
        for _ in 0..CHANGES {
            let problems = self.problems(&answers);
            if problems.is_empty() {
                return Some(submission(self.form, &answers, self.today));
            }
            answers = problems.iter().find_map(|problem| self.mended(&answers, problem))?;
        }
        None
    }

    /// What keeps this person from filling it in.
    pub fn stuck(&self) -> Vec<FieldProblem> {
        let mut answers = self.first();
        for _ in 0..CHANGES {
            let problems = self.problems(&answers);
            match problems.iter().find_map(|problem| self.mended(&answers, problem)) {
                Some(better) => answers = better,
                None => break,
            }
        }
        self.problems(&answers)
    }

    fn problems(&self, answers: &Answers) -> Vec<FieldProblem> {
        check(self.form, answers, self.today)
    }

    fn first(&self) -> Answers {
        let mut answers = Answers::new();
        for field in self.form.fields() {
            let optional = field.required.is_never();
            let list = matches!(field.kind, FieldKind::Repeat { .. });
            if !(optional && (list || !self.yes)) {
                answers.put(field.id.as_str(), self.answer(field));
            }
        }
        answers
    }

    /// The answers with one of those that the problem may hang on changed, when that leaves fewer problems.
    fn mended(&self, answers: &Answers, problem: &FieldProblem) -> Option<Answers> {
        let before = self.problems(answers).len();
        let changed = |(path, value): (String, Value)| {
            let mut changed = answers.clone();
            changed.put(&path, value);
            (self.problems(&changed).len() < before).then_some(changed)
        };
        self.ways_out(problem).into_iter().find_map(changed)
    }

    /// Other answers to the questions a problem may hang on.
    fn ways_out(&self, problem: &FieldProblem) -> Vec<(String, Value)> {
        let mut names = BTreeSet::from([head(&problem.path).to_owned()]);
        for rule in self.rules().filter(|rule| rule.message == problem.message) {
            names.extend(rule.when.paths().iter().map(|path| path.head().to_owned()));
        }
        let mut ways = Vec::new();
        for field in self.form.fields().filter(|field| names.contains(field.id.as_str())) {
            ways.extend(
                self.others(field)
                    .into_iter()
                    .map(|value| (field.id.to_string(), value)),
            );
            if let FieldKind::Repeat { fields, .. } = &field.kind {
                for inner in fields {
                    let path = format!("{}[0].{}", field.id, inner.id);
                    ways.extend(self.others(inner).into_iter().map(|value| (path.clone(), value)));
                }
            }
        }
        ways
    }

    fn rules(&self) -> impl Iterator<Item = &CrossRule> {
        self.form.rules.iter()
    }

    fn answer(&self, field: &Field) -> Value {
        match &field.kind {
            FieldKind::Text { max } => clip(self.text(field), *max).into(),
            FieldKind::LongText { max } => clip("情况属实。\r\n家住本村，请按规定办理。", *max).into(),
            FieldKind::Integer { min, .. } => min.unwrap_or(1).into(),
            FieldKind::Money { min, max } => min.unwrap_or(0).max(max.unwrap_or(10_000).min(10_000)).into(),
            FieldKind::Date { .. } => self.days(field).into_iter().next().unwrap_or_default(),
            FieldKind::Choice { options } => self.pick(options),
            FieldKind::Choices { options, min, .. } => {
                let many = (*min as usize).max(1);
                let values: Vec<Value> = options.iter().map(|option| option.value.as_str().into()).collect();
                let at = if self.yes { 0 } else { values.len() - many };
                Value::Array(values[at..at + many].to_vec())
            }
            FieldKind::YesNo => self.yes.into(),
            FieldKind::CitizenNumber => self.resident.number.as_str().into(),
            FieldKind::CreditCode => "91350582MA0T00070C".into(),
            FieldKind::Phone => "0595-85000000".into(),
            FieldKind::Mobile => "13900000020".into(),
            FieldKind::Address { .. } => json!({"division": VILLAGE, "detail": "东门外 3 号"}),
            FieldKind::Person { parts } => self.person(field, parts),
            FieldKind::Repeat { fields, min, .. } => {
                let entry: Map<String, Value> = fields
                    .iter()
                    .map(|field| (field.id.to_string(), self.answer(field)))
                    .collect();
                Value::Array(vec![Value::Object(entry); (*min as usize).max(1)])
            }
            FieldKind::Material { .. } => json!(["01890a5d-ac96-774b-bcce-b302099a8057"]),
            FieldKind::Declaration { .. } => true.into(),
        }
    }

    fn pick(&self, options: &[Choice]) -> Value {
        let chosen = if self.yes { options.first() } else { options.last() };
        chosen.map_or(Value::Null, |option| option.value.as_str().into())
    }

    fn text(&self, field: &Field) -> &str {
        let label = field.label.as_str();
        if label.contains("户名") || label.contains("姓名") || label.contains("开户人") {
            self.resident.name
        } else if label.contains("号") {
            "6228480402564890018"
        } else {
            "东门外"
        }
    }

    /// The applicant is the one who is signed in, everyone else somebody of full age.
    fn person(&self, field: &Field, parts: &PersonParts) -> Value {
        if field.id.as_str() == "applicant" {
            return self.named(parts, self.resident.name, &self.resident.number, self.resident.mobile);
        }
        self.named(parts, "黄志明", &number("19880808", "411"), "13900000021")
    }

    fn named(&self, parts: &PersonParts, name: &str, number: &str, mobile: &str) -> Value {
        let mut group = Map::new();
        for part in parts.names() {
            let value = match part {
                "name" => name.into(),
                "citizen_number" => number.into(),
                "mobile" => mobile.into(),
                _ => self.pick(&parts.relation),
            };
            group.insert(part.to_owned(), value);
        }
        Value::Object(group)
    }

    /// Days the field takes, the likely ones first.
    fn days(&self, field: &Field) -> Vec<Value> {
        let FieldKind::Date { min, max } = &field.kind else {
            return Vec::new();
        };
        let (min, max) = (
            min.map(|bound| bound.on(self.today)),
            max.map(|bound| bound.on(self.today)),
        );
        let birth = self.resident.number.get(6..14).unwrap_or_default();
        let birth: Option<Date> = format!("{}-{}-{}", &birth[..4], &birth[4..6], &birth[6..]).parse().ok();
        [-30, -200, -400, -4000, 0, 30, 100, -5, -1]
            .into_iter()
            .map(|days| self.today.saturating_add(jiff::Span::new().days(days)))
            .chain(birth)
            .chain(min)
            .chain(max)
            .filter(|day| min.is_none_or(|min| *day >= min) && max.is_none_or(|max| *day <= max))
            .map(|day| day.to_string().into())
            .collect()
    }

    /// Every other answer worth trying.
    fn others(&self, field: &Field) -> Vec<Value> {
        match &field.kind {
            FieldKind::YesNo => vec![true.into(), false.into()],
            FieldKind::Choice { options } => options.iter().map(|option| option.value.as_str().into()).collect(),
            FieldKind::Choices { options, .. } => {
                let one = options.iter().map(|option| json!([option.value]));
                one.chain([json!([])]).collect()
            }
            FieldKind::Integer { min, max, .. } => {
                let bounds = [*min, *max].into_iter().flatten();
                let values = bounds.chain([1, 2, 3, 5, 16, 30, 80, 100, 120, 2000, 2010]);
                values.map(Value::from).collect()
            }
            FieldKind::Money { min, max } => {
                let bounds = [*min, *max].into_iter().flatten();
                bounds.chain([0, 10_000, 100_000, 1_000_000]).map(Value::from).collect()
            }
            FieldKind::Date { .. } => self.days(field),
            FieldKind::Text { .. } => vec![self.resident.name.into(), "东门外".into()],
            FieldKind::CitizenNumber => vec![number("19880808", "411").into(), number("20150303", "613").into()],
            FieldKind::Person { parts } => {
                let people = [
                    ("19880808", "411"),
                    ("19560102", "512"),
                    ("20150303", "613"),
                    ("20260901", "714"),
                ];
                let relations = match parts.relation.as_slice() {
                    [] => vec![None],
                    relations => relations.iter().map(|one| Some(one.value.as_str())).collect(),
                };
                let mut ways = Vec::new();
                for (birth, order) in people {
                    for relation in &relations {
                        let mut one = self.named(parts, "黄志明", &number(birth, order), "13900000021");
                        if let Some(relation) = relation {
                            one["relation"] = (*relation).into();
                        }
                        ways.push(one);
                    }
                }
                // The applicant stays who is signed in.
                if field.id.as_str() == "applicant" {
                    Vec::new()
                } else {
                    ways
                }
            }
            FieldKind::Repeat { .. } | FieldKind::Material { .. } => vec![self.answer(field)],
            _ => Vec::new(),
        }
    }
}

fn clip(text: &str, max: u32) -> String {
    text.chars().take(max as usize).collect()
}

fn head(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}
