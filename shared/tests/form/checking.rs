//! What is right and what is wrong with answers.

use serde_json::json;
use shared::form::{Answers, check, check_page, first_incomplete_page, well_formed};

use crate::example::{TODAY, answers, changed, form, paths, right};

#[test]
fn the_example_is_well_formed_and_its_right_answers_pass() {
    assert_eq!(well_formed(&form()), []);
    assert_eq!(check(&form(), &right(), TODAY), []);
    assert_eq!(first_incomplete_page(&form(), &right(), TODAY), None);
}

#[test]
fn every_kind_of_wrong_answer_names_its_field_and_the_way_out() {
    for (path, value) in [
        ("elder.name", json!("A")),
        ("elder.citizen_number", json!("350501193503100117")),
        ("elder.mobile", json!("12345")),
        ("home.division", json!("350582115000")),
        ("home.detail", json!("")),
        ("has_card", json!("也许")),
        ("account", json!("x".repeat(40))),
        ("income", json!("很少")),
        ("people", json!(0)),
        ("since", json!("2027-01-01")),
        ("help", json!(["food", "food"])),
        ("marital", json!("secret")),
        ("members[0].employer", json!("")),
        ("members[0].relation", json!("dog")),
        ("card_photo", json!(["../../etc/passwd"])),
        ("phone", json!("0595-1")),
        ("shop_code", json!("91350582MA0T000700")),
        ("helper_number", json!("1")),
        ("true_words", json!(false)),
    ] {
        let problems = check(&form(), &changed(path, value), TODAY);
        let found: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(found, [path]);
        assert!(
            problems
                .iter()
                .all(|problem| !problem.message.is_empty() && !problem.fix.is_empty())
        );
    }
}

#[test]
fn a_contradiction_is_told_at_its_field() {
    let young = changed("elder.citizen_number", json!("350501195601010359"));
    let problems = check(&form(), &young, TODAY);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "老人还未满 80 周岁");
    assert_eq!(check_page(&form(), "who", &young, TODAY).len(), 1);
    assert_eq!(check_page(&form(), "family", &young, TODAY), []);
}

#[test]
fn a_problem_says_whose_number_is_wrong() {
    let told = |path: &str| {
        let problems = check(&form(), &changed(path, json!("1")), TODAY);
        problems[0].message.clone()
    };
    assert!(told("elder.mobile").starts_with("“老人的手机号码”填得不对，手机号码应为 11 位数字"));
    assert!(told("contact").starts_with("“紧急联系手机”填得不对，"));
    assert!(told("members[0].relation").starts_with("家庭成员 1：“关系”"));
}

#[test]
fn each_empty_part_of_a_group_is_told_at_its_own_input() {
    let mut answers = right();
    answers.put("elder", json!(null));
    answers.put("home.division", " ");
    assert_eq!(
        paths(&answers),
        ["elder.name", "elder.citizen_number", "elder.mobile", "home.division"]
    );
}

#[test]
fn a_village_of_another_city_is_no_address_here() {
    let away = changed("home.division", json!("350583101201"));
    assert_eq!(paths(&away), ["home.division"]);
    assert!(check(&form(), &away, TODAY)[0].message.contains("不在受理范围内"));
}

#[test]
fn a_rule_within_an_entry_reads_that_entry_alone() {
    let mut answers = right();
    answers.put(
        "members[1]",
        json!({ "name": "陈小宝", "relation": "child", "age": 9, "works": true, "employer": "厂" }),
    );
    let problems = check(&form(), &answers, TODAY);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, "members[1].works");
    assert_eq!(problems[0].message, "家庭成员 2：不满 16 周岁不能参加工作");
}

#[test]
fn a_missing_answer_is_missing_before_it_contradicts() {
    let mut value = crate::example::json_of_form();
    value["rules"][0] = json!({
        "when": { "not": { "equals": ["marital", "widowed"] } }, "path": "marital", "message": "不符", "fix": "核对"
    });
    let form = serde_json::from_value(value).unwrap();
    let told = |answers: &Answers| {
        let problems = check(&form, answers, TODAY);
        problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
    };
    assert_eq!(told(&changed("marital", json!(""))), ["还没有选择“婚姻状况”"]);
    assert_eq!(told(&changed("marital", json!("single"))), ["不符"]);
}

#[test]
fn an_optional_list_that_was_begun_needs_its_least_entries() {
    let mut value = crate::example::json_of_form();
    let list = &mut value["pages"][1]["fields"][5];
    list["required"] = json!(false);
    list["min"] = json!(2);
    let form = serde_json::from_value(value).unwrap();
    assert_eq!(check(&form, &right(), TODAY)[0].path, "members");
    assert_eq!(check(&form, &changed("members", json!([])), TODAY), []);
}

#[test]
fn too_long_a_list_is_told_once_however_long() {
    let entry = right().get("members[0]").cloned().unwrap();
    let answers = changed("members", json!(vec![entry; 50_000]));
    assert_eq!(paths(&answers), ["members"]);
}

#[test]
fn problems_come_in_the_order_of_the_page() {
    let found = paths(&answers(
        json!({ "elder": right().get("elder"), "has_card": true, "help": [] }),
    ));
    let expected = [
        "home.division",
        "home.detail",
        "marital",
        "people",
        "income",
        "since",
        "help",
        "members[0].name",
        "members[0].relation",
        "members[0].age",
        "members[0].works",
        "card_photo",
        "true_words",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_date_is_a_day_and_nothing_more() {
    for wrong in ["2015-03-10T12:00", "20150310", "2015-02-30", "+002015-03-10", "昨天"] {
        assert_eq!(paths(&changed("since", json!(wrong))), ["since"], "{wrong}");
    }
}
