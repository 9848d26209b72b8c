//! What is taken, and worth a second look.

use serde_json::{Value, json};
use shared::form::{Answers, Filled, FormSchema, check};

use crate::example::{TODAY, changed, form, right};

fn looked_at(path: &str, value: &str) -> Vec<String> {
    let (form, answers) = (form(), changed(path, json!(value)));
    assert_eq!(check(&form, &answers, TODAY), [], "never in the way");
    let filled = Filled::new(&form, &answers, TODAY);
    filled.cautions().into_iter().map(|doubt| doubt.path).collect()
}

#[test]
fn a_name_of_one_character_and_a_code_that_does_not_add_up_are_shown_again() {
    assert_eq!(looked_at("elder.name", "丹"), ["elder.name"]);
    assert_eq!(looked_at("shop_code", "91350203M0001QKT19"), ["shop_code"]);
    assert_eq!(looked_at("elder.name", "陈阿婆"), [""; 0]);
    let (form, answers) = (form(), right());
    assert_eq!(Filled::new(&form, &answers, TODAY).cautions(), []);
}

/// A form with a caution of its own and one within the entries of a list, filled in like this.
fn cautions_of(answers: Value) -> Vec<String> {
    let form: FormSchema = serde_json::from_value(json!({
        "id": "aid", "version": 1, "title": "津贴", "pages": [{"id": "aid", "title": "情况", "fields": [
            {"id": "other", "label": "已经领着同类的钱吗", "kind": "yes_no"},
            {"id": "kin", "label": "亲人", "kind": "repeat", "max": 3, "item_label": "亲人", "min": 1,
                "fields": [{"id": "able", "label": "能照顾吗", "kind": "yes_no"}],
                "rules": [{"when": {"equals": [".able", true]}, "path": ".able", "message": "有能照顾的人",
                    "fix": "请核对", "caution": true}]}]}],
        "rules": [{"when": {"equals": ["other", true]}, "path": "other", "message": "不能再领一份", "fix": "请核对",
            "caution": true}]
    }))
    .unwrap();
    let answers: Answers = serde_json::from_value(answers).unwrap();
    assert_eq!(check(&form, &answers, TODAY), [], "never in the way");
    let against = Filled::new(&form, &answers, TODAY).against();
    against.into_iter().map(|caution| caution.path).collect()
}

#[test]
fn an_answer_that_speaks_against_a_condition_is_told_and_stops_nobody() {
    assert_eq!(cautions_of(json!({"other": true, "kin": [{"able": false}]})), ["other"]);
    assert_eq!(
        cautions_of(json!({"other": false, "kin": [{"able": false}, {"able": true}]})),
        ["kin[1].able"]
    );
    assert_eq!(cautions_of(json!({"other": false, "kin": [{"able": false}]})), [""; 0]);
}
