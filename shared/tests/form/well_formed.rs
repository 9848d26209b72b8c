//! Forms that make no sense are told so, fault by fault.

use serde_json::{Value, json};
use shared::form::{FormSchema, RESERVED, well_formed};

use crate::example::{form, json_of_form};

/// The faults of the example after one change, as `at what`.
fn faults(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut value = json_of_form();
    change(&mut value);
    let form: FormSchema = serde_json::from_value(value).unwrap();
    well_formed(&form)
        .into_iter()
        .map(|fault| format!("{} {}", fault.at, fault.what))
        .collect()
}

#[test]
fn a_schema_with_planted_faults_has_each_of_them_told() {
    let mut value: Value = json_of_form();
    let fields = &mut value["pages"][0]["fields"];
    fields[1]["id"] = json!("elder");
    fields[3]["shown"] = json!({"equals": ["nowhere", 1]});
    value["pages"][1]["fields"][2]["shown"] = json!({"answered": "note"});
    value["rules"][0]["path"] = json!("missing");
    let form: FormSchema = serde_json::from_value(value).unwrap();
    let at: Vec<String> = well_formed(&form).into_iter().map(|fault| fault.at).collect();
    for expected in [
        "pages[0].fields[1].id",
        "pages[0].fields[3].shown",
        "pages[1].fields[2].shown",
        "rules[0].path",
    ] {
        assert!(at.iter().any(|at| at == expected), "{expected} in {at:?}");
    }
}

#[test]
fn each_bound_that_cannot_be_met_is_told() {
    let cases: [(usize, usize, Value); 12] = [
        (1, 0, json!({ "options": [] })),
        (
            1,
            0,
            json!({ "options": [{ "value": "a", "label": "甲" }, { "value": "a", "label": "乙" }] }),
        ),
        (
            1,
            0,
            json!({ "options": [{ "value": "a", "label": "甲" }, { "value": "b", "label": " " }] }),
        ),
        (1, 1, json!({ "min": 9, "max": 3 })),
        (1, 2, json!({ "max": -1 })),
        (1, 3, json!({ "min": { "today": 1 }, "max": { "today": 0 } })),
        (
            1,
            3,
            json!({ "min": { "on": "2026-01-02" }, "max": { "on": "2026-01-01" } }),
        ),
        (1, 4, json!({ "min": 4, "max": null })),
        (1, 5, json!({ "min": 9, "max": 8 })),
        (2, 0, json!({ "max_files": 0 })),
        (2, 0, json!({ "accept": [] })),
        (2, 2, json!({ "text": "" })),
    ];
    for (page, field, change) in cases {
        let found = faults(|form| {
            let field = form["pages"][page]["fields"][field].as_object_mut().unwrap();
            field.extend(change.as_object().unwrap().clone());
        });
        let at = format!("pages[{page}].fields[{field}]");
        assert_eq!(found.len(), 1, "{change}: {found:?}");
        assert!(found[0].starts_with(&at), "{found:?}");
    }
}

#[test]
fn a_rule_that_reads_an_answer_as_what_it_is_not_is_told() {
    for when in [
        json!({ "equals": ["marital", "divorced"] }),
        json!({ "one_of": ["marital", ["single", "divorced"]] }),
        json!({ "one_of": ["marital", []] }),
        json!({ "equals": ["has_card", "yes"] }),
        json!({ "equals": ["help", "food"] }),
        json!({ "equals": ["elder", "陈阿婆"] }),
        json!({ "equals": ["people", "2"] }),
        json!({ "equals": ["since", "2015"] }),
        json!({ "contains": ["marital", "single"] }),
        json!({ "contains": ["help", "money"] }),
        json!({ "compare": ["people", ">", "2015-01-01"] }),
        json!({ "compare": ["people", ">", { "today": true }] }),
        json!({ "compare": ["since", ">", { "path": "income" }] }),
        json!({ "compare": ["bank", "<", { "path": "account" }] }),
        json!({ "compare": ["people", ">", { "paht": "income" }] }),
        json!({ "age": ["elder.name", ">", 3] }),
        json!({ "age": ["helper_number", ">", 300] }),
        json!({ "answered": "elder.relation" }),
        json!({ "answered": "members.name" }),
        json!({ "answered": "help[0]" }),
        json!({ "answered": ".name" }),
        json!({ "all": [{ "answered": "phone" }, { "not": { "answered": "nowhere" } }] }),
        json!(true),
    ] {
        let found = faults(|form| form["rules"][0]["when"] = when.clone());
        assert_eq!(found.len(), 1, "{when}: {found:?}");
        assert!(found[0].starts_with("rules[0].when "), "{found:?}");
    }
}

#[test]
fn rules_that_read_rightly_are_let_be() {
    for when in [
        json!({ "equals": ["marital", "single"] }),
        json!({ "compare": ["people", ">", { "path": "members" }] }),
        json!({ "compare": ["helper_number", "=", { "path": "elder.citizen_number" }] }),
        json!({ "compare": ["since", ">=", "2020-01-01"] }),
        json!({ "answered": "members[0].name" }),
        json!({ "equals": ["home.division", "350582115203"] }),
        json!({ "age": ["since", ">", 3] }),
    ] {
        assert_eq!(
            faults(|form| form["rules"][0]["when"] = when.clone()),
            [] as [&str; 0],
            "{when}"
        );
    }
}

#[test]
fn conditions_for_showing_look_back_only() {
    let shown =
        |page: usize, field: usize, rule: Value| faults(|form| form["pages"][page]["fields"][field]["shown"] = rule);
    assert_eq!(shown(0, 2, json!({ "answered": "has_card" })).len(), 1, "itself");
    assert_eq!(shown(0, 2, json!({ "answered": "note" })).len(), 1, "a later page");
    assert_eq!(
        shown(1, 5, json!({ "answered": "members[0].name" })).len(),
        1,
        "what it holds"
    );
    assert_eq!(shown(2, 0, json!({ "answered": "members[0].name" })), [] as [&str; 0]);
    let inner = |rule: Value| faults(|form| form["pages"][1]["fields"][5]["fields"][1]["shown"] = rule);
    assert_eq!(inner(json!({ "answered": ".works" })).len(), 1, "a later sibling");
    assert_eq!(
        inner(json!({ "compare": ["members", ">", 1] })).len(),
        1,
        "its own list"
    );
    assert_eq!(inner(json!({ "equals": [".name", "陈"] })), [] as [&str; 0]);
    assert_eq!(inner(json!({ "answered": "phone" })), [] as [&str; 0]);
}

#[test]
fn two_fields_that_wait_for_each_other_are_told() {
    let found = faults(|form| {
        form["pages"][0]["fields"][5]["shown"] = json!({ "answered": "helper_number" });
        form["pages"][0]["fields"][6]["shown"] = json!({ "answered": "phone" });
    });
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("pages[0].fields[5].shown "));
}

#[test]
fn rules_of_a_list_stay_within_its_entries() {
    let rule = |rule: Value| faults(|form| form["pages"][1]["fields"][5]["rules"][0] = rule);
    let of = |when: Value, path: &str| json!({ "when": when, "path": path, "message": "不对", "fix": "请改" });
    assert_eq!(rule(of(json!({ "answered": ".age" }), ".name")), [] as [&str; 0]);
    assert_eq!(rule(of(json!({ "answered": ".phone" }), ".name")).len(), 1);
    assert_eq!(rule(of(json!({ "answered": ".age" }), "phone")).len(), 1);
    assert_eq!(rule(of(json!({ "answered": ".age" }), ".phone")).len(), 1);
}

#[test]
fn a_misspelt_name_is_refused_and_named() {
    for (name, value) in [
        ("show", json!(false)),
        ("requierd", json!(true)),
        ("within", json!("350582000000")),
    ] {
        let mut form = json_of_form();
        form["pages"][0]["fields"][2][name] = value;
        let told = serde_json::from_value::<FormSchema>(form).unwrap_err().to_string();
        assert!(told.contains(name), "{told}");
    }
    let mut form = json_of_form();
    form["pages"][1]["fields"][5]["fields"][0]["kind"] = json!("texte");
    let told = serde_json::from_value::<FormSchema>(form).unwrap_err().to_string();
    assert!(told.contains("texte"), "{told}");
    // Known to another kind: the field is told, too.
    let mut form = json_of_form();
    form["pages"][0]["fields"][2]["unit"] = json!("元");
    let told = serde_json::from_value::<FormSchema>(form).unwrap_err().to_string();
    assert_eq!(told, "字段 has_card：yes_no 没有 unit 这一项");
}

#[test]
fn a_form_reads_back_as_it_was_written() {
    let written = serde_json::to_string(&form()).unwrap();
    assert_eq!(serde_json::from_str::<FormSchema>(&written).unwrap(), form());
}

#[test]
fn a_field_named_as_our_own_inputs_is_refused() {
    for name in RESERVED {
        let found = faults(|form| form["pages"][0]["fields"][0]["id"] = json!(name));
        assert!(
            found
                .iter()
                .any(|fault| fault.starts_with("pages[0].fields[0].id") && fault.contains(name)),
            "{name}: {found:?}"
        );
    }
}
