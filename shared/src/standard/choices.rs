//! The value lists of the sheet, as options to pick from.

use serde_json::Value;

use crate::catalogue::{
    BodyKind, CaseType, ExerciseLevel, Issuer, ItemType, MaterialForm, OnlineDepth, Presence, ResultKind,
    ServiceObject, Way,
};
use crate::form::{Answers, Choice};
use crate::place::Tier;

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
    macro_rules! coded {
        ($name:ident) => {
            $name::ALL
                .iter()
                .map(|one| option(one.code(), one.name()))
                .collect()
        };
    }
    match list {
        List::ItemType => coded!(ItemType),
        List::ExerciseLevel => coded!(ExerciseLevel),
        List::BodyKind => coded!(BodyKind),
        List::ServiceObject => coded!(ServiceObject),
        List::OnlineDepth => coded!(OnlineDepth),
        List::Way => coded!(Way),
        List::Tier => [Tier::City, Tier::Town, Tier::Village]
            .into_iter()
            .map(|tier| option(tier.as_str(), tier.title()))
            .collect(),
        List::TownPower => pairs(&[
            ("none", "由市级部门决定，镇（街道）只收件"),
            ("delegated", "市级部门下放或委托镇（街道）"),
            ("statutory", "法律直接规定由镇（街道）办"),
        ]),
        List::CaseType => [CaseType::Instant, CaseType::Promised]
            .into_iter()
            .map(|one| option(one.as_str(), one.words()))
            .collect(),
        List::Issuer => pairs(&[
            ("applicant", Issuer::Applicant.words()),
            ("government", Issuer::Government.words()),
            ("institution", Issuer::Institution.words()),
            ("village", Issuer::Village.words()),
        ]),
        List::MaterialForm => pairs(&[
            ("original", MaterialForm::Original.words()),
            ("original_check", MaterialForm::OriginalCheck.words()),
            ("copy", MaterialForm::Copy.words()),
            ("original_check_and_copy", MaterialForm::OriginalCheckAndCopy.words()),
        ]),
        List::Presence => pairs(&[
            (Presence::Away.as_str(), "要，申请人到指定的地方去"),
            (Presence::Home.as_str(), "要，工作人员上门，申请人在场"),
        ]),
        List::ResultKind => pairs(&[
            ("certificate", ResultKind::Certificate.words()),
            ("document", ResultKind::Document.words()),
            ("other", ResultKind::Other.words()),
        ]),
    }
}

/// The units of a limit.
#[must_use]
pub fn units(none: bool) -> Vec<Choice> {
    let mut all = pairs(&[
        ("working_days", "工作日"),
        ("natural_days", "自然日"),
        ("months", "个月"),
        ("on_the_spot", "当场办结"),
    ]);
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
