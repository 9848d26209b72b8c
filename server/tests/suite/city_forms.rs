//! The forms of the Jinjiang package: what they ask in which case, and that guidance and form never disagree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};
use server::city::{Package, check_dir};
use shared::catalogue::{Item, form_for, guidance};
use shared::form::{Answers, FieldKind, FormSchema, check, submission, visible_fields};
use shared::time::Date;

fn package() -> Package {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang");
    check_dir(&dir).package.unwrap()
}

fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

fn form(package: &Package, item: &Item) -> FormSchema {
    let base = package.forms.iter().find(|form| form.id == item.form).unwrap();
    form_for(item, base)
}

/// The item's form and the paths of its problems for these answers.
fn problems(id: &str, answers: &Value) -> Vec<String> {
    let package = package();
    let item = package.items.iter().find(|item| item.id.as_str() == id).unwrap();
    let answers: Answers = serde_json::from_value(answers.clone()).unwrap();
    check(&form(&package, item), &answers, today())
        .into_iter()
        .map(|problem| problem.path)
        .collect()
}

/// What one of these answers changes, the others left as they are.
fn with(answers: &Value, changes: &Value) -> Value {
    let mut changed = answers.as_object().unwrap().clone();
    changed.extend(changes.as_object().unwrap().clone());
    Value::Object(changed)
}

const FILE: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn person(number: &str) -> Value {
    json!({"name": "陈明", "citizen_number": number, "mobile": "13800000000"})
}

fn home() -> Value {
    json!({"division": "350582101001", "detail": "12 号"})
}

fn elder() -> Value {
    json!({
        "applicant": person("350501193503100116"), "over_80": true, "local": true, "household": home(),
        "same_home": true, "pension_kind": "resident", "other_allowance": false, "bank_kind": "card",
        "bank_holder": "陈明", "bank_number": "6217000000000000000", "bank_photo": [FILE], "agent": false,
        "delivery": "window", "declaration": true
    })
}

#[test]
fn an_elder_of_91_applies_alone_with_a_bank_card_only() {
    assert_eq!(problems("JJ-MZ-04", &elder()), Vec::<String>::new());
}

#[test]
fn an_elder_under_80_by_the_citizen_number_is_told_at_the_number() {
    let young = with(&elder(), &json!({"applicant": person("350501195601010359")}));
    assert_eq!(problems("JJ-MZ-04", &young), ["applicant.citizen_number"]);
}

#[test]
fn whoever_sends_an_agent_names_someone_else_and_shows_the_mandate() {
    let agent = |number: &str| {
        let mut agent = person(number);
        agent["relation"] = json!("family");
        with(
            &elder(),
            &json!({"agent": true, "agent_person": agent, "proxy_papers": [FILE]}),
        )
    };
    assert_eq!(problems("JJ-MZ-04", &agent("350501199202290718")), Vec::<String>::new());
    assert_eq!(
        problems("JJ-MZ-04", &agent("350501193503100116")),
        ["agent_person.citizen_number"]
    );
    let alone = problems("JJ-MZ-04", &with(&elder(), &json!({"agent": true})));
    assert!(
        alone.contains(&"agent_person.name".to_owned()) && alone.contains(&"proxy_papers".to_owned()),
        "{alone:?}"
    );
}

fn settler() -> Value {
    json!({
        "applicant": person("350501199202290718"), "household_address": "江西省某县", "half_year": true,
        "since": "2025-01-01", "address": home(), "home_kind": "own", "ground": "job", "employer": "某厂", "job": "裁剪",
        "job_proof": [FILE], "proxy": false, "with_family": false, "photo": [FILE], "delivery": "window",
        "declaration": true
    })
}

#[test]
fn a_settler_proves_the_chosen_ground_and_no_other() {
    assert_eq!(problems("JJ-GA-01", &settler()), Vec::<String>::new());
    let study = with(&settler(), &json!({"ground": "study"}));
    assert_eq!(problems("JJ-GA-01", &study), ["school", "grade", "study_proof"]);
}

#[test]
fn only_the_young_and_the_immobile_may_be_represented_for_a_residence_permit() {
    let mut family = person("350501193503100116");
    family["relation"] = json!("parent");
    let proxy = |why: &str| {
        let changes = json!({"proxy": true, "proxy_why": why, "agent_person": family, "proxy_papers": [FILE]});
        problems("JJ-GA-01", &with(&settler(), &changes))
    };
    assert_eq!(proxy("immobile"), Vec::<String>::new());
    assert_eq!(proxy("other"), ["proxy_why"]);
    // 34 years old by the citizen number.
    assert_eq!(proxy("minor"), ["proxy_why"]);
}

#[test]
fn a_guardian_is_asked_for_with_intellectual_or_mental_disability_or_a_minor() {
    let ask = |kinds: Value, minor: bool| {
        let answers = json!({"disability": kinds, "minor": minor, "has_guardian": false});
        problems("JJ-CL-01", &answers).contains(&"guardian_proof".to_owned())
    };
    assert!(!ask(json!(["vision"]), false));
    assert!(ask(json!(["vision", "mental"]), false));
    assert!(ask(json!(["intellectual"]), false));
    assert!(ask(json!(["physical"]), true));
}

#[test]
fn cold_dishes_need_a_room_of_their_own() {
    let kitchen = |kinds: Value, room: Value| {
        let answers = json!({"main": "catering", "catering_kinds": kinds, "cold_room": room});
        problems("JJ-SC-04", &answers).contains(&"cold_room".to_owned())
    };
    assert!(!kitchen(json!(["hot"]), Value::Null));
    assert!(kitchen(json!(["hot", "cold"]), Value::Null));
    assert!(kitchen(json!(["cold"]), json!(false)));
    assert!(!kitchen(json!(["cold"]), json!(true)));
}

#[test]
fn a_house_does_not_outgrow_its_plot_and_the_village_comes_first() {
    let answers = json!({"plot_area": 80, "floor_area": 90, "build_area": 70, "village_done": false, "sold": false,
        "other_plot": false, "build": "new"});
    let found = problems("JJ-NY-01", &answers);
    for path in ["floor_area", "build_area", "village_done"] {
        assert_eq!(
            found.iter().filter(|found| *found == path).count(),
            1,
            "{path}: {found:?}"
        );
    }
}

#[test]
fn a_third_child_asks_for_the_first_two() {
    let answers = json!({"order": "3", "has_children": false, "married": true, "has_father": true});
    assert!(problems("JJ-WJ-01", &answers).contains(&"has_children".to_owned()));
    let none = json!({"order": "1", "has_children": false, "married": false, "has_father": false});
    assert!(
        !problems("JJ-WJ-01", &none)
            .iter()
            .any(|path| path == "has_children" || path.starts_with("father"))
    );
}

/// Every combination of answers to an item's yes/no and choice questions; of a question with several choices each
/// one alone.
fn combinations(item: &Item) -> Vec<Answers> {
    let mut all = vec![Answers::new()];
    for situation in &item.situations {
        let options: Vec<Value> = match &situation.ask.kind {
            FieldKind::YesNo => vec![json!(true), json!(false)],
            FieldKind::Choice { options } => options.iter().map(|option| json!(option.value)).collect(),
            FieldKind::Choices { options, .. } => options.iter().map(|option| json!([option.value])).collect(),
            other => panic!("{}: {other:?} is no question of a guidance", item.id),
        };
        all = all
            .iter()
            .flat_map(|answers| {
                options.iter().map(|option| {
                    let mut answers = answers.clone();
                    answers.put(situation.ask.id.as_str(), option.clone());
                    answers
                })
            })
            .collect();
    }
    all
}

#[test]
fn guidance_and_form_agree_on_every_material_for_every_answer() {
    let package = package();
    let mut seen = 0;
    for item in &package.items {
        let form = form(&package, item);
        for answers in combinations(item) {
            let guidance = guidance(item, &answers, today());
            assert!(guidance.undecided.is_empty(), "{}: {answers:?}", item.id);
            let wanted: BTreeSet<&str> = guidance
                .needed
                .iter()
                .filter(|material| !material.filled_online)
                .map(|material| material.id.as_str())
                .collect();
            let answers = submission(&form, &answers, today());
            let asked: BTreeSet<&str> = form
                .pages
                .iter()
                .flat_map(|page| visible_fields(&form, page, &answers, today()))
                .filter_map(|field| match &field.kind {
                    FieldKind::Material { material, .. } => Some(material.as_str()),
                    _ => None,
                })
                .collect();
            assert_eq!(asked, wanted, "{}: {answers:?}", item.id);
            seen += 1;
        }
    }
    assert!(seen >= 300, "{seen}");
}

#[test]
fn every_form_has_one_theme_a_page_and_plain_labels() {
    let package = package();
    let mut longest = BTreeMap::new();
    for item in &package.items {
        for page in &form(&package, item).pages {
            longest.insert((item.id.to_string(), page.id.to_string()), page.fields.len());
            for field in &page.fields {
                assert!(field.label.chars().count() <= 60, "{}: {}", item.id, field.label);
                assert!(
                    !field.label.contains(['(', ',']),
                    "{}: half-width punctuation in {}",
                    item.id,
                    field.label
                );
            }
        }
    }
    let crowded: Vec<_> = longest.into_iter().filter(|(_, fields)| *fields > 14).collect();
    assert!(crowded.is_empty(), "{crowded:?}");
}
