//! The letter of a correction (行政许可法 §32): all at once, with a reason for each, and answered by a change.

use jiff::civil::{Date, date};
use serde_json::json;
use shared::case::{Askable, Demand, Kept, Letter, askables, compose, mark_shared, reasons, unchanged};
use shared::catalogue::{Handed, HandedMaterial};
use shared::form::{Answers, FormSchema};
use shared::problem::FieldProblem;

use crate::world::{File, ask, clerk};

const TODAY: Date = date(2026, 11, 23);

fn form() -> FormSchema {
    serde_json::from_value(json!({
        "id": "allowance", "version": 1, "title": "高龄津贴申请", "pages": [ { "id": "all", "title": "全部", "fields": [
            { "id": "holder", "label": "户名", "kind": "text" },
            { "id": "elder", "label": "老人", "kind": "person", "mobile": true },
            { "id": "agent", "label": "有人代办吗", "kind": "yes_no" },
            { "id": "agent_name", "label": "代办人", "kind": "text", "shown": { "equals": ["agent", true] } },
            { "id": "card_photo", "label": "社保卡照片", "kind": "material", "material": "card" },
            { "id": "true_words", "label": "声明", "kind": "declaration", "text": "都是真的" }
        ] } ]
    }))
    .unwrap()
}

fn answers() -> Answers {
    serde_json::from_value(json!({
        "holder": "赖小明", "elder": { "name": "赖德福", "mobile": "13900000001" }, "agent": false,
        "card_photo": ["first"], "true_words": true
    }))
    .unwrap()
}

fn may_ask() -> Vec<Askable> {
    askables(&form(), &answers(), TODAY, &[])
}

fn typed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect()
}

fn paths(problems: &[FieldProblem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.path.as_str()).collect()
}

#[test]
fn only_what_this_applicant_was_asked_may_be_demanded() {
    let keys: Vec<String> = may_ask().into_iter().map(|one| one.key).collect();
    // Nobody acts for the elder, so nobody was asked who does; and a declaration is nothing to correct.
    assert_eq!(keys, ["holder", "elder", "agent", "card_photo"]);
    let stray = compose(
        &may_ask(),
        &typed(&[
            ("why:agent_name", "没有写代办人"),
            ("ask:holder", "on"),
            ("why:holder", "要本人的"),
        ]),
    );
    assert_eq!(paths(&stray.unwrap_err()), ["demands"]);
}

#[test]
fn a_reason_without_a_tick_is_asked_all_the_same() {
    let demands = compose(
        &may_ask(),
        &typed(&[
            ("ask:holder", "on"),
            ("why:holder", "要老人本人的户名"),
            ("why:card_photo", " 卡号被手指挡住了 "),
        ]),
    )
    .unwrap();
    let told: Vec<(&str, &str)> = demands
        .iter()
        .map(|one| (one.what.as_str(), one.why.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("请补充或更正“户名”", "要老人本人的户名"),
            ("请重新上传“社保卡照片”", "卡号被手指挡住了")
        ]
    );
}

#[test]
fn a_tick_without_a_reason_is_wrong_at_that_one_input() {
    let problems = compose(
        &may_ask(),
        &typed(&[
            ("ask:holder", "on"),
            ("why:holder", "  "),
            ("ask:agent", "on"),
            ("why:agent", "请再核对"),
        ]),
    );
    let problems = problems.unwrap_err();
    assert_eq!(paths(&problems), ["why:holder"]);
    assert_eq!(problems[0].message, "“户名”没有写为什么要补正");
}

#[test]
fn an_empty_letter_is_none() {
    for nothing in [
        typed(&[]),
        typed(&[("other", "  "), ("why:holder", " "), ("days", "10")]),
    ] {
        assert_eq!(paths(&compose(&may_ask(), &nothing).unwrap_err()), ["demands"]);
    }
}

#[test]
fn ready_reasons_and_own_words_stand_together_and_what_no_field_is_for_comes_last() {
    let pairs = typed(&[
        ("std:card_photo", "blurred"),
        ("std:card_photo", "cut"),
        ("std:card_photo", "no such reason"),
        ("why:card_photo", "卡号看得见就行。"),
        ("other", "请带老人到窗口核对一次"),
    ]);
    let demands = compose(&may_ask(), &pairs).unwrap();
    let field = form().field_at("card_photo").unwrap().clone();
    let ready: String = reasons(&field.kind)
        .iter()
        .filter(|one| ["blurred", "cut"].contains(&one.key))
        .map(|one| one.words)
        .collect();
    assert_eq!(demands[0].why, format!("{ready}卡号看得见就行。"));
    assert_eq!(
        (demands[1].path.as_deref(), demands[1].what.as_str()),
        (None, "请带老人到窗口核对一次")
    );
}

#[test]
fn a_second_letter_may_only_repeat_the_first() {
    let told = [Demand {
        what: "请补充或更正“户名”".into(),
        why: "要本人的".into(),
        path: Some("holder".into()),
    }];
    let again = askables(&form(), &answers(), TODAY, &told);
    assert_eq!(
        again.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(),
        ["请补充或更正“户名”"]
    );
    let demands = compose(&again, &typed(&[("why:told-1", "还是不对")])).unwrap();
    assert!(demands[0].is_same_as(&told[0]));
    assert_eq!(
        paths(&compose(&again, &typed(&[("why:card_photo", "看不清")])).unwrap_err()),
        ["demands"]
    );
}

#[test]
fn the_letter_says_by_when_what_and_why_and_that_it_is_all() {
    let mut file = File::opened("2026-11-23");
    file.does(&clerk(), ask(&["银行卡正面"]), "2026-11-23");
    let clock = shared::case::clock(&file.case, &file.calendar);
    let letter = Letter::of(&file.case, &clock, "高龄津贴", "2026-11-23".parse().unwrap()).unwrap();
    assert_eq!(letter.title(), "请补 1 样");
    assert_eq!(letter.until(), "请在 12 月 7 日前补好");
    let old = Letter::of(&file.case, &clock, "高龄津贴", "2027-01-04".parse().unwrap()).unwrap();
    assert_eq!(old.until(), "请在 2026 年 12 月 7 日前补好");
    assert!(letter.about().contains("不会再要您补别的"), "{}", letter.about());
    assert_eq!(
        (letter.lines[0].what.as_str(), letter.lines[0].why.as_str()),
        ("银行卡正面", "看不清")
    );
    let accepted = File::opened("2026-11-23");
    assert_eq!(
        Letter::of(&accepted.case, &clock, "高龄津贴", "2026-11-23".parse().unwrap()),
        None
    );
}

fn demand(path: Option<&str>) -> Demand {
    Demand {
        what: "请补正".into(),
        why: "不对".into(),
        path: path.map(str::to_owned),
    }
}

/// The problems of answering `demands` by `change`, with reasons for what stays and a note.
fn answering(demands: &[Demand], change: serde_json::Value, kept: &[(&str, &str)], note: &str) -> Vec<String> {
    let mut after = answers();
    after.merge(serde_json::from_value(change).unwrap());
    let kept: Kept = kept.iter().map(|(path, why)| ((*path).into(), (*why).into())).collect();
    // Two files are the same when their names begin alike.
    let same = |old: &str, new: &str| old.split('-').next() == new.split('-').next();
    unchanged(&form(), demands, (&answers(), &after), (&kept, note, false), &same)
        .into_iter()
        .map(|problem| format!("{}: {}", problem.path, problem.message))
        .collect()
}

#[test]
fn a_correction_that_changes_nothing_is_none_and_names_the_field() {
    let asked = [demand(Some("holder"))];
    for same in [
        json!({}),
        json!({"holder": "赖小明"}),
        json!({"holder": " 赖小明\u{200b} "}),
    ] {
        assert_eq!(answering(&asked, same, &[], "改好了"), ["holder: “户名”还和原来一样"]);
    }
    assert!(answering(&asked, json!({"holder": "赖德福"}), &[], "").is_empty());
    // What is asked of one part is not answered by another.
    let phone = [demand(Some("elder.mobile"))];
    let other_part = json!({"elder": {"name": "赖福", "mobile": "13900000001"}});
    assert_eq!(
        answering(&phone, other_part, &[], ""),
        ["elder.mobile: “老人”还和原来一样"]
    );
}

#[test]
fn what_was_right_all_along_may_stay_with_a_word_why() {
    let asked = [demand(Some("holder")), demand(Some("card_photo"))];
    assert_eq!(
        answering(&asked, json!({}), &[("holder", "卡就是这个名字")], "").len(),
        1
    );
    assert!(
        answering(
            &asked,
            json!({}),
            &[("holder", "卡就是这个名字"), ("card_photo", "只有这一张卡")],
            ""
        )
        .is_empty()
    );
    assert_eq!(
        answering(&asked, json!({}), &[("holder", "  "), ("card_photo", "")], "").len(),
        2
    );
}

#[test]
fn a_paper_is_put_anew_and_not_the_same_file_again() {
    let asked = [demand(Some("card_photo"))];
    assert_eq!(
        answering(&asked, json!({}), &[], ""),
        ["card_photo: 还没有重新上传“社保卡照片”"]
    );
    assert_eq!(
        answering(&asked, json!({"card_photo": ["first-again"]}), &[], ""),
        ["card_photo: “社保卡照片”传的还是原来那份文件"]
    );
    assert!(answering(&asked, json!({"card_photo": ["first-again", "second"]}), &[], "").is_empty());
}

#[test]
fn what_no_field_is_for_is_answered_in_words() {
    let asked = [demand(None)];
    assert_eq!(
        answering(&asked, json!({}), &[], " "),
        ["supply_note: 还没有写您补了什么"]
    );
    assert!(answering(&asked, json!({}), &[], "老人已经到窗口核对过").is_empty());
}

/// 国务院令第716号 §11: what sharing supplies is not asked of the applicant; where it has nothing, the officer says so.
#[test]
fn what_sharing_supplies_is_asked_for_only_in_the_officers_own_words() {
    let mut may_ask = may_ask();
    let exempt = HandedMaterial {
        name: "社保卡".into(),
        handed: Handed::Exempt,
        note: "电子证照：社会保障卡".into(),
        paths: vec!["card_photo".into()],
        files: 0,
    };
    mark_shared(&mut may_ask, &[exempt]);
    for pressed in [&[("ask:card_photo", "on")][..], &[("std:card_photo", "absent")]] {
        let refused = compose(&may_ask, &typed(pressed)).unwrap_err();
        assert_eq!(paths(&refused), ["why:card_photo"]);
        assert!(
            refused[0].message.contains("电子证照：社会保障卡"),
            "{}",
            refused[0].message
        );
    }
    let said = compose(&may_ask, &typed(&[("why:card_photo", "电子证照里查不到这张卡")])).unwrap();
    assert_eq!((said.len(), said[0].why.as_str()), (1, "电子证照里查不到这张卡"));
    // Nobody uploaded it, so nobody is asked to do so again.
    let mut without = answers();
    without.put("card_photo", Vec::<String>::new());
    let asked = askables(&form(), &without, TODAY, &[]);
    assert!(asked.iter().any(|one| one.what == "请上传“社保卡照片”"));
    assert!(may_ask.iter().any(|one| one.what == "请重新上传“社保卡照片”"));
}

#[test]
fn what_is_too_long_is_told_at_its_own_input() {
    let long = "长".repeat(2001);
    let refused = compose(&may_ask(), &typed(&[("why:holder", &long), ("other", &long)])).unwrap_err();
    assert_eq!(paths(&refused), ["why:holder", "other"]);
}
