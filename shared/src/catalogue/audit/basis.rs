//! What it is, by which law, where and by whom.

use super::{Findings, GUIDE_RULES, LAW_RULE, blank};
use crate::catalogue::{Item, TownPower};
use crate::place::Tier;

const ENTRUSTING: &str = "行政许可法第 24 条：只能委托其他行政机关，村（社区）只代收代办";
const CODES: &str = "实施编码 31 位：统一社会信用代码 18 位、行使层级 1 位、基本编码 12 位";
/// What a village never does with a licence.
const DECIDING: [&str; 4] = ["受理", "决定", "审批", "发证"];

pub(super) fn audit(item: &Item, findings: &mut Findings) {
    laws(item, findings);
    tiers(item, findings);
    village(item, findings);
    codes(item, findings);
    let extras = &item.extras;
    for (field, url) in [
        ("extras.mobile_url", &extras.mobile_url),
        ("extras.computer_url", &extras.computer_url),
        ("extras.online_url", &extras.online_url),
    ] {
        if url
            .as_ref()
            .is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://"))
        {
            findings.severe(field, "网址应以 https:// 开头", "群众要能点开");
        }
    }
    if item.online_depth.value.is_none() {
        findings.advice("online_depth.value", "没有写明网上能办到哪一步", GUIDE_RULES);
    }
}

fn laws(item: &Item, findings: &mut Findings) {
    if item.legal_basis.is_empty() {
        findings.severe("legal_basis", "没有设定依据", LAW_RULE);
    }
    for (at, law) in item.legal_basis.iter().enumerate() {
        if blank(&law.article) {
            let what = format!("「{}」没有写到第几条", law.law);
            findings.advice(format!("legal_basis[{at}].article"), what, LAW_RULE);
        }
        if item
            .legal_basis
            .iter()
            .take(at)
            .any(|other| other.law == law.law && other.article == law.article)
        {
            let what = format!("「{}」{}写了两次", law.law, law.article);
            findings.advice(format!("legal_basis[{at}].law"), what, GUIDE_RULES);
        }
    }
}

fn tiers(item: &Item, findings: &mut Findings) {
    if item.tiers.is_empty() {
        findings.severe("tiers", "没有写明在哪一级办理", GUIDE_RULES);
    }
    if item.service_objects.is_empty() {
        findings.severe("service_objects", "没有服务对象", GUIDE_RULES);
    }
    if item.is_licence() && item.tiers == [Tier::Village] {
        findings.severe("tiers", "行政许可不能只在村（社区）办理", ENTRUSTING);
    }
    let delegation = &item.delegation.value;
    if delegation.to_town != TownPower::None {
        if blank(&delegation.basis) {
            let what = "镇（街道）办理，却没有写明下放、委托或法律规定的依据";
            findings.advice("delegation.value.basis", what, "下放、委托要有依据并公布");
        }
        if !item.tiers.contains(&Tier::Town) {
            let what = "写了由镇（街道）决定，“在哪几级可以办”里却没有镇（街道）";
            findings.severe("tiers", what, GUIDE_RULES);
        }
    }
}

/// A village collects, files and delivers; of a licence it accepts and decides nothing.
fn village(item: &Item, findings: &mut Findings) {
    let offered = item.tiers.contains(&Tier::Village);
    let agency = &item.agency.value;
    if agency.files && !offered {
        let what = "写了村（社区）可以代办，“在哪几级可以办”里却没有村（社区）";
        findings.advice("agency.value.files", what, GUIDE_RULES);
    }
    if offered && blank(&agency.role) {
        findings.advice("agency.value.role", "没有写明村（社区）做什么", GUIDE_RULES);
    }
    if !item.is_licence() {
        return;
    }
    // Some laws give villages a part of their own, before the application (土地管理法实施条例 §34).
    let by_law = agency
        .note
        .as_ref()
        .is_some_and(|note| note.contains('第') && note.contains('条'));
    if !by_law && let Some(word) = DECIDING.iter().find(|word| claims(&agency.role, word)) {
        let what = format!("村（社区）不能{word}行政许可");
        findings.severe("agency.value.role", what, ENTRUSTING);
    }
    for (at, step) in item.steps.value.iter().enumerate() {
        let deciding = DECIDING.iter().find(|word| step.name.contains(**word));
        if let Some(word) = deciding.filter(|_| step.tiers.contains(&Tier::Village)) {
            let what = format!("“{}”不能由村（社区）办：村（社区）不能{word}行政许可", step.name);
            findings.severe(format!("steps.value[{at}].tiers"), what, ENTRUSTING);
        }
    }
}

/// Whether a text says that this is done here; "does not" and "hands on for" do not.
fn claims(text: &str, word: &str) -> bool {
    let refuses = |part: &str| {
        ["不", "由", "交", "转", "报", "送", "待", "协助", "帮"]
            .iter()
            .any(|no| part.contains(no))
    };
    text.split(['，', '。', '；', '、'])
        .any(|part| part.contains(word) && !refuses(part))
}

fn codes(item: &Item, findings: &mut Findings) {
    let Some(full) = item.implementation_code.as_ref().map(ToString::to_string) else {
        return;
    };
    let differs = |range: std::ops::Range<usize>, own: Option<String>| {
        own.is_some_and(|own| full.get(range).is_some_and(|part| part != own))
    };
    let basic = item.source_code.as_ref().map(ToString::to_string);
    let body = item.body_code.as_ref().map(|code| code.value.to_string());
    let level = item
        .exercise_level
        .as_ref()
        .map(|level| level.value.as_str().to_owned());
    for (wrong, what) in [
        (differs(19..31, basic), "实施编码的后 12 位和基本编码不一样"),
        (differs(0..18, body), "实施编码的前 18 位和实施主体编码不一样"),
        (differs(18..19, level), "实施编码的第 19 位和行使层级不一样"),
    ] {
        if wrong {
            findings.severe("implementation_code", what, CODES);
        }
    }
}
