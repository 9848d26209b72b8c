//! Planted faults: each is found, where it is and with the way out; what is sound is not warned of.

use serde_json::{Value, json};
use shared::form::FormSchema;
use shared::standard::design::{Focus, Warning, reach};

use crate::design::at;
use crate::example::{TODAY, form};

fn base() -> Value {
    json!({"id": "f", "version": 1, "title": "试", "pages": [{"id": "p", "title": "第一页", "fields": [
        {"id": "marital", "label": "婚姻", "kind": "choice", "options": [
            {"value": "yes", "label": "已婚"}, {"value": "no", "label": "未婚"}, {"value": "gone", "label": "离异"}]},
        {"id": "local", "label": "本地人", "kind": "yes_no"},
        {"id": "people", "label": "人数", "kind": "integer", "min": 1, "max": 9},
        {"id": "born", "label": "出生日期", "kind": "date", "max": {"today": 0}},
        {"id": "number", "label": "证号", "kind": "citizen_number"},
        {"id": "help", "label": "要什么", "kind": "choices", "max": 2, "options": [
            {"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}, {"value": "c", "label": "丙"}]},
        {"id": "members", "label": "成员", "kind": "repeat", "max": 3, "item_label": "成员", "fields": [
            {"id": "works", "label": "有工作", "kind": "yes_no"},
            {"id": "pay", "label": "收入", "kind": "money", "shown": {"equals": [".works", true]}}]},
        {"id": "last", "label": "最后", "kind": "text"}]}]})
}

fn with(shown: Value) -> FormSchema {
    let mut form = base();
    form["pages"][0]["fields"][7]["shown"] = shown;
    serde_json::from_value(form).unwrap()
}

fn found(shown: Value) -> Vec<Warning> {
    reach(&with(shown), TODAY)
}

#[test]
fn a_form_as_cities_use_it_is_not_warned_of() {
    assert_eq!(reach(&form(), TODAY), []);
    assert_eq!(found(json!(true)), []);
}

#[test]
fn what_can_never_be_shown_is_found_with_its_reason() {
    let never: Vec<(Value, &str)> = vec![
        (json!(false), "任何时候都不"),
        (json!({"equals": ["marital", "widowed"]}), "已没有这一项"),
        (json!({"one_of": ["marital", ["x", "y"]]}), "不可能成立"),
        (
            json!({"all": [{"equals": ["marital", "yes"]}, {"equals": ["marital", "no"]}]}),
            "不能同时成立",
        ),
        (
            json!({"all": [{"equals": ["local", true]}, {"not": {"equals": ["local", true]}}]}),
            "不能同时成立",
        ),
        (
            json!({"all": [{"compare": ["people", "<", 3]}, {"compare": ["people", ">", 5]}]}),
            "不能同时成立",
        ),
        (
            json!({"all": [{"compare": ["people", "<", 3]}, {"compare": ["people", ">", 2]}]}),
            "不能同时成立",
        ),
        (json!({"compare": ["people", ">", 9]}), "不可能成立"),
        (json!({"compare": ["people", "=", 2.5]}), "不可能成立"),
        (
            json!({"all": [{"age": ["number", ">=", 80]}, {"age": ["number", "<", 60]}]}),
            "不能同时成立",
        ),
        (
            json!({"all": [{"age": ["born", ">=", 80]}, {"compare": ["born", ">", "1960-01-01"]}]}),
            "不能同时成立",
        ),
        (json!({"compare": ["born", ">", {"today": true}]}), "不可能成立"),
        (
            json!({"all": [{"answered": "help"}, {"not": {"answered": "help"}}]}),
            "不能同时成立",
        ),
        (
            json!({"all": [{"contains": ["help", "a"]}, {"contains": ["help", "b"]}, {"contains": ["help", "c"]}]}),
            "不可能成立",
        ),
        (json!({"compare": ["help", ">=", 3]}), "不可能成立"),
        (json!({"compare": ["members", ">", 3]}), "不可能成立"),
        (json!({"answered": "members[3].works"}), "不可能成立"),
        (
            json!({"all": [{"answered": "members[0].pay"}, {"equals": ["members[0].works", false]}]}),
            "不能同时成立",
        ),
        (
            json!({"all": [{"answered": "members[0].pay"}, {"not": {"answered": "members"}}]}),
            "不能同时成立",
        ),
        (
            json!({"all": [{"any": [{"equals": ["marital", "yes"]}, {"equals": ["marital", "no"]}]}, {"equals": ["marital", "gone"]}]}),
            "不能同时成立",
        ),
    ];
    for (rule, why) in never {
        let warnings = found(rule.clone());
        assert_eq!(warnings.len(), 1, "{rule}");
        let Focus::Field(field) = &warnings[0].at else {
            panic!("{rule}")
        };
        assert_eq!(*field, at("last"));
        assert!(
            warnings[0].what.contains("永远不会显示") && warnings[0].what.contains(why),
            "{rule}: {}",
            warnings[0].what
        );
        assert!(!warnings[0].fix.is_empty());
    }
}

#[test]
fn what_can_be_is_let_be() {
    for rule in [
        json!({"all": [{"compare": ["people", ">=", 3]}, {"compare": ["people", "<=", 3]}]}),
        json!({"all": [{"not": {"equals": ["marital", "yes"]}}, {"not": {"equals": ["marital", "no"]}}]}),
        json!({"all": [{"contains": ["help", "a"]}, {"contains": ["help", "b"]}]}),
        json!({"all": [{"age": ["born", ">=", 80]}, {"compare": ["born", ">", "1930-01-01"]}]}),
        json!({"answered": "members[2].pay"}),
        json!({"any": [{"equals": ["marital", "widowed"]}, {"equals": ["local", true]}]}),
    ] {
        assert_eq!(found(rule.clone()), [], "{rule}");
    }
}

#[test]
fn what_reads_a_field_that_never_shows_never_shows_itself() {
    let mut form = base();
    form["pages"][0]["fields"][1]["shown"] = json!({"equals": ["marital", "widowed"]});
    form["pages"][0]["fields"][7]["shown"] = json!({"equals": ["local", true]});
    let warnings = reach(&serde_json::from_value(form).unwrap(), TODAY);
    assert_eq!(warnings.len(), 2);
    assert!(warnings[1].what.contains("「本地人」自己就不会显示"), "{warnings:?}");
}

#[test]
fn what_always_holds_and_what_contradicts_the_showing_is_found() {
    let always = found(json!({"any": [{"equals": ["local", true]}, {"equals": ["local", false]}]}));
    assert!(always[0].what.contains("总是成立"), "{always:?}");
    let mut form = base();
    form["pages"][0]["fields"][7]["shown"] = json!({"equals": ["local", true]});
    form["pages"][0]["fields"][7]["required"] = json!({"equals": ["local", false]});
    let never = reach(&serde_json::from_value(form.clone()).unwrap(), TODAY);
    assert!(never[0].what.contains("必填条件不可能成立"), "{never:?}");
    form["pages"][0]["fields"][7]["required"] = json!({"answered": "local"});
    let needless = reach(&serde_json::from_value(form).unwrap(), TODAY);
    assert!(needless[0].what.contains("必填条件总是成立"), "{needless:?}");
}

#[test]
fn rules_that_never_fire_or_always_do_are_found() {
    let mut form = base();
    form["rules"] = json!([
        {"when": {"compare": ["people", ">", 20]}, "path": "people", "message": "人太多", "fix": "核对"},
        {"when": {"compare": ["people", ">=", 1]}, "path": "people", "message": "有人", "fix": "核对"},
        {"when": {"compare": ["people", ">=", 8]}, "path": "people", "message": "人多", "fix": "核对"}]);
    form["pages"][0]["fields"][6]["rules"] = json!([
        {"when": {"all": [{"equals": [".works", false]}, {"answered": ".pay"}]}, "path": ".pay", "message": "没有工作", "fix": "核对"}]);
    let warnings = reach(&serde_json::from_value(form).unwrap(), TODAY);
    let said: Vec<(&str, bool)> = warnings
        .iter()
        .map(|w| (w.what.split('：').next().unwrap(), w.severe))
        .collect();
    assert_eq!(
        said,
        [
            ("规则“人太多”永远不会提示", false),
            ("规则“有人”总会提示，这样谁也交不了申请", true),
            ("规则“没有工作”永远不会提示", false)
        ]
    );
}

#[test]
fn a_page_that_may_be_empty_and_days_the_wrong_way_round_are_found() {
    let mut form = base();
    let field = json!({"id": "more", "label": "更多", "kind": "date", "min": {"on": "2999-01-01"}, "max": {"today": 0},
        "shown": {"equals": ["local", true]}});
    let page = json!({"id": "q", "title": "第二页", "fields": [field]});
    form["pages"].as_array_mut().unwrap().push(page);
    let warnings = reach(&serde_json::from_value(form).unwrap(), TODAY);
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].what.contains("最早的日期晚于最晚的日期"));
    assert!(warnings[1].what.contains("“第二页”页可能一个问题也不显示"));
}

#[test]
fn what_is_asked_for_twice_asks_for_no_more() {
    let again = json!({"all": [{"contains": ["help", "a"]}, {"any": [{"contains": ["help", "a"]}]}, {"contains": ["help", "a"]}]});
    assert_eq!(found(again), [], "one of at most two");
}

#[test]
fn conditions_that_read_each_other_in_a_circle_come_to_an_end() {
    let mut form = base();
    let not = |path: &str| json!({"not": {"any": [{"equals": [path, true]}, {"answered": "last"}]}});
    form["pages"][0]["fields"][1]["shown"] = not("second");
    form["pages"][0]["fields"][2] = json!({"id": "second", "label": "第二个", "kind": "yes_no", "shown": not("local")});
    let form: FormSchema = serde_json::from_value(form).unwrap();
    // What is said of such a form matters little: `well_formed` refuses it.
    assert!(reach(&form, TODAY).len() < 10);
    assert!(!shared::form::well_formed(&form).is_empty());
}
