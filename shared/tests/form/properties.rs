//! What holds for any answers whatever.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use shared::form::{
    Answers, Comparison, Expr, Field, FieldKind, Filled, FormSchema, Operand, Path, check, check_page, eval,
    first_incomplete_page, from_pairs, show_answer, submission, to_pairs, well_formed,
};

use crate::example::{TODAY, form, right};

/// Any JSON, with the form's own names likely among the keys.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        plausible(),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let parts = [
            "name",
            "citizen_number",
            "mobile",
            "relation",
            "works",
            "employer",
            "age",
            "division",
            "detail",
        ];
        let key = prop_oneof![select(parts.to_vec()).prop_map(str::to_owned), "[a-z]{1,6}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key, inner, 0..5).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Values that are right somewhere, or nearly.
fn plausible() -> impl Strategy<Value = Value> {
    select(vec![
        json!(null),
        json!(""),
        json!(" "),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(16),
        json!(2.5),
        json!("350501193503100116"),
        json!("350501196601160538"),
        json!("13900000001"),
        json!("0595-85000000"),
        json!("2015-03-10"),
        json!("2999-01-01"),
        json!("married"),
        json!("widowed"),
        json!("child"),
        json!("陈小满"),
        json!("350582115203"),
        json!("350583101201"),
        json!("91350582MA0T00070C"),
        json!("x".repeat(80)),
        json!([]),
        json!(["food"]),
        json!(["food", "visit", "clean"]),
        json!(["01890a5d-ac96-774b-bcce-b302099a8057"]),
        json!({}),
        json!([{}]),
        json!([{ "name": "陈小满", "relation": "child", "age": 3, "works": true }]),
        json!({ "name": "陈阿公", "citizen_number": "350501193503100116", "mobile": "13900000001", "role": "x" }),
    ])
}

/// Every place an answer of the example can stand at.
fn places() -> Vec<&'static str> {
    vec![
        "elder",
        "elder.name",
        "elder.citizen_number",
        "elder.mobile",
        "elder.role",
        "home",
        "home.division",
        "home.detail",
        "has_card",
        "bank",
        "account",
        "phone",
        "helper_number",
        "marital",
        "people",
        "income",
        "since",
        "help",
        "members",
        "members[0]",
        "members[0].name",
        "members[0].relation",
        "members[0].age",
        "members[0].works",
        "members[0].employer",
        "members[0].score",
        "members[1]",
        "members[1].works",
        "contact",
        "shop_code",
        "card_photo",
        "note",
        "true_words",
        "unknown",
    ]
}

/// The right answers with a few places changed: near enough to right for every check to be reached.
fn nearly_right() -> impl Strategy<Value = Answers> {
    let value = prop_oneof![4 => plausible(), 1 => any_json()];
    prop::collection::vec((select(places()), value), 0..5).prop_map(|changes| {
        let mut answers = right();
        for (place, value) in changes {
            answers.put(place, value);
        }
        answers
    })
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let names: Vec<String> = form().fields().map(|field| field.id.to_string()).collect();
    let key = prop_oneof![select(names), "[a-z]{1,6}"];
    let wild = prop::collection::btree_map(key, any_json(), 0..14)
        .prop_map(|map| serde_json::from_value(Value::Object(map.into_iter().collect())).unwrap());
    prop_oneof![wild, nearly_right()]
}

fn any_rule() -> impl Strategy<Value = Expr> {
    let mut places = places();
    places.extend([".works", ".age", "members.name", "elder[0]"]);
    let path = select(places).prop_map(|path| path.parse::<Path>().unwrap());
    let how = select(vec![
        Comparison::Less,
        Comparison::AtMost,
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::AtLeast,
        Comparison::More,
    ]);
    let with = prop_oneof![
        path.clone().prop_map(|path| Operand::Path { path }),
        any::<bool>().prop_map(|today| Operand::Today { today }),
        plausible()
            .prop_filter("an object would be read as a path", |value| !value.is_object())
            .prop_map(Operand::Value),
    ];
    let leaf = prop_oneof![
        any::<bool>().prop_map(Expr::Const),
        path.clone().prop_map(Expr::Answered),
        (path.clone(), plausible()).prop_map(|(path, value)| Expr::Equals(path, value)),
        (path.clone(), prop::collection::vec(plausible(), 0..3)).prop_map(|(path, list)| Expr::OneOf(path, list)),
        (path.clone(), plausible()).prop_map(|(path, value)| Expr::Contains(path, value)),
        (path.clone(), how.clone(), with).prop_map(|(path, how, with)| Expr::Compare(path, how, with)),
        (path, how, any::<i64>()).prop_map(|(path, how, years)| Expr::Age(path, how, years)),
    ];
    leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Expr::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Expr::Any),
            inner.prop_map(|rule| Expr::Not(Box::new(rule))),
        ]
    })
}

/// The example with rules put where they need not make sense.
fn any_form() -> impl Strategy<Value = FormSchema> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), any_rule()), 0..6).prop_map(|rules| {
        let mut form = form();
        for (at, shown, rule) in rules {
            let mut fields: Vec<&mut Field> = form.pages.iter_mut().flat_map(|page| &mut page.fields).collect();
            let at = at.index(fields.len());
            let field = &mut fields[at];
            match &mut field.kind {
                FieldKind::Repeat { fields, .. } => fields[3].shown = rule,
                _ if shown => field.shown = rule,
                _ => field.required = rule,
            }
        }
        form
    })
}

/// Whether a group holds no names but these.
fn only(value: Option<&Value>, names: &[&str]) -> bool {
    value
        .and_then(Value::as_object)
        .is_none_or(|group| group.keys().all(|name| names.contains(&name.as_str())))
}

/// Whether an answer has its kind's type.
fn is_typed(field: &Field, value: &Value) -> bool {
    match &field.kind {
        FieldKind::Integer { .. } | FieldKind::Money { .. } => value.is_i64(),
        FieldKind::YesNo | FieldKind::Declaration { .. } => value.is_boolean(),
        FieldKind::Choices { .. } | FieldKind::Material { .. } => {
            value.as_array().is_some_and(|list| list.iter().all(Value::is_string))
        }
        FieldKind::Person { .. } | FieldKind::Address { .. } => value
            .as_object()
            .is_some_and(|group| group.values().all(Value::is_string)),
        FieldKind::Repeat { fields, .. } => value.as_array().is_some_and(|list| {
            list.iter().all(|entry| {
                let typed = |field: &Field| entry.get(field.id.as_str()).is_none_or(|value| is_typed(field, value));
                entry.is_object() && fields.iter().all(typed)
            })
        }),
        _ => value.is_string(),
    }
}

/// The pairs sent over what the pairs do not carry: files.
fn through_pairs(form: &FormSchema, answers: &Answers) -> Answers {
    let mut read = Answers::new();
    read.put("card_photo", answers.get("card_photo").cloned().unwrap_or_default());
    let asked: Vec<&Field> = form.fields().collect();
    from_pairs(&asked, &mut read, &to_pairs(form, answers));
    read
}

proptest! {
    #[test]
    fn nothing_panics_on_any_json(form in any_form(), answers in any_answers()) {
        let _ = check(&form, &answers, TODAY);
        let _ = well_formed(&form);
        let filled = Filled::new(&form, &answers, TODAY);
        for page in &form.pages {
            let _ = (filled.visible(page), filled.status(page));
        }
        for place in places() {
            let _ = (filled.requires(place), filled.entry_fields(place));
        }
        let _ = to_pairs(&form, &answers);
        for field in form.fields() {
            let _ = show_answer(field, answers.get(field.id.as_str()), &|_| None);
        }
    }

    #[test]
    fn a_submission_holds_only_what_is_asked(answers in any_answers()) {
        let form = form();
        let sent = submission(&form, &answers, TODAY);
        for name in sent.as_map().keys() {
            let field = form.fields().find(|field| field.id.as_str() == name);
            prop_assert!(field.is_some_and(|field| eval(&field.shown, &sent, TODAY)), "{}", name);
        }
        prop_assert!(only(sent.get("elder"), &["name", "citizen_number", "mobile"]));
        prop_assert!(only(sent.get("home"), &["division", "detail"]));
        for entry in sent.get("members").and_then(Value::as_array).into_iter().flatten() {
            prop_assert!(only(Some(entry), &["name", "relation", "age", "works", "employer"]));
            prop_assert!(entry.get("employer").is_none() || entry["works"] == json!(true));
        }
    }

    #[test]
    fn pruning_again_changes_nothing_even_where_rules_make_no_sense(form in any_form(), answers in any_answers()) {
        let sent = submission(&form, &answers, TODAY);
        prop_assert_eq!(&submission(&form, &sent, TODAY), &sent);
        prop_assert_eq!(check(&form, &sent, TODAY), check(&form, &answers, TODAY));
    }

    #[test]
    fn every_problem_has_a_place_words_and_a_way_out(answers in any_answers()) {
        let form = form();
        let filled = Filled::new(&form, &answers, TODAY);
        for problem in filled.problems() {
            prop_assert!(form.field_at(&problem.path).is_some(), "{}", problem.path);
            let head = problem.path.split(['.', '[']).next().unwrap();
            prop_assert!(filled.shows(head));
            prop_assert!(!problem.message.is_empty() && !problem.fix.is_empty());
        }
    }

    #[test]
    fn the_pages_together_are_the_form(answers in any_answers()) {
        let form = form();
        let all = check(&form, &answers, TODAY);
        let pages = form.pages.iter().flat_map(|page| check_page(&form, page.id.as_str(), &answers, TODAY));
        prop_assert_eq!(&pages.collect::<Vec<_>>(), &all);
        prop_assert_eq!(first_incomplete_page(&form, &answers, TODAY).is_none(), all.is_empty());
    }

    #[test]
    fn an_answer_without_a_problem_has_its_kinds_type(answers in any_answers()) {
        let form = form();
        let told = check(&form, &answers, TODAY);
        let sent = submission(&form, &answers, TODAY);
        for field in form.fields() {
            let id = field.id.as_str();
            let wrong = told.iter().any(|problem| problem.path.split(['.', '[']).next() == Some(id));
            if let Some(value) = sent.get(id).filter(|_| !wrong) {
                prop_assert!(is_typed(field, value), "{}: {}", id, value);
            }
        }
    }

    #[test]
    fn a_plain_post_carries_right_answers_unchanged(answers in nearly_right()) {
        let form = form();
        let read = through_pairs(&form, &submission(&form, &answers, TODAY));
        if check(&form, &answers, TODAY).is_empty() {
            prop_assert_eq!(submission(&form, &read, TODAY), submission(&form, &answers, TODAY));
        }
    }

    #[test]
    fn a_plain_post_of_what_a_plain_post_said_says_the_same(answers in any_answers()) {
        let form = form();
        let once = through_pairs(&form, &answers);
        prop_assert_eq!(through_pairs(&form, &once), once);
    }

    #[test]
    fn a_plain_post_of_anything_never_panics(pairs in prop::collection::vec(("[a-z_.\\[\\]0-9]{0,20}", "\\PC{0,20}"), 0..30)) {
        let form = form();
        let asked: Vec<&Field> = form.fields().collect();
        let mut read = Answers::new();
        from_pairs(&asked, &mut read, &pairs);
        let _ = check(&form, &read, TODAY);
    }

    #[test]
    fn a_rule_reads_back_as_written_and_always_comes_to_an_end(rule in any_rule(), answers in any_answers()) {
        let written = serde_json::to_string(&rule).unwrap();
        let read: Expr = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(&read, &rule);
        prop_assert_eq!(eval(&read, &answers, TODAY), eval(&rule, &answers, TODAY));
        let not = Expr::Not(Box::new(rule));
        prop_assert_ne!(eval(&not, &answers, TODAY), eval(&read, &answers, TODAY));
    }
}
