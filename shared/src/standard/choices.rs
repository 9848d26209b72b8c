//! The value lists of the sheet, as options to pick from.

use serde_json::Value;

use crate::catalogue::{
    BodyKind, CaseType, ExerciseLevel, Issuer, ItemType, MaterialForm, OnlineDepth, Presence, ResultKind,
    ServiceObject, TownPower, Way,
};
use crate::form::{Answers, Choice};
use crate::place::Tier;
use crate::time::LimitUnit;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    ItemType,
    ExerciseLevel,
    BodyKind,
    ServiceObject,
    OnlineDepth,
    Tier,
    TownPower,
    CaseType,
    Issuer,
    MaterialForm,
    Presence,
    ResultKind,
    Way,
}

fn option(value: impl Into<String>, label: impl Into<String>) -> Choice {
    Choice {
        value: value.into(),
        label: label.into(),
        hint: None,
    }
}

fn pairs(all: &[(&str, &str)]) -> Vec<Choice> {
    all.iter().map(|(value, label)| option(*value, *label)).collect()
}

/// The options of a list.
#[must_use]
pub fn options(list: List) -> Vec<Choice> {
    macro_rules! all_of {
        ($name:ident) => {
            pairs(&$name::ALL.map(|one| (one.as_str(), one.words())))
        };
    }
    match list {
        List::ItemType => all_of!(ItemType),
        List::ExerciseLevel => all_of!(ExerciseLevel),
        List::BodyKind => all_of!(BodyKind),
        List::ServiceObject => all_of!(ServiceObject),
        List::OnlineDepth => all_of!(OnlineDepth),
        List::Way => all_of!(Way),
        List::Tier => all_of!(Tier),
        List::TownPower => all_of!(TownPower),
        List::CaseType => all_of!(CaseType),
        List::Issuer => all_of!(Issuer),
        List::MaterialForm => all_of!(MaterialForm),
        List::ResultKind => all_of!(ResultKind),
        List::Presence => pairs(&[
            (Presence::Away.as_str(), "要，申请人到指定的地方去"),
            (Presence::Home.as_str(), "要，工作人员上门，申请人在场"),
        ]),
    }
}

/// The units of a limit.
#[must_use]
pub fn units(none: bool) -> Vec<Choice> {
    let mut all = pairs(&LimitUnit::ALL.map(|unit| (unit.as_str(), unit.words())));
    if none {
        all.push(option("none", "没有规定"));
    }
    all
}

/// How a question is answered.
#[must_use]
pub fn questions() -> Vec<Choice> {
    pairs(&[
        ("yes_no", "是或否"),
        ("choice", "选一项"),
        ("choices", "可选多项"),
        ("kept", "保持原来的（日期、数字等）"),
    ])
}

/// Yes, no, not known.
#[must_use]
pub fn tri() -> Vec<Choice> {
    pairs(&[("yes", "是"), ("no", "否"), ("unknown", "还不清楚")])
}

/// What conditions can be picked, from the situations as they stand on the sheet.
#[must_use]
pub fn conditions(answers: &Answers) -> Vec<Choice> {
    let mut all = pairs(&[("always", "总是需要"), ("kept", "保持原来的组合条件")]);
    let situations = answers.get("situations").and_then(Value::as_array);
    for situation in situations.into_iter().flatten() {
        let part = |name: &str| situation.get(name).and_then(Value::as_str).unwrap_or_default().trim();
        let (id, label) = (part("id"), part("label"));
        if id.is_empty() {
            continue;
        }
        match part("kind") {
            "yes_no" => {
                all.push(option(format!("{id}=true"), format!("「{label}」回答“是”")));
                all.push(option(format!("{id}=false"), format!("「{label}」回答“否”")));
            }
            "choice" | "choices" => {
                for line in part("options").lines().map(str::trim).filter(|line| !line.is_empty()) {
                    all.push(option(format!("{id}={line}"), format!("「{label}」选“{line}”")));
                }
            }
            _ => {}
        }
    }
    all
}
