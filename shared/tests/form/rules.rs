//! The rule language.

use serde_json::{Value, json};
use shared::form::{Expr, eval};

use crate::example::{TODAY, answers, right};

fn rule(value: Value) -> Expr {
    serde_json::from_value(value).unwrap()
}

#[test]
fn rules_read_and_write_the_same_json() {
    for json in [
        json!(true),
        json!({"all": [{"answered": "phone"}, {"not": {"equals": ["marital", "married"]}}]}),
        json!({"any": [{"one_of": ["marital", ["a", "b"]]}, {"contains": ["help", "food"]}]}),
        json!({"compare": ["people", ">=", 2]}),
        json!({"compare": ["since", "<", {"today": true}]}),
        json!({"compare": ["since", "<", {"path": "until"}]}),
        json!({"age": ["elder.citizen_number", ">=", 80]}),
    ] {
        let rule: Expr = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&rule).unwrap(), json);
    }
    assert!(serde_json::from_value::<Expr>(json!({"execute": ["rm"]})).is_err());
}

#[test]
fn a_misspelt_rule_is_told_by_its_name() {
    let told = |value: Value| serde_json::from_value::<Expr>(value).unwrap_err().to_string();
    assert!(told(json!({ "equal": ["a", 1] })).contains("`equal`"));
    assert!(told(json!("yes")).contains("a rule: true, false"));
    assert!(told(json!({ "equals": ["a", 1], "not": true })).len() > 5);
    assert!(told(json!({ "age": ["no path", ">", 1] })).contains("字段路径"));
}

#[test]
fn rules_hold_as_they_read() {
    let truths = [
        json!(true),
        json!({ "answered": "phone" }),
        json!({ "equals": ["has_card", false] }),
        json!({ "equals": ["people", 2.0] }),
        json!({ "one_of": ["marital", ["single", "widowed"]] }),
        json!({ "contains": ["help", "visit"] }),
        json!({ "compare": ["income", ">=", 123_450] }),
        json!({ "compare": ["since", "<", { "today": true }] }),
        json!({ "compare": ["since", "!=", "2015-03-11"] }),
        json!({ "compare": ["members", "=", 1] }),
        json!({ "compare": ["people", ">", { "path": "members" }] }),
        json!({ "age": ["elder.citizen_number", ">=", 91] }),
        json!({ "age": ["since", "=", 11] }),
        json!({ "not": { "contains": ["help", "clean"] } }),
        json!({ "all": [] }),
        json!({ "not": { "any": [] } }),
    ];
    for truth in truths {
        assert!(eval(&rule(truth.clone()), &right(), TODAY), "{truth}");
        assert!(!eval(&rule(json!({ "not": truth })), &right(), TODAY));
    }
}

#[test]
fn what_is_missing_or_of_another_kind_makes_every_comparison_false() {
    let odd = answers(json!({ "text": "abc", "group": {}, "blank": " ", "list": [] }));
    for path in ["nowhere", "text", "group", "group.deep", "blank", "list[3]", ".sibling"] {
        for how in ["<", "<=", "=", "!=", ">=", ">"] {
            assert!(!eval(&rule(json!({ "compare": [path, how, 1] })), &odd, TODAY));
            assert!(!eval(&rule(json!({ "age": [path, how, 1] })), &odd, TODAY));
        }
        assert!(!eval(&rule(json!({ "contains": [path, "a"] })), &odd, TODAY));
    }
    for path in ["nowhere", "group", "blank", "list"] {
        assert!(!eval(&rule(json!({ "answered": path })), &odd, TODAY), "{path}");
    }
}

#[test]
fn age_is_counted_on_the_birthday_itself() {
    let born = |day: &str| answers(json!({ "born": day }));
    let adult = rule(json!({ "age": ["born", ">=", 18] }));
    assert!(eval(&adult, &born("2008-11-23"), TODAY));
    assert!(!eval(&adult, &born("2008-11-24"), TODAY));
    assert!(!eval(
        &rule(json!({ "age": ["born", "<", 18] })),
        &born("2027-01-01"),
        TODAY
    ));
}

#[test]
fn one_number_typed_in_two_ways_is_one_number() {
    let same = rule(json!({ "compare": ["a", "=", { "path": "b" }] }));
    for (a, b, is_same) in [
        ("35050119350310011x", " 35050119350310011X", true),
        ("350501193503100116", "３５０５０１１９３５０３１００１１６", true),
        ("350501350310011", "350501193503100116", true),
        ("350501193503100116", "350501196601160538", false),
    ] {
        let typed = answers(json!({ "a": a, "b": b }));
        assert_eq!(eval(&same, &typed, TODAY), is_same, "{a} {b}");
    }
}
