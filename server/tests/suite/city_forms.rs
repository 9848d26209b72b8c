//! The forms of the Jinjiang package: what they ask in which case, and that guidance and form never disagree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};
use server::city::{Package, check_dir};
use shared::catalogue::{Item, form_for, guidance};
use shared::form::{Answers, Field, FieldKind, Filled, FormSchema, check, eval, submission, visible_fields};
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

/// Born 2015-03-03.
const CHILD: &str = "35058220150303613X";

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
        "applicant": person("350501199202290718"), "household_address": "江西省某县",
        "since": "2025-01-01", "address": "中区 12 号", "home_kind": "own", "ground": "job", "employer": "某厂", "job": "裁剪",
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
    // Told by the guidance, and for the office to decide.
    assert_eq!(proxy("other"), Vec::<String>::new());
    // 34 years old by the citizen number.
    assert_eq!(proxy("minor"), ["proxy_why"]);
}

#[test]
fn a_guardian_is_asked_for_with_intellectual_or_mental_disability_or_a_minor() {
    // 34 and 11 years old by the citizen number.
    let ask = |kinds: Value, minor: bool| {
        let who = person(if minor { CHILD } else { "350501199202290718" });
        let answers = json!({"applicant": who, "disability": kinds, "has_guardian": false});
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
fn a_house_does_not_outgrow_its_plot_and_is_rebuilt_where_one_stands() {
    let answers = json!({"plot_area": 80, "floor_area": 90, "build_area": 70, "has_house": false, "build": "rebuild"});
    let found = problems("JJ-NY-01", &answers);
    for path in ["floor_area", "build_area", "build"] {
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

/// The answers with what tells some of them in the application: a number of the right age, a day long enough ago.
fn told(item: &Item, mut answers: Answers) -> Answers {
    for situation in &item.situations {
        let Some(rule) = &situation.told_by else { continue };
        let said = answers.get(situation.ask.id.as_str()) == Some(&json!(true));
        let known = ["350501193503100116", CHILD, "2020-01-01", "2026-11-20"]
            .into_iter()
            .find_map(|value| {
                let mut told = answers.clone();
                told.put(rule.paths()[0].as_str(), value);
                (eval(rule, &told, today()) == said).then_some(told)
            });
        answers = known.unwrap_or_else(|| panic!("{}: nothing tells {}", item.id, situation.ask.id));
    }
    answers
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
                .filter(|material| !material.filled_online && material.electronic_ok)
                .map(|material| material.id.as_str())
                .collect();
            let answers = submission(&form, &told(item, answers), today());
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

/// Fields with the group each stands in, if it does.
fn each_field(form: &FormSchema) -> Vec<&Field> {
    let mut all = Vec::new();
    for field in form.fields() {
        all.push(field);
        if let FieldKind::Repeat { fields, .. } = &field.kind {
            all.extend(fields);
        }
    }
    all
}

/// What a citizen number says is not asked again; where a yes/no about an age is, it can only be answered one way.
#[test]
fn no_form_asks_what_the_citizen_number_says_or_takes_the_wrong_answer() {
    let package = package();
    for item in &package.items {
        let form = form(&package, item);
        let numbered = |id: &str| {
            form.fields().any(|field| {
                field.id.as_str() == id && matches!(&field.kind, FieldKind::Person { parts } if parts.citizen_number)
            })
        };
        if !numbered("applicant") {
            continue;
        }
        for field in form.fields() {
            let birth = matches!(field.kind, FieldKind::Date { .. }) && field.label.contains("出生日期");
            assert!(!birth, "{}: the number says 「{}」", item.id, field.label);
            let age = matches!(field.kind, FieldKind::YesNo) && field.label.contains("周岁");
            // Of somebody else, or of two at once, the applicant's number says nothing.
            let others = ["孩子", "男方", "女方"].iter().any(|whose| field.label.contains(whose));
            if !age || others {
                continue;
            }
            for number in ["350501193503100116", CHILD] {
                let taken = [true, false].map(|yes| {
                    let mut answers = Answers::new();
                    answers.put("applicant.citizen_number", number);
                    answers.put(field.id.as_str(), yes);
                    let told = check(&form, &answers, today());
                    !told
                        .iter()
                        .any(|one| one.path == field.id.as_str() || one.path == "applicant.citizen_number")
                });
                assert_ne!(taken, [true, true], "{}: 「{}」 for {number}", item.id, field.label);
            }
        }
    }
}

#[test]
fn money_goes_to_nobody_elses_account_and_oneself_has_ones_own_number() {
    let package = package();
    let mut seen = BTreeSet::new();
    for item in &package.items {
        let form = form(&package, item);
        let mut answers = Answers::new();
        answers.put("applicant", person("350501193503100116"));
        answers.put("pay_way", "card");
        answers.put("kind", "illness");
        for field in each_field(&form) {
            if field.label == "户名" {
                for (holder, wrong) in [("陈 明", false), ("黄小明", true)] {
                    answers.put(field.id.as_str(), holder);
                    let told = check(&form, &answers, today());
                    let found = told.iter().any(|problem| problem.path == field.id.as_str());
                    assert_eq!(found, wrong, "{}: {holder}", item.id);
                }
                seen.insert("holder");
            }
            let FieldKind::Person { parts } = &field.kind else {
                continue;
            };
            if parts.relation.iter().any(|relation| relation.value == "self") {
                let mut oneself = person("350501199202290718");
                oneself["relation"] = json!("self");
                let list = form
                    .fields()
                    .find(|one| matches!(&one.kind, FieldKind::Repeat { fields, .. } if fields.contains(field)));
                let path = match list {
                    Some(list) => format!("{}[0].{}", list.id, field.id),
                    None => field.id.to_string(),
                };
                answers.put(&path, oneself);
                let told = check(&form, &answers, today());
                assert!(
                    told.iter().any(|one| one.path == format!("{path}.citizen_number")),
                    "{}: {path}",
                    item.id
                );
                seen.insert("self");
            }
        }
    }
    assert_eq!(seen.len(), 2, "{seen:?}");
}

#[test]
fn half_a_year_is_counted_from_the_day_of_arrival() {
    let since = |day: &str| problems("JJ-GA-01", &with(&settler(), &json!({"since": day})));
    assert_eq!(since("2026-10-14"), ["since"], "forty days ago");
    assert_eq!(since("2026-05-20"), Vec::<String>::new());
}

#[test]
fn a_plot_is_bounded_by_how_many_live_in_the_household() {
    let member = json!({"person": {"name": "陈明", "citizen_number": "350501193503100116", "relation": "self"}, "household_kind": "here"});
    let plot = |members: usize, area: i64, land: &str| {
        let answers =
            json!({"members": vec![member.clone(); members], "plot_area": area, "land_kind": land, "build": "new"});
        problems("JJ-NY-01", &answers).contains(&"plot_area".to_owned())
    };
    assert!(!plot(3, 80, "farm") && plot(3, 81, "farm"));
    assert!(!plot(3, 110, "unused") && plot(3, 111, "unused"));
    assert!(!plot(6, 120, "farm") && plot(6, 121, "farm"));
    assert!(!plot(6, 150, "unused") && plot(6, 151, "unused") && plot(6, 500, "unused"));
}

/// An item, an answer that speaks against one of its conditions, and where the form says so.
fn contradictions() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("JJ-GA-02", json!({"signed_on": "2026-11-01"}), "signed_on"),
        ("JJ-GA-08", json!({"system": false}), "system"),
        ("JJ-GY-04", json!({"unchanged": false}), "unchanged"),
        ("JJ-GY-06", json!({"pipes_ready": false}), "pipes_ready"),
        (
            "JJ-MZ-02",
            json!({"has_supporters": true, "supporters": [{"ability": "able"}]}),
            "supporters[0].ability",
        ),
        ("JJ-MZ-04", json!({"other_allowance": true}), "other_allowance"),
        ("JJ-MZ-06", json!({"other_benefit": true}), "other_benefit"),
        (
            "JJ-MZ-09",
            json!({"own_children": 2, "child_source": "parents"}),
            "own_children",
        ),
        ("JJ-NY-02", json!({"vet": "none"}), "vet"),
        ("JJ-NY-03", json!({"vaccinated": false}), "vaccinated"),
        (
            "JJ-NY-04",
            json!({"staff": [{"training": "none"}]}),
            "staff[0].training",
        ),
        ("JJ-NY-07", json!({"manure": ["none"]}), "manure"),
        ("JJ-NY-07", json!({"dead": "none"}), "dead"),
        ("JJ-NY-07", json!({"vet": "none"}), "vet"),
        ("JJ-QT-01", json!({"elsewhere": true}), "elsewhere"),
        (
            "JJ-RS-06",
            json!({"household_kind": "village", "ground": ["age"]}),
            "ground",
        ),
        ("JJ-RS-08", json!({"working": true}), "working"),
        ("JJ-RS-08", json!({"wants_work": false}), "wants_work"),
        (
            "JJ-SC-02",
            json!({"changes": ["name"], "changed_on": "2026-09-01"}),
            "changed_on",
        ),
        ("JJ-SC-06", json!({"separate": false}), "separate"),
        ("JJ-ZR-04", json!({"mortgaged": true}), "mortgaged"),
    ]
}

#[test]
fn an_answer_that_contradicts_a_condition_is_told_and_never_in_the_way() {
    let package = package();
    for (id, answers, path) in contradictions() {
        let item = package.items.iter().find(|item| item.id.as_str() == id).unwrap();
        let form = form(&package, item);
        let answers: Answers = serde_json::from_value(answers).unwrap();
        let filled = Filled::new(&form, &answers, today());
        let told: Vec<String> = filled.against().into_iter().map(|one| one.path).collect();
        assert_eq!(told, [path], "{id}");
        let stopped = filled.problems().iter().any(|problem| problem.path == path);
        assert!(!stopped, "{id}: {path} is for the office to decide");
    }
}

/// Yes or no about what the office must know, on which no condition of its item hangs.
#[rustfmt::skip]
const ASKED_FOR_INFORMATION: [&str; 44] = [
    "agent", "air", "business", "can_come", "can_go", "certificate", "charger_meter", "child_adopted", "drawing",
    "has_heir", "has_house", "has_name", "has_premises", "has_supporters", "hospital_record", "in_care",
    "insured_before", "kin", "licences", "local", "minimum", "more", "neighbours_agree", "old_agrees", "online",
    "online_only", "other_pension", "plated", "poor", "received", "receiving", "resident_pension", "same_home",
    "seal", "shared", "solar", "special_member", "storage", "vehicle", "was_employee", "was_head", "water",
    "with_family", "worker_before",
];

#[test]
fn every_yes_or_no_decides_something_or_is_known_to_decide_nothing() {
    let package = package();
    for item in &package.items {
        let base = package.forms.iter().find(|form| form.id == item.form).unwrap();
        let conditions = item.eligibility.iter().map(|condition| &condition.rule);
        let rules: Vec<_> = conditions.chain(base.rules.iter().map(|rule| &rule.when)).collect();
        for field in base.fields().filter(|field| field.kind == FieldKind::YesNo) {
            let id = field.id.as_str();
            let decides = rules
                .iter()
                .any(|rule| rule.paths().iter().any(|path| path.head() == id));
            assert!(
                decides || ASKED_FOR_INFORMATION.contains(&id),
                "{}: does an answer to {id} speak against a condition? Give the form a caution, or name it here",
                item.id
            );
        }
    }
}
