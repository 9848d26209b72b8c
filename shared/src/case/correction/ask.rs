//! What an officer picks and types, made into demands. Nothing typed is dropped without a word.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::Demand;
use super::super::decide::LONGEST_TEXT as MAX_WHY;
use super::reasons;
use crate::catalogue::{Handed, HandedMaterial};
use crate::form::{Answers, Field, FieldKind, Filled, FormSchema};
use crate::problem::FieldProblem;

/// One thing that may be asked for. `key` names its inputs: `ask:KEY` the tick, `std:KEY` each ready reason,
/// `why:KEY` the officer's own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Askable {
    pub key: String,
    pub path: Option<String>,
    pub what: String,
    /// The field behind it, for its ready reasons; what was asked in free words has none.
    pub field: Option<Field>,
    /// What supplies it instead of the applicant: 电子证照：居民户口簿.
    #[serde(default)]
    pub shared_by: Option<String>,
}

impl Askable {
    /// How a sentence names it: by its question, else by what was asked in free words.
    fn named(&self) -> String {
        let name = self.field.as_ref().map_or(self.what.as_str(), Field::called);
        format!("“{name}”")
    }

    #[must_use]
    pub fn is_material(&self) -> bool {
        self.field.as_ref().is_some_and(is_material)
    }

    #[must_use]
    pub fn reasons(&self) -> &'static [super::Reason] {
        self.field.as_ref().map_or(&[], |field| reasons(&field.kind))
    }
}

fn is_material(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Material { .. })
}

/// The words of a demand about a field.
#[must_use]
pub fn demand_words(field: &Field, path: &str, answers: &Answers) -> String {
    if is_material(field) {
        let handed_in = answers
            .get(path)
            .and_then(Value::as_array)
            .is_some_and(|files| !files.is_empty());
        format!(
            "{}“{}”",
            if handed_in { "请重新上传" } else { "请上传" },
            field.called()
        )
    } else {
        format!("请补充或更正“{}”", field.called())
    }
}

/// What this applicant was asked in this case and can put right: a question that was never shown cannot be answered
/// wrongly, and a declaration is made or not.
#[must_use]
pub fn asked<'f>(form: &'f FormSchema, answers: &Answers, today: Date) -> Vec<&'f Field> {
    let filled = Filled::new(form, answers, today);
    form.fields()
        .filter(|field| filled.shows(field.id.as_str()))
        .filter(|field| !matches!(field.kind, FieldKind::Declaration { .. }))
        .collect()
}

/// Whether a demand's path leads to something this applicant was asked.
#[must_use]
pub fn is_askable(form: &FormSchema, answers: &Answers, today: Date, path: &str) -> bool {
    let head = path.split(['.', '[']).next().unwrap_or_default();
    form.field_at(path).is_some()
        && asked(form, answers, today)
            .iter()
            .any(|field| field.id.as_str() == head)
}

/// What may be asked for: the first time all that was asked, later only what was told the first time.
#[must_use]
pub fn askables(form: &FormSchema, answers: &Answers, today: Date, told: &[Demand]) -> Vec<Askable> {
    if !told.is_empty() {
        let again = |(at, demand): (usize, &Demand)| Askable {
            key: format!("told-{}", at + 1),
            path: demand.path.clone(),
            what: demand.what.clone(),
            field: demand.path.as_deref().and_then(|path| form.field_at(path)).cloned(),
            shared_by: None,
        };
        return told.iter().enumerate().map(again).collect();
    }
    asked(form, answers, today)
        .into_iter()
        .map(|field| Askable {
            key: field.id.to_string(),
            path: Some(field.id.to_string()),
            what: demand_words(field, field.id.as_str(), answers),
            field: Some(field.clone()),
            shared_by: None,
        })
        .collect()
}

/// Marks what data sharing supplies (国务院令第716号 §11): it may be asked of the applicant only where sharing has
/// nothing, and then the officer says so in words.
pub fn mark_shared(askables: &mut [Askable], materials: &[HandedMaterial]) {
    let exempt = |path: &String| {
        let supplies = |one: &&HandedMaterial| one.handed == Handed::Exempt && one.paths.contains(path);
        materials.iter().find(supplies).map(|one| one.note.clone())
    };
    for one in askables {
        one.shared_by = one.path.as_ref().and_then(exempt);
    }
}

/// The demands that what was typed makes, in the form's order; the free line `other` comes last.
///
/// A reason without a tick is asked. A tick without a reason is wrong at that one input. What is typed at something
/// this applicant was never asked is told, not dropped.
///
/// # Errors
/// Every problem, at the input it concerns; at `demands` when nothing at all is asked.
pub fn compose(askables: &[Askable], typed: &[(String, String)]) -> Result<Vec<Demand>, Vec<FieldProblem>> {
    let mut demands = Vec::new();
    let mut problems = Vec::new();
    for one in askables {
        let why = why(one, typed);
        let ticked = typed
            .iter()
            .any(|(name, _)| name.strip_prefix("ask:") == Some(&one.key));
        let own = value(typed, &format!("why:{}", one.key));
        if why.chars().count() > MAX_WHY {
            problems.push(FieldProblem::new(
                format!("why:{}", one.key),
                format!("{}的原因写得太长", one.named()),
                format!("请写在 {MAX_WHY} 字以内"),
            ));
        } else if let Some(by) = one
            .shared_by
            .as_ref()
            .filter(|_| own.is_empty() && (ticked || !why.is_empty()))
        {
            problems.push(FieldProblem::new(
                format!("why:{}", one.key),
                format!("{}可以共享得到（{by}），不能要申请人交", one.named()),
                "请先通过数据共享核对；确实查不到的，在这一项写明查不到什么、为什么要补",
            ));
        } else if why.is_empty() && ticked {
            problems.push(FieldProblem::new(
                format!("why:{}", one.key),
                format!("{}没有写为什么要补正", one.named()),
                "请选一个原因，或者写一句申请人看得懂的话",
            ));
        } else if !why.is_empty() {
            demands.push(Demand {
                what: one.what.clone(),
                why,
                path: one.path.clone(),
            });
        }
    }
    let known = |key: &str| askables.iter().any(|one| one.key == key);
    let stray = typed.iter().find(|(name, value)| {
        let (kind, key) = name.split_once(':').unwrap_or_default();
        matches!(kind, "ask" | "std" | "why") && !value.trim().is_empty() && !known(key)
    });
    if stray.is_some() {
        problems.push(FieldProblem::new(
            "demands",
            "有一项没有问过这位申请人，不能要求补正",
            "请从下面列出的材料和回答里选择；列表里没有的，写在“其他要补正的”里",
        ));
    }
    let other = value(typed, "other");
    if other.chars().count() > MAX_WHY {
        problems.push(FieldProblem::new(
            "other",
            "“其他要补正的”写得太长",
            format!("请写在 {MAX_WHY} 字以内"),
        ));
    } else if !other.is_empty() {
        demands.push(Demand {
            what: other.to_owned(),
            why: other.to_owned(),
            path: None,
        });
    }
    if demands.is_empty() && problems.is_empty() {
        problems.push(FieldProblem::new(
            "demands",
            "还没有选要补正什么",
            "请把缺少或者有误的内容一次选全，逐条写明为什么",
        ));
    }
    if problems.is_empty() {
        Ok(demands)
    } else {
        Err(problems)
    }
}

/// The chosen sentences, then the officer's own words.
fn why(one: &Askable, typed: &[(String, String)]) -> String {
    let chosen = one.reasons().iter().filter(|reason| {
        typed
            .iter()
            .any(|(name, value)| name.strip_prefix("std:") == Some(&one.key) && value == reason.key)
    });
    let mut why: String = chosen.map(|reason| reason.words).collect();
    why.push_str(value(typed, &format!("why:{}", one.key)));
    why
}

fn value<'t>(typed: &'t [(String, String)], name: &str) -> &'t str {
    typed
        .iter()
        .find(|(key, _)| key == name)
        .map_or("", |(_, value)| value.trim())
}
