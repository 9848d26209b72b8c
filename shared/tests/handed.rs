//! The materials of a case against its standard, on the shipped items and forms.
#![allow(clippy::unwrap_used, reason = "a test says so loudly when its own data is wrong")]

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::catalogue::{Handed, Item, form_for, handed_materials};
use shared::form::{Answers, FormSchema};

fn read<T: DeserializeOwned>(name: &str) -> T {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/data/jinjiang");
    serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

/// 高龄津贴: each material by name, how it stands, and how many files.
fn stands(answers: &Value) -> Vec<(String, Handed, u32)> {
    let item: Item = read("items/JJ-MZ-04.json");
    let form: FormSchema = form_for(&item, &read("forms/elder-allowance.json"));
    let answers: Answers = serde_json::from_value(answers.clone()).unwrap();
    handed_materials(&item, &form, &answers, "2026-11-23".parse().unwrap())
        .into_iter()
        .map(|line| (line.name, line.handed, line.files))
        .collect()
}

#[test]
fn every_required_material_is_there_missing_or_spared() {
    let lines = stands(&json!({"agent": true, "bank_photo": ["a", "b"]}));
    let of = |name: &str| {
        let line = lines.iter().find(|line| line.0.contains(name));
        line.map(|line| (line.1, line.2))
    };
    assert_eq!(of("高龄津贴申请表"), Some((Handed::Online, 0)));
    assert_eq!(of("户口簿"), Some((Handed::Exempt, 0)));
    assert_eq!(of("银行账户"), Some((Handed::In, 2)));
    assert_eq!(of("授权委托书"), Some((Handed::Missing, 0)));
}

#[test]
fn what_the_case_does_not_require_is_no_gap_and_what_came_beside_is_named() {
    let alone = stands(&json!({"agent": false}));
    assert!(!alone.iter().any(|line| line.0.contains("授权委托书")), "{alone:?}");
    let beside = stands(&json!({"agent": false, "proxy_papers": ["a"]}));
    let line = beside.iter().find(|line| line.0.contains("授权委托书")).unwrap();
    assert_eq!((line.1, line.2), (Handed::Beyond, 1));
}
