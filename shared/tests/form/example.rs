//! The example form, which has every kind of field, and answers to it.

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use shared::form::{Answers, FieldKind, FormSchema, check};

pub const TODAY: Date = date(2026, 11, 23);

pub fn json_of_form() -> Value {
    serde_json::from_str(include_str!("../data/form-example.json")).unwrap()
}

pub fn form() -> FormSchema {
    serde_json::from_value(json_of_form()).unwrap()
}

pub fn answers(value: Value) -> Answers {
    serde_json::from_value(value).unwrap()
}

/// A complete and right set of answers to the example.
pub fn right() -> Answers {
    answers(json!({
        "elder": { "name": "陈阿婆", "citizen_number": "350501193503100116", "mobile": "13900000001" },
        "home": { "division": "350582115203", "detail": "海滨路 12 号" },
        "has_card": false,
        "bank": "晋江农商银行", "account": "6222000000000000",
        "income": 123_450, "people": 2, "since": "2015-03-10",
        "help": ["food", "visit"], "marital": "widowed",
        "members": [ { "name": "陈小满", "relation": "child", "age": 50, "works": true, "employer": "深沪渔具厂" } ],
        "card_photo": ["01890a5d-ac96-774b-bcce-b302099a8057"],
        "note": "下午在家", "phone": "0595-85000000", "contact": "13900000002",
        "shop_code": "91350582MA0T00070C", "helper_number": "350501196601160538",
        "true_words": true
    }))
}

pub fn changed(path: &str, value: Value) -> Answers {
    let mut answers = right();
    answers.put(path, value);
    answers
}

/// The paths that `check` complains about.
pub fn paths(answers: &Answers) -> Vec<String> {
    check(&form(), answers, TODAY)
        .into_iter()
        .map(|problem| problem.path)
        .collect()
}

#[test]
fn every_kind_of_field_is_in_the_example() {
    let form = form();
    let mut kinds: Vec<&str> = form.fields().map(|field| field.kind.name()).collect();
    for field in form.fields() {
        if let FieldKind::Repeat { fields, .. } = &field.kind {
            kinds.extend(fields.iter().map(|field| field.kind.name()));
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 17);
}
