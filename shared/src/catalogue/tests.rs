//! The catalogue on one item, the residence permit (居住证暂行条例).

use serde_json::{Value, json};

use super::*;
use crate::form::{Answers, FieldKind, FormSchema, check, well_formed};
use crate::place::{DivisionCode, Tier};
use crate::time::{Date, Limit};

fn question(id: &str, kind: &Value) -> Value {
    let mut ask = json!({"id": id, "label": id});
    ask.as_object_mut().unwrap().extend(kind.as_object().unwrap().clone());
    json!({"ask": ask})
}

fn material(id: &str, needed: &Value, share: Option<&str>) -> Value {
    json!({
        "id": id, "name": id, "form": "original_check", "copies": 1, "issuer": "government", "source": "公安机关核发",
        "needed": needed, "needed_when": "有条件时", "electronic_ok": true, "share": share,
        "legal_basis": "居住证暂行条例第 9 条", "confirmed": true
    })
}

fn permit() -> Value {
    let ground = json!({"kind": "choice", "options": [
        {"value": "home", "label": "住所"}, {"value": "job", "label": "就业"}]});
    let why = json!({"kind": "choice", "shown": {"equals": ["proxy", true]}, "options": [
        {"value": "minor", "label": "未满 16 周岁"}, {"value": "other", "label": "其他"}]});
    let yes_no = json!({"kind": "yes_no"});
    json!({
        "id": "JJ-GA-01", "version": 1, "name": "居住证申领", "plain_name": "居住证", "aliases": ["暂住证"],
        "type_code": "07", "type_confirmed": false, "source_code": null, "department": "public-security",
        "theme": "户籍居住", "tiers": ["village", "town", "city"], "tiers_confirmed": true, "service_objects": ["1"],
        "legal_basis": [{"law": "居住证暂行条例", "article": "第 9 条", "confirmed": true}], "who_applies": "公民",
        "conditions": {"value": ["居住半年以上"], "confirmed": true},
        "eligibility": [
            {"rule": {"equals": ["half_year", true]}, "otherwise": "居住满半年才能申领"},
            {"rule": {"not": {"all": [{"equals": ["proxy", true]}, {"equals": ["proxy_why", "other"]}]}},
             "otherwise": "这种情况要本人申领"}],
        "situations": [
            question("half_year", &yes_no), question("ground", &ground), question("proxy", &yes_no),
            question("proxy_why", &why)],
        "materials": [
            material("id-card", &json!(true), Some("电子证照：居民身份证")),
            material("home-proof", &json!({"equals": ["ground", "home"]}), None),
            material("job-proof", &json!({"equals": ["ground", "job"]}), None),
            material("proxy-id-cards", &json!({"equals": ["proxy", true]}), None)],
        "steps": {"value": [{"name": "申请", "tiers": ["village"]}], "confirmed": true},
        "statutory_limit": {"value": {"value": 15, "unit": "natural_days"}, "confirmed": true},
        "promised_limit": {"value": {"value": 10, "unit": "working_days"}, "confirmed": false},
        "limit_notes": {"statutory": "居住证暂行条例第 9 条", "promised": "演示用拟定值"},
        "case_type": "promised", "fee": {"value": {"charged": false, "basis": "第 21 条"}, "confirmed": true},
        "result": {"value": {"name": "居住证", "kind": "certificate"}, "confirmed": true},
        "visits": {"value": {"count": 0}, "confirmed": false}, "online_depth": {"value": null, "confirmed": false},
        "special_procedures": [], "delegation": {"value": {"to_town": "delegated", "basis": "第 8 条"}, "confirmed": true},
        "agency": {"value": {"files": true, "role": "代办"}, "confirmed": true}, "form": "common-person"
    })
}

fn item(change: impl FnOnce(&mut Value)) -> Item {
    let mut value = permit();
    change(&mut value);
    serde_json::from_value(value).unwrap()
}

fn answers(value: Value) -> Answers {
    serde_json::from_value(value).unwrap()
}

fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

fn ids<'a>(materials: &[&'a Material]) -> Vec<&'a str> {
    materials.iter().map(|material| material.id.as_str()).collect()
}

fn town() -> DivisionCode {
    "350582105000".parse().unwrap()
}

#[test]
fn an_item_survives_a_round_trip_with_its_marks() {
    let item = item(|_| {});
    let text = serde_json::to_string(&item).unwrap();
    assert_eq!(serde_json::from_str::<Item>(&text).unwrap(), item);
    // Type, promised limit, visits, depth.
    assert_eq!(item.unconfirmed(), 4);
    assert_eq!(item.type_name(), "行政确认");
}

#[test]
fn before_any_answer_what_hangs_on_a_question_is_undecided() {
    let item = item(|_| {});
    let guidance = guidance(&item, &Answers::new(), today());
    assert_eq!(ids(&guidance.needed), ["id-card"]);
    assert_eq!(ids(&guidance.undecided), ["home-proof", "job-proof", "proxy-id-cards"]);
    let Qualifies::Unknown { questions } = guidance.qualifies else {
        panic!("{:?}", guidance.qualifies)
    };
    let open: Vec<&str> = questions.iter().map(|question| question.ask.id.as_str()).collect();
    assert_eq!(open, ["half_year", "proxy"]);
}

#[test]
fn answers_make_the_list_ones_own() {
    let item = item(|_| {});
    let given = answers(json!({"half_year": true, "ground": "job", "proxy": false}));
    let guidance = guidance(&item, &given, today());
    assert_eq!(ids(&guidance.needed), ["id-card", "job-proof"]);
    assert_eq!(ids(&guidance.not_needed), ["home-proof", "proxy-id-cards"]);
    assert_eq!((guidance.undecided.len(), guidance.qualifies), (0, Qualifies::Yes));
}

#[test]
fn one_unmet_condition_is_enough_to_say_no_and_why() {
    let item = item(|_| {});
    let guidance = guidance(&item, &answers(json!({"half_year": false})), today());
    assert_eq!(
        guidance.qualifies,
        Qualifies::No {
            reasons: vec!["居住满半年才能申领"]
        }
    );
}

#[test]
fn an_answer_to_a_question_that_no_longer_applies_does_not_count() {
    let item = item(|_| {});
    let stale = answers(json!({"half_year": true, "ground": "job", "proxy": false, "proxy_why": "other"}));
    assert_eq!(guidance(&item, &stale, today()).qualifies, Qualifies::Yes);
    let other = answers(json!({"half_year": true, "ground": "job", "proxy": true, "proxy_why": "other"}));
    assert!(matches!(
        guidance(&item, &other, today()).qualifies,
        Qualifies::No { .. }
    ));
}

#[test]
fn without_a_condition_that_answers_decide_the_office_looks() {
    let item = item(|item| {
        item["eligibility"] = json!([]);
    });
    assert_eq!(guidance(&item, &Answers::new(), today()).qualifies, Qualifies::ByReview);
}

#[test]
fn a_sound_item_has_nothing_severe() {
    let findings = audit(&item(|_| {}));
    assert!(findings.iter().all(|finding| !finding.severe), "{findings:?}");
    // A named result needs a sample, which is still to come.
    assert!(findings.iter().any(|finding| finding.field == "result.value.sample"));
}

#[test]
fn each_rule_of_consistency_is_told_with_its_field() {
    let severe = |change: fn(&mut Value)| -> Vec<String> {
        audit(&item(change))
            .into_iter()
            .filter(|finding| finding.severe)
            .map(|finding| finding.field)
            .collect()
    };
    assert_eq!(severe(|item| item["case_type"] = json!("instant")), ["promised_limit"]);
    assert_eq!(
        severe(|item| item["promised_limit"]["value"] = json!({"unit": "on_the_spot"})),
        ["case_type"]
    );
    assert_eq!(
        severe(|item| item["promised_limit"]["value"] = json!({"value": 20, "unit": "working_days"})),
        ["promised_limit"]
    );
    assert_eq!(
        severe(|item| item["visits"]["value"]["count"] = json!(1)),
        ["visits.value.reason"]
    );
    assert_eq!(
        severe(|item| {
            item["visits"]["value"] = json!({"count": 1, "reason": "采集指纹"});
            item["online_depth"]["value"] = json!("5");
        }),
        ["visits.value.count"]
    );
    assert_eq!(
        severe(|item| item["fee"]["value"] = json!({"charged": true, "basis": ""})),
        ["fee.value.basis", "fee.value.items"]
    );
    assert_eq!(severe(|item| item["legal_basis"] = json!([])), ["legal_basis"]);
    assert_eq!(
        severe(|item| item["materials"][1]["source"] = json!("")),
        ["materials[1].source"]
    );
}

#[test]
fn a_proof_that_villages_must_not_issue_is_refused_unless_a_law_asks_for_it() {
    let proof = |law: Value| {
        let item = item(|item| {
            item["materials"][1]["name"] = json!("婚姻状况证明");
            item["materials"][1]["issuer"] = json!("village");
            item["materials"][1]["legal_basis"] = law;
        });
        audit(&item).iter().any(|finding| finding.severe)
    };
    assert!(proof(Value::Null));
    assert!(!proof(json!("收养登记办法第 6 条")));
}

#[test]
fn the_advice_phone_is_not_the_complaints_phone() {
    let mut local = LocalGuide::at(&Hall::unknown(town()), "JJ-GA-01".parse().unwrap(), LocalPart::Handle);
    local.phone = Some(Confirmable::unconfirmed("0595-85000000".into()));
    local.complaints.clone_from(&local.phone);
    assert_eq!(audit_local(&local).len(), 1);
}

#[test]
fn villages_collect_and_towns_decide_only_what_was_handed_down() {
    let delegated = item(|_| {});
    assert_eq!(LocalPart::of(&delegated, Tier::Village), Some(LocalPart::Collect));
    assert_eq!(LocalPart::of(&delegated, Tier::Town), Some(LocalPart::Handle));
    let kept = item(|item| {
        item["delegation"]["value"]["to_town"] = json!("none");
        item["agency"]["value"]["files"] = json!(false);
        item["tiers"] = json!(["village", "town"]);
    });
    assert_eq!(LocalPart::of(&kept, Tier::Town), Some(LocalPart::Collect));
    assert_eq!(LocalPart::of(&kept, Tier::Village), Some(LocalPart::Advise));
    assert_eq!(LocalPart::of(&kept, Tier::City), None);
}

#[test]
fn only_what_is_filled_and_confirmed_counts_as_complete() {
    let item = item(|_| {});
    let hall = Hall::unknown(town());
    let local = LocalGuide::at(&hall, item.id.clone(), LocalPart::Handle);
    let before = Completeness::of(&item, &local);
    assert!(before.confirmed < before.filled && before.filled < before.required);

    let with = |hours| {
        let mut local = local.clone();
        local.hours = Some(hours);
        Completeness::of(&item, &local)
    };
    let unconfirmed = with(Confirmable::unconfirmed("周一至周五".to_owned()));
    assert_eq!(
        (unconfirmed.filled, unconfirmed.confirmed),
        (before.filled + 1, before.confirmed)
    );
    let confirmed = with(Confirmable::confirmed("周一至周五".to_owned()));
    assert_eq!(confirmed.confirmed, before.confirmed + 1);
    assert_eq!(confirmed.required, before.required);
}

#[test]
fn a_guide_requires_31_basic_and_5_extended_elements_and_what_values_add() {
    let item = item(|_| {});
    let local = LocalGuide::at(&Hall::unknown(town()), item.id.clone(), LocalPart::Handle);
    let guide = Guide::compose(item.clone(), local.clone()).unwrap();
    // 31 + 5, a town's name and code, four materials.
    assert_eq!(guide.completeness().required, 31 + 5 + 2 + 4);
    let mut other = local;
    other.item = "JJ-GA-02".parse().unwrap();
    assert!(Guide::compose(item, other).is_err());
}

fn base() -> FormSchema {
    serde_json::from_value(json!({
        "id": "common-person", "version": 1, "title": "个人申请表", "pages": [
            {"id": "applicant", "title": "申请人", "fields": [
                {"id": "applicant", "label": "申请人", "kind": "person", "mobile": true},
                {"id": "proxy", "label": "代办吗", "kind": "yes_no"}]}]
    }))
    .unwrap()
}

#[test]
fn the_form_asks_each_question_once_and_collects_what_data_sharing_does_not_supply() {
    let item = item(|_| {});
    let base = base();
    let form = form_for(&item, &base);
    assert_eq!(form.id.as_str(), "jj-ga-01");
    let pages: Vec<&str> = form.pages.iter().map(|page| page.id.as_str()).collect();
    assert_eq!(pages, ["situation", "applicant", "materials", "declare"]);
    assert_eq!(form.fields().filter(|field| field.id.as_str() == "proxy").count(), 1);

    let given = answers(
        json!({"half_year": true, "ground": "job", "proxy": false, "declaration": true,
        "applicant": {"name": "陈明", "citizen_number": "350501199202290718", "mobile": "13800000000"}}),
    );
    let problems: Vec<String> = check(&form, &given, today())
        .into_iter()
        .map(|problem| problem.path)
        .collect();
    assert_eq!(problems, ["job-proof"]);
}

#[test]
fn a_material_filled_in_online_or_placed_by_the_form_is_not_asked_again() {
    let item = item(|item| item["materials"][3]["filled_online"] = json!(true));
    let mut base = base();
    base.pages[0].fields.push(
        serde_json::from_value(
            json!({"id": "home", "label": "住址证明", "kind": "material", "material": "home-proof"}),
        )
        .unwrap(),
    );
    let form = form_for(&item, &base);
    let collected: Vec<&str> = form
        .fields()
        .filter_map(|field| match &field.kind {
            FieldKind::Material { material, .. } => Some(material.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(collected, ["home-proof", "id-card", "job-proof"]);
}

#[test]
fn the_composed_form_is_sound() {
    let item = item(|item| item["situations"].as_array_mut().unwrap().truncate(2));
    let mut sound = item;
    sound.materials.truncate(3);
    assert_eq!(well_formed(&form_for(&sound, &base())), []);
}

#[test]
fn saved_days_are_told_where_both_limits_count_the_same_days() {
    let mut item = item(|_| {});
    assert_eq!(item.saved_days(), None);
    item.statutory_limit.value = Some(Limit::WorkingDays(20));
    assert_eq!(item.saved_days(), Some(10));
}

#[test]
fn a_case_is_handled_under_the_limits_the_item_publishes() {
    let rules = crate::case::Rules::of(&item(|_| {}));
    assert_eq!(rules.statutory, Some(Limit::NaturalDays(15)));
    assert_eq!(rules.promised, Limit::WorkingDays(10));
    assert!(!rules.licence && !rules.instant);
    let licence = crate::case::Rules::of(&item(|it| {
        it["type_code"] = json!("01");
        it["statutory_limit"] = json!({"value": null, "confirmed": false});
    }));
    assert!(licence.licence);
    assert_eq!(licence.statutory, Some(Limit::WorkingDays(20)), "行政许可法 §42");
}

mod whatever_comes {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            prop_oneof!["home", "job", "minor", "other", ".{0,8}"].prop_map(Value::from),
            prop::collection::vec(any::<bool>(), 0..3).prop_map(Value::from),
        ]
    }

    proptest! {
        #[test]
        fn guidance_puts_every_material_in_exactly_one_list(
            half_year in value(), ground in value(), proxy in value(), why in value(),
        ) {
            let item = item(|_| {});
            let given = answers(json!({"half_year": half_year, "ground": ground, "proxy": proxy, "proxy_why": why}));
            let guidance = guidance(&item, &given, today());
            let lists = guidance.needed.len() + guidance.not_needed.len() + guidance.undecided.len();
            prop_assert_eq!(lists, item.materials.len());
        }

        #[test]
        fn no_text_breaks_a_code_parser(text in "\\PC{0,40}") {
            let _ = text.parse::<ItemId>();
            let _ = text.parse::<MaterialId>();
            let _ = text.parse::<BasicCode>();
            let _ = text.parse::<ImplementationCode>();
            let _ = text.parse::<HandlingCode>();
        }

        #[test]
        fn a_guide_is_never_more_confirmed_than_filled(confirmed in any::<bool>(), filled in any::<bool>()) {
            let item = item(|_| {});
            let mut local = LocalGuide::at(&Hall::unknown(town()), item.id.clone(), LocalPart::Handle);
            local.hours = filled.then(|| Confirmable { value: "周一至周五".to_owned(), confirmed });
            let guide = Completeness::of(&item, &local);
            prop_assert!(guide.confirmed <= guide.filled && guide.filled <= guide.required);
            prop_assert!(guide.percent() <= 100 && (guide.percent() == 100) == guide.is_complete());
        }
    }
}
