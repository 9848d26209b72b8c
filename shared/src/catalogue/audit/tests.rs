//! Faults planted one by one into an item without any: each is found, at its field, as grave as it is.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::standard::sheet_path;

fn ask(id: &str, kind: &Value) -> Value {
    let mut ask = json!({"id": id, "label": format!("问题 {id}")});
    ask.as_object_mut().unwrap().extend(kind.as_object().unwrap().clone());
    json!({"ask": ask})
}

fn material(id: &str, name: &str, needed: &Value) -> Value {
    json!({
        "id": id, "name": name, "form": "copy", "copies": 1, "issuer": "institution", "source": "出租人提供",
        "needed": needed, "needed_when": "租用场所时", "electronic_ok": true,
        "legal_basis": "公共场所卫生管理条例第 8 条", "confirmed": true
    })
}

/// A licence with nothing to find.
fn clean() -> Value {
    let place = json!({"kind": "choice", "options": [
        {"value": "own", "label": "自有"}, {"value": "rented", "label": "租用"}]});
    json!({
        "id": "JJ-WJ-01", "version": 1, "name": "公共场所卫生许可", "plain_name": "办卫生许可证", "aliases": [],
        "type_code": "01", "type_confirmed": true, "source_code": "350100123000",
        "implementation_code": "1135058200390246854350100123000",
        "exercise_level": {"value": "4", "confirmed": true},
        "body_code": {"value": "113505820039024685", "confirmed": true}, "department": "health",
        "theme": "卫生", "tiers": ["village", "town", "city"], "tiers_confirmed": true, "service_objects": ["2"],
        "legal_basis": [{"law": "公共场所卫生管理条例", "article": "第 4 条", "confirmed": true}],
        "who_applies": "公共场所的经营者", "conditions": {"value": ["场所符合卫生标准"], "confirmed": true},
        "eligibility": [{"rule": {"equals": ["tested", true]}, "otherwise": "先做卫生检测再申请"}],
        "situations": [ask("tested", &json!({"kind": "yes_no"})), ask("place", &place)],
        "materials": [
            material("report", "卫生检测报告", &json!(true)),
            material("lease", "租赁合同", &json!({"equals": ["place", "rented"]}))],
        "steps": {"value": [
            {"name": "收件", "tiers": ["village", "town"], "limit": {"value": 1, "unit": "working_days"}},
            {"name": "审查决定", "tiers": ["city"], "limit": {"value": 6, "unit": "working_days"}}], "confirmed": true},
        "statutory_limit": {"value": {"value": 20, "unit": "working_days"}, "confirmed": true},
        "promised_limit": {"value": {"value": 8, "unit": "working_days"}, "confirmed": true},
        "limit_notes": {"statutory": "行政许可法第 42 条", "promised": "本部门承诺"}, "case_type": "promised",
        "fee": {"value": {"charged": true, "basis": "省发改委 2020 年第 5 号", "pay_online": true,
                "items": [{"name": "工本费", "amount": 1000}]}, "confirmed": true},
        "result": {"value": {"name": "卫生许可证", "kind": "certificate", "sample": "大厅样本册"}, "confirmed": true},
        "visits": {"value": {"count": 1, "reason": "领取纸质证照"}, "confirmed": true},
        "online_depth": {"value": "4", "confirmed": true}, "special_procedures": ["检测"],
        "public_notice": {"value": {"length": null, "place": "部门网站", "basis": "条例第 9 条"}, "confirmed": true},
        "validity": {"value": {"years": 4, "renew_before_days": 30, "basis": "条例第 10 条"}, "confirmed": true},
        "delegation": {"value": {"to_town": "none", "basis": ""}, "confirmed": true},
        "agency": {"value": {"files": true, "role": "帮办代办，只收件转交"}, "confirmed": true},
        "questions": [{"ask": "能邮寄吗", "answer": "可以"}], "form": "common-firm"
    })
}

fn found(change: impl FnOnce(&mut Value)) -> Vec<(String, bool)> {
    let mut value = clean();
    change(&mut value);
    let item: Item = serde_json::from_value(value).unwrap();
    let findings = audit(&item);
    for finding in &findings {
        assert!(!finding.what.is_empty() && !finding.why.is_empty(), "{finding:?}");
        assert!(sheet_path(&finding.field).is_some(), "nowhere to go: {finding:?}");
    }
    findings
        .into_iter()
        .map(|finding| (finding.field, finding.severe))
        .collect()
}

type Fault = (&'static str, fn(&mut Value), &'static str, bool);

#[rustfmt::skip]
const FAULTS: &[Fault] = &[
    ("no basis", |i| i["legal_basis"] = json!([]), "legal_basis", true),
    ("a law without its article", |i| i["legal_basis"][0]["article"] = json!(""), "legal_basis[0].article", false),
    ("nowhere to be handled", |i| i["tiers"] = json!([]), "tiers", true),
    ("for nobody", |i| i["service_objects"] = json!([]), "service_objects", true),
    ("a licence at villages alone", |i| i["tiers"] = json!(["village"]), "tiers", true),
    ("a village that accepts a licence", |i| i["agency"]["value"]["role"] = json!("受理并发证"), "agency.value.role", true),
    ("a village in a deciding step", |i| i["steps"]["value"][1]["tiers"] = json!(["village"]), "steps.value[1].tiers", true),
    ("delegated on no basis", |i| i["delegation"]["value"]["to_town"] = json!("delegated"), "delegation.value.basis", false),
    ("agency where no village takes part", |i| i["tiers"] = json!(["town", "city"]), "agency.value.files", false),
    ("codes that contradict each other", |i| i["source_code"] = json!("350100123001"), "implementation_code", true),
    ("a link that is none", |i| i["extras"] = json!({"mobile_url": "微信搜索"}), "extras.mobile_url", true),
    ("no conditions", |i| i["conditions"]["value"] = json!([]), "conditions.value", true),
    ("a catch-all condition", |i| i["conditions"]["value"] = json!(["法律规定的其他条件"]), "conditions.value", true),
    ("a condition on what is not asked", |i| i["eligibility"][0]["rule"] = json!({"equals": ["nobody", true]}), "eligibility[0].rule", true),
    ("a condition that looks at nothing", |i| i["eligibility"][0]["rule"] = json!(true), "eligibility[0].rule", false),
    ("a question nothing hangs on", |i| i["situations"].as_array_mut().unwrap().push(ask("idle", &json!({"kind": "yes_no"}))), "situations[2].ask.label", false),
    ("a choice of one", |i| i["situations"][1]["ask"]["options"] = json!([{"value": "rented", "label": "租用"}]), "situations[1].ask.options", true),
    ("an answer that no option gives", |i| i["materials"][1]["needed"] = json!({"equals": ["place", "lent"]}), "materials[1].needed", true),
    ("a material nobody ever brings", |i| i["materials"][1]["needed"] = json!(false), "materials[1].needed", true),
    ("a condition not in words", |i| i["materials"][1]["needed_when"] = Value::Null, "materials[1].needed_when", true),
    ("a material without basis", |i| i["materials"][0]["legal_basis"] = Value::Null, "materials[0].legal_basis", false),
    ("a material from nowhere", |i| i["materials"][0]["source"] = json!(" "), "materials[0].source", true),
    ("one of the 20 proofs", |i| {
        i["materials"][0]["name"] = json!("居民财产证明");
        i["materials"][0]["issuer"] = json!("village");
        i["materials"][0]["legal_basis"] = Value::Null;
    }, "materials[0].issuer", true),
    ("one of the 20 proofs by another door", |i| {
        i["materials"][0]["name"] = json!("婚姻状况证明");
        i["materials"][0]["source"] = json!("居委会开具");
        i["materials"][0]["legal_basis"] = Value::Null;
    }, "materials[0].issuer", true),
    ("a catch-all material", |i| i["materials"][0]["name"] = json!("其他材料"), "materials[0].name", true),
    ("one id for two materials", |i| i["materials"][1]["id"] = json!("report"), "materials[1].id", true),
    ("one material twice", |i| {
        let again = i["materials"][0].clone();
        i["materials"][1] = again;
        i["materials"][1]["id"] = json!("again");
    }, "materials[1].name", true),
    ("none of a material", |i| i["materials"][0]["copies"] = json!(0), "materials[0].copies", true),
    ("asking for what is shared", |i| {
        i["materials"][0]["name"] = json!("营业执照");
        i["materials"][0]["issuer"] = json!("government");
    }, "materials[0].share", false),
    ("no steps", |i| i["steps"]["value"] = json!([]), "steps.value", true),
    ("a step by nobody", |i| i["steps"]["value"][0]["tiers"] = json!([]), "steps.value[0].tiers", false),
    ("steps longer than the promise", |i| i["steps"]["value"][1]["limit"]["value"] = json!(9), "steps.value", false),
    ("a site check that stops the clock", |i| i["special_procedures"] = json!(["现场勘验"]), "special_procedures", false),
    ("posted nowhere", |i| i["public_notice"]["value"]["place"] = json!(""), "public_notice.value.place", true),
    ("on the spot in eight days", |i| i["case_type"] = json!("instant"), "promised_limit", true),
    ("promised and on the spot", |i| {
        i["promised_limit"]["value"] = json!({"unit": "on_the_spot"});
        i["steps"]["value"][0].as_object_mut().unwrap().remove("limit");
        i["steps"]["value"][1].as_object_mut().unwrap().remove("limit");
    }, "case_type", true),
    ("a promise beyond the law", |i| i["promised_limit"]["value"]["value"] = json!(21), "promised_limit", true),
    ("a licence beyond twenty days", |i| {
        i["statutory_limit"]["value"]["value"] = json!(30);
        i["limit_notes"]["statutory"] = json!("");
    }, "limit_notes.statutory", true),
    ("a licence promised beyond twenty days", |i| {
        i["statutory_limit"]["value"] = Value::Null;
        i["promised_limit"]["value"]["value"] = json!(25);
    }, "promised_limit", true),
    ("a licence in natural days", |i| i["promised_limit"]["value"] = json!({"value": 10, "unit": "natural_days"}), "promised_limit", true),
    ("too long an extension", |i| {
        i["limit_notes"]["extension"] = json!({"value": 15, "unit": "working_days"});
        i["limit_notes"]["statutory"] = json!("");
    }, "limit_notes.extension", true),
    ("a visit without reason", |i| i["visits"]["value"]["reason"] = Value::Null, "visits.value.reason", true),
    ("a visit where all is online", |i| i["online_depth"]["value"] = json!("7"), "visits.value.count", true),
    ("a reason without a visit", |i| i["visits"]["value"]["count"] = json!(0), "visits.value.reason", false),
    ("online in unknown depth", |i| i["online_depth"]["value"] = Value::Null, "online_depth.value", false),
    ("gone before it begins", |i| i["extras"] = json!({"effective_on": "2027-01-01", "cancel_on": "2026-12-01"}), "extras.cancel_on", true),
    ("a fee on no basis", |i| i["fee"]["value"]["basis"] = json!(""), "fee.value.basis", true),
    ("a fee of unknown items", |i| i["fee"]["value"]["items"] = json!([]), "fee.value.items", true),
    ("a fee of nothing", |i| i["fee"]["value"]["items"][0]["amount"] = json!(0), "fee.value.items[0].amount", true),
    ("how to pay not said", |i| i["fee"]["value"]["pay_online"] = Value::Null, "fee.value.pay_online", false),
    ("free with a price list", |i| i["fee"]["value"]["charged"] = json!(false), "fee.value.charged", true),
    ("nobody says whether it costs", |i| i["fee"]["value"]["charged"] = Value::Null, "fee.value.charged", false),
    ("a result without sample", |i| i["result"]["value"].as_object_mut().unwrap().remove("sample").map_or((), drop), "result.value.sample", false),
    ("a certificate for nobody knows how long", |i| i["validity"] = Value::Null, "validity", false),
    ("renewal not told", |i| i["validity"]["value"].as_object_mut().unwrap().remove("renew_before_days").map_or((), drop), "validity.value.renew_before_days", false),
    ("nothing asked most", |i| i["questions"] = json!([]), "questions", false),
    ("a question without answer", |i| i["questions"][0]["answer"] = json!(""), "questions[0].answer", true),
];

#[test]
fn a_clean_item_has_no_finding() {
    assert_eq!(found(|_| {}), []);
}

#[test]
fn every_planted_fault_is_found_at_its_field_and_as_grave_as_it_is() {
    let names: BTreeSet<&str> = FAULTS.iter().map(|(name, ..)| *name).collect();
    assert!(names.len() >= 25 && names.len() == FAULTS.len());
    for (name, plant, field, severe) in FAULTS {
        let findings = found(plant);
        assert!(
            findings.contains(&((*field).to_owned(), *severe)),
            "{name}: {findings:?}"
        );
    }
}

#[test]
fn what_the_law_asks_for_is_no_fault() {
    // A proof with its law, a longer limit with its law, a village that only hands on.
    let lawful = found(|item| {
        item["materials"][0]["name"] = json!("亲属关系证明");
        item["materials"][0]["issuer"] = json!("village");
        item["statutory_limit"]["value"]["value"] = json!(45);
        item["agency"]["value"]["role"] = json!("收件后转镇里受理，不作决定");
    });
    assert_eq!(lawful, []);
}
