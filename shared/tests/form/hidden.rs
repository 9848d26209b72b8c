//! What is hidden is neither asked, nor checked, nor handed in, and decides nothing.

use serde_json::{Value, json};
use shared::form::{Answers, Filled, FormSchema, check, submission, visible_fields};

use crate::example::{TODAY, form, paths, right};

#[test]
fn what_is_hidden_is_neither_asked_nor_handed_in() {
    let mut answers = right();
    answers.put("has_card", true);
    answers.put("bank", "");
    assert_eq!(paths(&answers), [] as [&str; 0]);
    let sent = submission(&form(), &answers, TODAY);
    assert!(
        sent.get("account").is_none(),
        "left over from before the answer changed"
    );
    assert!(sent.get("elder.name").is_some());
}

#[test]
fn hiding_one_answer_hides_what_hung_on_it() {
    let mut answers = right();
    answers.put("members[0].works", false);
    let sent = submission(&form(), &answers, TODAY);
    assert!(sent.get("members[0].employer").is_none());
}

#[test]
fn tampered_and_unknown_fields_never_reach_the_submission() {
    let mut answers = right();
    answers.put("is_admin", true);
    answers.put("elder.role", "administrator");
    answers.put("members[0].score", 100);
    let sent = submission(&form(), &answers, TODAY).to_json();
    assert!(!sent.contains("is_admin") && !sent.contains("administrator") && !sent.contains("score"));
}

/// `b` is asked of those who said yes to `a`; `c` of those who left `b` empty; `d` must be answered after `b`.
fn chain() -> FormSchema {
    serde_json::from_value(
        json!({ "id": "chain", "version": 1, "title": "链", "pages": [ { "id": "p", "title": "页",
        "fields": [
            { "id": "a", "label": "甲", "kind": "yes_no" },
            { "id": "b", "label": "乙", "kind": "text", "required": false, "shown": { "equals": ["a", true] } },
            { "id": "c", "label": "丙", "kind": "text", "shown": { "not": { "answered": "b" } } },
            { "id": "d", "label": "丁", "kind": "text", "required": { "answered": "b" } }
        ] } ],
        "rules": [ { "when": { "answered": "b" }, "path": "d", "message": "乙和丁冲突", "fix": "请核对" } ] }),
    )
    .unwrap()
}

fn answers(value: Value) -> Answers {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_stale_answer_neither_hides_nor_demands_nor_contradicts() {
    let form = chain();
    let typed = answers(json!({ "a": false, "b": "还在", "c": "填了" }));
    let sent = submission(&form, &typed, TODAY);
    assert_eq!(
        sent,
        answers(json!({ "a": false, "c": "填了" })),
        "the answer on screen is kept"
    );
    assert_eq!(check(&form, &typed, TODAY), []);
    let shown: Vec<&str> = visible_fields(&form, &form.pages[0], &typed, TODAY)
        .iter()
        .map(|field| field.id.as_str())
        .collect();
    assert_eq!(shown, ["a", "c", "d"]);
    assert!(!Filled::new(&form, &typed, TODAY).requires("d"));
}

#[test]
fn a_material_is_asked_for_only_while_its_condition_holds() {
    let mut value = crate::example::json_of_form();
    value["pages"][2]["fields"][0]["shown"] = json!({ "equals": ["has_card", true] });
    let form: FormSchema = serde_json::from_value(value).unwrap();
    let mut answers = right();
    assert!(submission(&form, &answers, TODAY).get("card_photo").is_none());
    answers.put("card_photo", json!([]));
    assert_eq!(check(&form, &answers, TODAY), []);
    answers.put("has_card", true);
    assert_eq!(check(&form, &answers, TODAY)[0].path, "card_photo");
}

#[test]
fn a_field_of_an_entry_hides_by_its_own_entry() {
    let mut answers = right();
    answers.put(
        "members[1]",
        json!({ "name": "陈小宝", "relation": "child", "age": 9, "works": false, "employer": "无" }),
    );
    let form = form();
    let filled = Filled::new(&form, &answers, TODAY);
    let ids = |entry: &str| -> Vec<&str> {
        filled
            .entry_fields(entry)
            .iter()
            .map(|field| field.id.as_str())
            .collect()
    };
    assert_eq!(ids("members[0]"), ["name", "relation", "age", "works", "employer"]);
    assert_eq!(ids("members[1]"), ["name", "relation", "age", "works"]);
    assert_eq!(
        ids("members[2]"),
        ["name", "relation", "age", "works"],
        "an entry that is offered empty"
    );
    assert_eq!(ids("elder"), [] as [&str; 0]);
    assert!(filled.requires("members[0].employer") && !filled.requires("members[1].employer"));
    assert!(filled.requires("members[2].name") && filled.requires("elder.mobile") && !filled.requires("phone"));
}
