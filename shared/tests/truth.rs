//! What guides and guidance say is no more than what was asked and what is true.
#![allow(clippy::unwrap_used, reason = "a test says so loudly when its own data is wrong")]

use serde_json::{Value, json};
use shared::catalogue::{Handing, Item, Qualifies, audit, guidance};
use shared::form::Answers;
use shared::time::Date;

fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

fn material(id: &str, name: &str) -> Value {
    json!({
        "id": id, "name": name, "form": "copy", "copies": 1, "issuer": "applicant", "source": "申请人自备",
        "needed": true, "electronic_ok": true, "confirmed": false
    })
}

fn allowance(change: impl FnOnce(&mut Value)) -> Item {
    let mut item = json!({
        "id": "JJ-MZ-04", "version": 1, "name": "高龄津贴申领", "plain_name": "高龄津贴", "aliases": [],
        "type_code": "05", "type_confirmed": false, "source_code": null, "department": "civil-affairs",
        "theme": "养老", "tiers": ["village"], "tiers_confirmed": false, "service_objects": ["1"],
        "legal_basis": [{"law": "老年人权益保障法", "article": "第 33 条", "confirmed": true}],
        "who_applies": "老人",
        "conditions": {"value": ["年满 80 周岁", "本市户籍", "没有领取同类津贴"], "confirmed": false},
        "eligibility": [
            {"rule": {"equals": ["over_80", true]}, "otherwise": "年满 80 周岁才能申领",
             "decides": ["年满 80 周岁"], "instead": ["JJ-MZ-05"]},
            {"rule": {"equals": ["local", true]}, "otherwise": "由户籍所在地发放", "decides": ["本市户籍"]}],
        "situations": [
            {"ask": {"id": "over_80", "label": "满 80 周岁了吗？", "kind": "yes_no"}},
            {"ask": {"id": "local", "label": "是本市户籍吗？", "kind": "yes_no"}}],
        "materials": [material("card", "银行卡")],
        "steps": {"value": [{"name": "申请", "tiers": ["village"]}], "confirmed": false},
        "statutory_limit": {"value": null, "confirmed": false},
        "promised_limit": {"value": {"value": 10, "unit": "working_days"}, "confirmed": false},
        "limit_notes": {"statutory": "", "promised": "承诺"}, "case_type": "promised",
        "fee": {"value": {"charged": false, "basis": ""}, "confirmed": false},
        "result": {"value": {"name": "津贴", "kind": "other"}, "confirmed": false},
        "visits": {"value": {"count": 0}, "confirmed": false}, "online_depth": {"value": null, "confirmed": false},
        "special_procedures": [], "delegation": {"value": {"to_town": "none", "basis": ""}, "confirmed": false},
        "agency": {"value": {"files": true, "role": "收件"}, "confirmed": false}, "form": "common-person"
    });
    change(&mut item);
    serde_json::from_value(item).unwrap()
}

fn answers(value: Value) -> Answers {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_condition_that_no_answer_decided_is_told_as_still_to_be_looked_at() {
    let item = allowance(|_| {});
    let yes = guidance(&item, &answers(json!({"over_80": true, "local": true})), today());
    assert_eq!(yes.qualifies, Qualifies::Yes);
    assert_eq!(yes.unasked, ["没有领取同类津贴"]);
    let one = guidance(&item, &answers(json!({"over_80": true})), today());
    assert_eq!(one.unasked, ["本市户籍", "没有领取同类津贴"]);
    // Nothing is claimed of a condition that was reworded since.
    let reworded = allowance(|item| item["conditions"]["value"][0] = json!("年满 79 周岁"));
    let told = guidance(&reworded, &answers(json!({"over_80": true, "local": true})), today());
    assert_eq!(told.unasked, ["年满 79 周岁", "没有领取同类津贴"]);
}

#[test]
fn a_condition_that_two_rules_decide_is_decided_by_both_alone() {
    let item = allowance(|item| item["eligibility"][1]["decides"] = json!(["年满 80 周岁", "本市户籍"]));
    let one = guidance(&item, &answers(json!({"over_80": true})), today());
    assert!(one.unasked.contains(&"年满 80 周岁"), "{:?}", one.unasked);
}

#[test]
fn a_refusal_leads_to_what_helps() {
    let item = allowance(|_| {});
    let no = guidance(&item, &answers(json!({"over_80": false, "local": false})), today());
    let ids: Vec<&str> = no.instead.iter().map(|id| id.as_str()).collect();
    assert_eq!(ids, ["JJ-MZ-05"]);
}

#[test]
fn nothing_to_bring_is_said_as_nothing_and_photos_are_named() {
    let all = answers(json!({"over_80": true, "local": true}));
    let item = allowance(|_| {});
    let words = guidance(&item, &all, today()).bring_words();
    assert_eq!(words, "在网上办，什么都不用带；要拍照上传 1 份：银行卡");
    let shared = allowance(|item| item["materials"][0]["share"] = json!("电子社保卡"));
    assert_eq!(guidance(&shared, &all, today()).bring_words(), "在网上办，什么都不用带");
    let paper = allowance(|item| item["materials"][0]["electronic_ok"] = json!(false));
    assert_eq!(paper.materials[0].handing(), Handing::Paper);
    assert_eq!(
        guidance(&paper, &all, today()).bring_words(),
        "要带 1 份纸质材料：银行卡"
    );
    let hangs = allowance(|item| {
        item["materials"][0]["needed"] = json!({"equals": ["local", true]});
        item["materials"][0]["needed_when"] = json!("本市户籍");
    });
    let words = guidance(&hangs, &answers(json!({"over_80": true})), today()).bring_words();
    assert_eq!(words, "到现在为止，什么都不用带");
}

#[test]
fn no_trip_is_claimed_only_where_steps_and_papers_allow_it() {
    let severe = |item: &Item| {
        audit(item)
            .iter()
            .any(|one| one.severe && one.field == "visits.value.count")
    };
    let free = allowance(|_| {});
    assert!(free.no_visit() && !severe(&free));
    let examined = allowance(|item| item["steps"]["value"][0]["present"] = json!("away"));
    assert!(!examined.no_visit() && severe(&examined));
    let paper = allowance(|item| item["materials"][0]["electronic_ok"] = json!(false));
    assert!(!paper.no_visit() && severe(&paper));
    // Nobody goes anywhere, yet somebody has to be there.
    let visited = allowance(|item| item["steps"]["value"][0]["present"] = json!("home"));
    assert!(!visited.no_visit() && !severe(&visited));
    assert_eq!(visited.visits_words(), "不用跑，有人上门查看时要在场");
}

#[test]
fn research_in_what_residents_read_is_a_finding_and_in_the_editors_notes_is_none() {
    let noted = |item: &Item| audit(item).iter().filter(|one| one.what.contains("研究")).count();
    let open = allowance(|item| item["notes"] = json!("金额未核实，宁德样例 50 元"));
    assert_eq!(noted(&open), 1);
    let kept = allowance(|item| item["editor_notes"] = json!(["金额未核实，宁德样例 50 元"]));
    assert_eq!(noted(&kept), 0);
}

#[test]
fn an_empty_element_is_one_thing_to_mend_however_many_find_it() {
    use shared::standard::{answers_of, must_mend, untouched};
    let base = allowance(|item| item["version"] = json!(0));
    let mut sheet = answers_of(&base);
    assert!(untouched(&base, &sheet), "nobody has written anything yet");
    // Who may apply is required by the sheet, and missed by the audit too.
    sheet.put("who_applies", "");
    sheet.put("conditions", "");
    let paths: Vec<String> = must_mend(&base, &sheet).into_iter().map(|one| one.path).collect();
    for path in ["who_applies", "conditions"] {
        assert_eq!(paths.iter().filter(|one| *one == path).count(), 1, "{paths:?}");
    }
    assert!(!untouched(&base, &sheet));
}

#[test]
fn whoever_reviews_a_form_reads_when_a_new_question_shows_and_its_bounds() {
    use shared::form::FormSchema;
    use shared::standard::design::form_changes;
    let form = |fields: Value| -> FormSchema {
        let page = json!({"id": "one", "title": "情况", "fields": fields});
        serde_json::from_value(json!({"id": "some", "version": 1, "title": "表", "pages": [page]})).unwrap()
    };
    let first = json!({"id": "has", "label": "有吗？", "kind": "yes_no"});
    let count = json!({"id": "count", "label": "几个人", "kind": "integer", "min": 1, "max": 9, "required": false,
        "shown": {"equals": ["has", true]}});
    let changes = form_changes(&form(json!([first])), &form(json!([first, count])));
    let told = changes[0].after.clone().unwrap();
    for part in ["几个人", "1 至 9", "显示：", "有吗？", "必填：可不填"] {
        assert!(told.contains(part), "{told}");
    }
}
