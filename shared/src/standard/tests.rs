//! The sheet over every item of the package, and two people at one sheet.

use jiff::civil::date;
use serde_json::{Value, json};

use super::*;
use crate::access::{Actor, Role, Scope};
use crate::catalogue::{Confirmable, Item, audit};
use crate::form::{Answers, well_formed};
use crate::problem::RefusalKind;

fn items() -> Vec<Item> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/data/jinjiang/items");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let items: Vec<Item> = paths
        .iter()
        .map(|path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
        .collect();
    assert_eq!(items.len(), 67);
    items
}

fn allowance() -> Item {
    items().into_iter().find(|item| item.id.as_str() == "JJ-MZ-04").unwrap()
}

fn with(answers: &Answers, path: &str, value: impl Into<Value>) -> Answers {
    let mut answers = answers.clone();
    answers.put(path, value);
    answers
}

#[test]
fn every_item_of_the_city_comes_back_from_its_sheet_as_it_was() {
    for item in items() {
        let sheet = answers_of(&item);
        let faults = well_formed(&schema(item.form.clone(), &sheet));
        assert_eq!(faults, [], "{}", item.id);
        let back = item_of(&item, &sheet).unwrap();
        let (back, was) = (
            serde_json::to_value(back).unwrap(),
            serde_json::to_value(&item).unwrap(),
        );
        for (name, value) in was.as_object().unwrap() {
            assert_eq!(back.get(name), Some(value), "{} {name}", item.id);
        }
        assert_eq!(back, was, "{}", item.id);
        assert_eq!(difference(&sheet, &sheet), []);
    }
}

#[test]
fn a_changed_value_loses_its_mark_and_only_that() {
    let mut item = allowance();
    item.promised_limit.confirmed = true;
    item.conditions.confirmed = true;
    let sheet = with(&answers_of(&item), "promised", 3);
    let sheet = with(&sheet, "promised_unit", "working_days");
    let sheet = with(&sheet, "case_type", "promised");
    let changed = item_of(&item, &sheet).unwrap();
    assert_eq!(
        changed.promised_limit,
        Confirmable::unconfirmed(crate::time::Limit::WorkingDays(3))
    );
    assert!(changed.conditions.confirmed);
}

#[test]
fn what_differs_is_told_in_words() {
    let item = allowance();
    let before = answers_of(&item);
    let after = with(&before, "promised_unit", "working_days");
    let after = with(&with(&after, "promised", 15), "materials[0].copies", 9);
    let words: Vec<(String, Option<String>, Option<String>)> = difference(&before, &after)
        .into_iter()
        .map(|change| (change.label, change.before, change.after))
        .collect();
    let first = &item.materials[0];
    let copies = format!("申请材料「{}」· 份数", first.name);
    let before = Some(item.promised_limit.value.to_string());
    assert_eq!(
        words,
        [
            (copies, Some(format!("{} 份", first.copies)), Some("9 份".to_owned())),
            ("承诺办结时限".to_owned(), before, Some("15 个工作日".to_owned())),
        ]
    );
}

#[test]
fn an_added_and_a_removed_material_are_told_by_name() {
    let item = allowance();
    let before = answers_of(&item);
    let mut list = before.get("materials").unwrap().as_array().unwrap().clone();
    let gone = list.remove(0);
    let mut new = gone.clone();
    new["id"] = json!("new-one");
    new["name"] = json!("新材料");
    list.push(new);
    let after = with(&before, "materials", Value::Array(list));
    let told = difference(&before, &after);
    assert_eq!(
        (told[0].before.as_deref(), told[0].after.as_deref()),
        (gone["name"].as_str(), None)
    );
    assert_eq!(
        (told[1].before.as_deref(), told[1].after.as_deref()),
        (None, Some("新材料"))
    );
    // Who reviews sees all that it says, not its name alone.
    let more: Vec<&str> = told[2..].iter().map(|change| change.label.as_str()).collect();
    assert!(more.contains(&"申请材料「新材料」· 份数"), "{more:?}");
    assert!(
        told[2..]
            .iter()
            .all(|change| change.before.is_none() && change.after.is_some())
    );
    // And a material nobody has confirmed is not confirmed.
    let item = item_of(&item, &after).unwrap();
    assert!(!item.materials.last().unwrap().confirmed);
}

#[test]
fn a_new_question_is_told_with_its_answer_and_an_unwritten_one_not_at_all() {
    let before = answers_of(&allowance());
    let mut list = before
        .get("questions")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    list.push(json!({"ask": "能代办吗？", "answer": "可以，带上委托书。"}));
    let after = with(&before, "questions", Value::Array(list.clone()));
    let told = difference(&before, &after);
    assert!(
        told.iter()
            .any(|change| change.after.as_deref() == Some("可以，带上委托书。")),
        "{told:?}"
    );
    list.push(json!({"ask": "", "answer": ""}));
    let blank = with(&before, "questions", Value::Array(list));
    assert_eq!(difference(&blank, &after), []);
}

#[test]
fn the_order_of_ticks_says_nothing() {
    let item = allowance();
    let sheet = answers_of(&item);
    let mut tiers = sheet.get("tiers").unwrap().as_array().unwrap().clone();
    assert!(tiers.len() > 1);
    tiers.reverse();
    let turned = with(&sheet, "tiers", Value::Array(tiers));
    assert_eq!(difference(&sheet, &turned), []);
    assert_eq!(item_of(&item, &turned).unwrap(), item);
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let item = allowance();
    let sheet = answers_of(&item);
    let sheet = with(&sheet, "source_code", "12");
    let sheet = with(&sheet, "name", "");
    let sheet = with(&sheet, "materials[0].id", "Ausweis 1");
    let problems = item_of(&item, &sheet).unwrap_err();
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["name", "source_code", "materials[0].id"]);
    assert!(problems.iter().all(|problem| !problem.fix.is_empty()));
}

#[test]
fn a_finding_of_the_audit_leads_to_a_field_of_the_sheet() {
    for mut item in items() {
        item.case_type = crate::catalogue::CaseType::Instant;
        item.legal_basis.clear();
        item.fee.value.charged = Some(true);
        item.fee.value.basis.clear();
        let form = schema(item.form.clone(), &answers_of(&item));
        for finding in audit(&item) {
            let path = sheet_path(&finding.field).unwrap_or_else(|| panic!("{}: {finding:?}", item.id));
            assert!(form.page_of(&path).is_some(), "{path}");
        }
    }
}

#[test]
fn a_condition_is_picked_from_the_situations() {
    let item = items().into_iter().find(|item| !item.situations.is_empty()).unwrap();
    let ask = &item.situations[0].ask;
    let sheet = with(&answers_of(&item), "materials[0].needed", format!("{}=true", ask.id));
    let changed = item_of(&item, &sheet).unwrap();
    let rule = serde_json::to_value(&changed.materials[0].needed).unwrap();
    assert_eq!(rule, json!({"equals": [ask.id, true]}));
    let gone = with(&sheet, "materials[0].needed", "nobody=true");
    assert_eq!(item_of(&item, &gone).unwrap_err()[0].path, "materials[0].needed");
}

#[test]
fn two_people_at_different_elements_both_keep_their_work() {
    let base = answers_of(&allowance());
    let mine = with(&with(&base, "notes", "我的备注"), "materials[0].copies", 2);
    let theirs = with(
        &with(&base, "visits_reason", "他们的原因"),
        "materials[0].note",
        "他们的须知",
    );
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.clashes, []);
    for (path, value) in [
        ("notes", json!("我的备注")),
        ("visits_reason", json!("他们的原因")),
        ("materials[0].copies", json!(2)),
        ("materials[0].note", json!("他们的须知")),
    ] {
        assert_eq!(merged.answers.get(path), Some(&value), "{path}");
    }
}

#[test]
fn two_people_at_one_element_see_both_texts() {
    let base = answers_of(&allowance());
    let mine = with(&base, "who_applies", "我的说法");
    let theirs = with(&base, "who_applies", "他们的说法");
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.answers.get("who_applies"), Some(&json!("他们的说法")));
    let [clash] = merged.clashes.as_slice() else {
        panic!("{:?}", merged.clashes)
    };
    assert_eq!((clash.path.as_str(), &clash.mine), ("who_applies", &json!("我的说法")));
}

#[test]
fn what_one_removed_and_the_other_changed_is_kept_and_told() {
    let base = answers_of(&allowance());
    let mut list = base.get("materials").unwrap().as_array().unwrap().clone();
    list.remove(0);
    let mine = with(&base, "materials", Value::Array(list));
    let theirs = with(&base, "materials[0].note", "改过的须知");
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.clashes.len(), 1);
    let count = |answers: &Answers| answers.get("materials").unwrap().as_array().unwrap().len();
    assert_eq!(count(&merged.answers), count(&base));
    // Left alone by the other it is gone.
    assert_eq!(count(&merge(&base, &mine, &base).answers), count(&base) - 1);
}

fn actor(id: &str, role: Role, department: Option<&str>) -> Actor {
    Actor {
        id: id.parse().unwrap(),
        role,
        name: String::new(),
        territory: Some("350582000000".parse().unwrap()),
        department: department.map(|id| id.parse().unwrap()),
        real_name: false,
        acting: None,
    }
}

#[test]
fn the_way_to_publication_is_walked_office_by_office_and_never_alone() {
    let id = |n: u32| format!("01900000-0000-7000-8000-{n:012}");
    let editor = actor(&id(1), Role::ItemEditor, Some("civil-affairs"));
    let head = actor(&id(2), Role::DepartmentHead, Some("civil-affairs"));
    let other_head = actor(&id(3), Role::DepartmentHead, Some("health"));
    let centre = actor(&id(4), Role::ServiceCentre, None);
    let scope = Scope::default()
        .at("350582000000".parse().unwrap())
        .in_department("civil-affairs".parse().unwrap());
    let go = |stage, step, who: &Actor, why: &str| {
        next(stage, step, who, &scope, &editor.id, why).map_err(|refused| refused.kind)
    };

    assert_eq!(go(Stage::Draft, Step::Send, &editor, ""), Ok(Some(Stage::InDepartment)));
    assert_eq!(go(Stage::Draft, Step::Pass, &head, ""), Err(RefusalKind::Conflict));
    assert_eq!(
        go(Stage::InDepartment, Step::Pass, &editor, ""),
        Err(RefusalKind::Forbidden)
    );
    assert_eq!(
        go(Stage::InDepartment, Step::Pass, &other_head, ""),
        Err(RefusalKind::Forbidden)
    );
    assert_eq!(
        go(Stage::InDepartment, Step::Return, &head, " "),
        Err(RefusalKind::Invalid)
    );
    assert_eq!(
        go(Stage::InDepartment, Step::Pass, &head, ""),
        Ok(Some(Stage::InStandard))
    );
    assert_eq!(
        next(Stage::InDepartment, Step::Pass, &head, &scope, &head.id, "")
            .unwrap_err()
            .message,
        "不能审核自己编写的内容"
    );
    assert_eq!(
        go(Stage::InStandard, Step::Pass, &head, ""),
        Err(RefusalKind::Forbidden)
    );
    assert_eq!(
        go(Stage::InStandard, Step::Return, &centre, "缺依据"),
        Ok(Some(Stage::Draft))
    );
    assert_eq!(
        go(Stage::InStandard, Step::Pass, &centre, ""),
        Ok(Some(Stage::Scheduled))
    );
    assert_eq!(go(Stage::Draft, Step::Discard, &editor, ""), Ok(None));
    let (today, later) = (date(2026, 11, 29), date(2026, 12, 1));
    let done = |to, day| Step::Pass.done_words(to, day, today);
    assert!(done(Some(Stage::Scheduled), Some(today)).starts_with("已公布"));
    assert_eq!(
        done(Some(Stage::Scheduled), Some(later)),
        "已审核通过，到 2026 年 12 月 1 日公布。"
    );
    assert_eq!(done(Some(Stage::InStandard), None), "已审核通过，转到“标准审查”。");
    assert_eq!(Step::Discard.done_words(None, None, today), "已放弃草稿。");
    assert_eq!(moves(Stage::InDepartment, &head, &scope), [Step::Pass, Step::Return]);
}

#[test]
fn what_waits_is_told_and_confirmed_one_by_one_or_all_at_once() {
    for item in items() {
        let waiting = unconfirmed(&item);
        assert!(!waiting.is_empty(), "{}", item.id);
        let all_of_it = waiting.len();
        let marks: Vec<String> = waiting.iter().map(|one| one.mark.clone()).collect();
        let (unwritten, written): (Vec<_>, Vec<_>) = waiting.into_iter().partition(Unconfirmed::is_unwritten);
        let (one, count) = confirm(&item, &[written[0].mark.clone()]);
        assert_eq!((count, unconfirmed(&one).len()), (1, all_of_it - 1));
        // Nobody stands by what is not written.
        let (all, count) = confirm(&item, &marks);
        assert_eq!(
            (count as usize, unconfirmed(&all), all.unconfirmed()),
            (written.len(), unwritten.clone(), unwritten.len()),
            "{}",
            item.id
        );
        // Nothing but marks changed, and nothing else can be switched on this way.
        assert_eq!(difference(&answers_of(&item), &answers_of(&all)), []);
        assert_eq!(confirm(&item, &["/hot".to_owned()]).1, 0);
    }
}
