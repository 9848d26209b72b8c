//! What a form accepts, in stories and in properties.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says so loudly when its own data is wrong"
)]

use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::form::{
    Answers, Expr, FieldKind, FormSchema, PageStatus, check, check_page, eval, first_incomplete_page, from_pairs,
    page_status, show_answer, submission, to_pairs, visible_fields, well_formed,
};

const TODAY: Date = date(2026, 11, 23);

fn form() -> FormSchema {
    serde_json::from_str(include_str!("data/form-example.json")).unwrap()
}

fn answers(value: Value) -> Answers {
    serde_json::from_value(value).unwrap()
}

/// A complete and right set of answers to the example.
fn right() -> Answers {
    answers(json!({
        "elder": { "name": "陈阿婆", "citizen_number": "350501193503100116", "mobile": "13900000001" },
        "home": { "division": "350582115203", "detail": "海滨路 12 号" },
        "has_card": false,
        "bank": "晋江农商银行", "account": "6222000000000000",
        "income": 123_450, "people": 2, "since": "2015-03-10",
        "help": ["food", "visit"], "marital": "widowed",
        "members": [ { "name": "陈小满", "relation": "child", "works": true, "employer": "深沪渔具厂" } ],
        "card_photo": ["01890a5d-ac96-774b-bcce-b302099a8057"],
        "note": "下午在家", "phone": "0595-85000000", "shop_code": "91350582MA0T00070C", "helper_number": "350501196601160538",
        "true_words": true
    }))
}

fn paths(answers: &Answers) -> Vec<String> {
    check(&form(), answers, TODAY)
        .into_iter()
        .map(|problem| problem.path)
        .collect()
}

fn changed(path: &str, value: Value) -> Answers {
    let mut answers = right();
    answers.put(path, value);
    answers
}

#[test]
fn the_example_is_well_formed_and_its_right_answers_pass() {
    assert_eq!(well_formed(&form()), []);
    assert_eq!(check(&form(), &right(), TODAY), []);
    assert_eq!(first_incomplete_page(&form(), &right(), TODAY), None);
}

#[test]
fn every_kind_of_wrong_answer_names_its_field_and_the_way_out() {
    for (path, value) in [
        ("elder.name", json!("陈")),
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
fn pages_say_how_far_they_are() {
    let form = form();
    let status = |answers: &Answers| page_status(&form, form.page("who").unwrap(), answers, TODAY);
    assert_eq!(status(&Answers::new()), PageStatus::Empty);
    assert_eq!(status(&right()), PageStatus::Complete);
    assert!(matches!(
        status(&changed("elder.name", json!("陈"))),
        PageStatus::WithProblems(1)
    ));
    assert_eq!(
        first_incomplete_page(&form, &Answers::new(), TODAY)
            .unwrap()
            .id
            .as_str(),
        "who"
    );
}

#[test]
fn a_plain_post_gives_the_same_answers_as_the_page() {
    let form = form();
    let mut read = Answers::new();
    for page in &form.pages {
        let asked: Vec<_> = page.fields.iter().collect();
        from_pairs(&asked, &mut read, &to_pairs(&form, &right()));
    }
    read.put("card_photo", right().get("card_photo").cloned().unwrap());
    assert_eq!(check(&form, &read, TODAY), []);
    assert_eq!(submission(&form, &read, TODAY), submission(&form, &right(), TODAY));
}

#[test]
fn numbers_and_dates_are_taken_as_people_type_them() {
    let form = form();
    let asked: Vec<_> = form.fields().collect();
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let mut read = Answers::new();
    let typed = [
        pair("income", "1,234.5"),
        pair("people", "3"),
        pair("since.year", "2015"),
        pair("since.month", "3"),
        pair("since.day", "9"),
    ];
    from_pairs(&asked, &mut read, &typed);
    assert_eq!(
        (read.get("income"), read.get("people"), read.get("since")),
        (Some(&json!(123_450)), Some(&json!(3)), Some(&json!("2015-03-09")))
    );
    from_pairs(&asked, &mut read, &[pair("income", "一千")]);
    assert_eq!(read.get("income"), Some(&json!("一千")), "what was typed stays");
}

#[test]
fn answers_read_well_in_words() {
    let form = form();
    let show = |path: &str| {
        show_answer(form.field_at(path).unwrap(), right().get(path), &|_| {
            Some("深沪镇华峰村".into())
        })
    };
    assert_eq!(show("income"), "1234.50 元");
    assert_eq!(show("since"), "2015 年 3 月 10 日");
    assert_eq!(show("marital"), "丧偶");
    assert_eq!(show("help"), "送餐、探访");
    assert_eq!(show("home"), "深沪镇华峰村海滨路 12 号");
    assert_eq!(show("has_card"), "否");
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
fn a_schema_with_planted_faults_has_each_of_them_told() {
    let mut value: Value = serde_json::from_str(include_str!("data/form-example.json")).unwrap();
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

/// Any JSON, with the form's own names likely among the keys.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "350501193503100116",
            "2015-03-10",
            "married",
            "food",
            "13900000001"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let key = prop_oneof![
            prop::sample::select(vec![
                "name",
                "citizen_number",
                "mobile",
                "relation",
                "works",
                "employer",
                "division",
                "detail"
            ])
            .prop_map(str::to_owned),
            "[a-z]{1,6}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key, inner, 0..5).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let names: Vec<String> = form().fields().map(|field| field.id.to_string()).collect();
    let key = prop_oneof![prop::sample::select(names), "[a-z]{1,6}"];
    prop::collection::btree_map(key, any_json(), 0..14)
        .prop_map(|map| serde_json::from_value(Value::Object(map.into_iter().collect())).unwrap())
}

proptest! {
    #[test]
    fn check_never_panics_on_any_json(answers in any_answers()) {
        let _ = check(&form(), &answers, TODAY);
        for page in &form().pages {
            let _ = visible_fields(page, &answers, TODAY);
            let _ = page_status(&form(), page, &answers, TODAY);
        }
        let _ = to_pairs(&form(), &answers);
        for field in form().fields() {
            let _ = show_answer(field, answers.get(field.id.as_str()), &|_| None);
        }
    }

    #[test]
    fn a_submission_holds_only_what_is_shown_and_pruning_again_changes_nothing(answers in any_answers()) {
        let form = form();
        let sent = submission(&form, &answers, TODAY);
        for (name, _) in sent.as_map() {
            let field = form.fields().find(|field| field.id.as_str() == name);
            prop_assert!(field.is_some_and(|field| eval(&field.shown, &sent, TODAY)), "{}", name);
        }
        prop_assert_eq!(&submission(&form, &sent, TODAY), &sent);
    }

    #[test]
    fn what_passes_before_pruning_passes_after(mut answers in any_answers(), rest in Just(right())) {
        let mut complete = rest;
        complete.merge(std::mem::take(&mut answers));
        if check(&form(), &complete, TODAY).is_empty() {
            prop_assert_eq!(check(&form(), &submission(&form(), &complete, TODAY), TODAY), vec![]);
        }
    }

    #[test]
    fn a_plain_post_of_anything_never_panics(pairs in prop::collection::vec(("[a-z_.\\[\\]0-9]{0,20}", "\\PC{0,20}"), 0..30)) {
        let form = form();
        let asked: Vec<_> = form.fields().collect();
        let mut read = Answers::new();
        from_pairs(&asked, &mut read, &pairs);
        let _ = check(&form, &read, TODAY);
    }
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
