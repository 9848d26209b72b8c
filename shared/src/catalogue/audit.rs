//! The consistency checks on an item (the rules a guide is checked against before it is published).

use serde::{Deserialize, Serialize};

use super::{CaseType, Issuer, Item, LocalGuide, Material, PROOFS_VILLAGES_MUST_NOT_ISSUE};
use crate::place::Tier;
use crate::time::Limit;

/// Something about an item that does not fit together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What is wrong, in words for the editor.
    pub what: String,
    /// The rule it is measured by.
    pub why: String,
    /// Where, as a path into the item: `materials[2].source`.
    pub field: String,
    /// Must be put right before it may be published; the rest is to be completed.
    pub severe: bool,
}

const GUIDE_RULES: &str = "政务服务事项要素一致性要求";
const PROOF_RULE: &str = "民发〔2020〕20号：不应由村（社区）出具的证明";
const LAW_RULE: &str = "优化营商环境条例第 35 条：无法定依据不得增设条件和材料";

struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, severe: bool, field: impl Into<String>, what: impl Into<String>, why: &str) {
        self.0.push(Finding {
            what: what.into(),
            why: why.to_owned(),
            field: field.into(),
            severe,
        });
    }
}

/// Checks an item against itself.
#[must_use]
pub fn audit(item: &Item) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    limits(item, &mut findings);
    visits(item, &mut findings);
    fee_and_result(item, &mut findings);
    tiers(item, &mut findings);
    if item.legal_basis.is_empty() {
        findings.add(true, "legal_basis", "没有设定依据", LAW_RULE);
    }
    for (at, material) in item.materials.iter().enumerate() {
        materials(at, material, &mut findings);
    }
    findings.0
}

/// Checks what a site adds.
#[must_use]
pub fn audit_local(local: &LocalGuide) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    if let (Some(advice), Some(complaints)) = (&local.phone, &local.complaints)
        && advice.value == complaints.value
    {
        findings.add(true, "complaints", "监督投诉电话与咨询电话相同", GUIDE_RULES);
    }
    findings.0
}

fn limits(item: &Item, findings: &mut Findings) {
    let promised = item.promised_limit.value;
    let on_the_spot = promised == Limit::OnTheSpot;
    match item.case_type {
        CaseType::Instant if !on_the_spot => {
            let what = format!("即办件应当场办结，承诺时限却是 {promised}");
            findings.add(true, "promised_limit", what, GUIDE_RULES);
        }
        CaseType::Promised if on_the_spot => {
            findings.add(true, "case_type", "承诺当场办结的事项应为即办件", GUIDE_RULES);
        }
        _ => {}
    }
    if let Some(statutory) = item.statutory_limit.value
        && promised.rough_working_days() > statutory.rough_working_days()
    {
        let what = format!("承诺时限（{promised}）长于法定时限（{statutory}）");
        findings.add(true, "promised_limit", what, GUIDE_RULES);
    }
}

fn visits(item: &Item, findings: &mut Findings) {
    let visits = &item.visits.value;
    if visits.count > 0 && visits.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
        findings.add(true, "visits.value.reason", "需要到现场，却没有写明原因", GUIDE_RULES);
    }
    if visits.count > 0 && item.online_depth.value.is_some_and(super::OnlineDepth::is_full) {
        findings.add(
            true,
            "visits.value.count",
            "全程网办的事项到现场次数应为 0",
            GUIDE_RULES,
        );
    }
}

fn fee_and_result(item: &Item, findings: &mut Findings) {
    let fee = &item.fee.value;
    match fee.charged {
        Some(true) => {
            if fee.basis.trim().is_empty() {
                findings.add(true, "fee.value.basis", "收费却没有收费依据", GUIDE_RULES);
            }
            if fee.items.is_empty() {
                findings.add(true, "fee.value.items", "收费却没有收费项目和标准", GUIDE_RULES);
            }
            if fee.pay_online.is_none() {
                findings.add(false, "fee.value.pay_online", "没有写明能否网上支付", GUIDE_RULES);
            }
        }
        Some(false) if !fee.items.is_empty() => {
            findings.add(true, "fee.value.items", "不收费的事项不应列收费项目", GUIDE_RULES);
        }
        Some(false) => {}
        None => findings.add(false, "fee.value.charged", "没有写明是否收费", GUIDE_RULES),
    }
    if item.result.value.sample.is_none() {
        findings.add(false, "result.value.sample", "没有结果样本", GUIDE_RULES);
    }
}

fn tiers(item: &Item, findings: &mut Findings) {
    if item.tiers.is_empty() {
        findings.add(true, "tiers", "没有写明在哪一级办理", GUIDE_RULES);
    }
    if item.service_objects.is_empty() {
        findings.add(true, "service_objects", "没有服务对象", GUIDE_RULES);
    }
    if item.is_licence() && item.tiers == [Tier::Village] {
        let why = "行政许可法第 24 条：只能委托其他行政机关";
        findings.add(true, "tiers", "行政许可不能只在村（社区）办理", why);
    }
}

fn materials(at: usize, material: &Material, findings: &mut Findings) {
    let by_law = material.legal_basis.as_ref().is_some_and(|law| !law.trim().is_empty());
    if !by_law {
        let what = format!("「{}」没有写明要求提供的依据", material.name);
        findings.add(false, format!("materials[{at}].legal_basis"), what, LAW_RULE);
    }
    if material.source.trim().is_empty() {
        let what = format!("「{}」没有写明从哪里来", material.name);
        findings.add(true, format!("materials[{at}].source"), what, GUIDE_RULES);
    }
    if material.issuer == Issuer::Village
        && !by_law
        && let Some(proof) = forbidden_proof(&material.name)
    {
        let what = format!("「{}」属于不应由村（社区）出具的{proof}证明", material.name);
        findings.add(true, format!("materials[{at}].issuer"), what, PROOF_RULE);
    }
}

/// The proof on the list of 20 that a material's name amounts to.
fn forbidden_proof(name: &str) -> Option<&'static str> {
    let proves = name.contains("证明");
    PROOFS_VILLAGES_MUST_NOT_ISSUE
        .into_iter()
        .find(|proof| proves && name.contains(proof))
}
