//! What applicants are asked to bring: with a basis, from somewhere, once, and not what others can supply.

use super::{Findings, GUIDE_RULES, LAW_RULE, blank, unsaid};
use crate::catalogue::{Issuer, Item, Material, MaterialForm, PROOFS_VILLAGES_MUST_NOT_ISSUE};

const PROOF_RULE: &str = "民发〔2020〕20号：不应由村（社区）出具的证明";
const VAGUE_RULE: &str = "办事指南不得有“其他材料”“有关材料”这样的模糊要求（国办发〔2018〕45号）";
const SHARE_RULE: &str = "国务院令第 716 号第 11 条：能共享的不要群众提交";
const VAGUE: [&str; 8] = [
    "其他材料",
    "其它材料",
    "有关材料",
    "相关材料",
    "其他有关",
    "其他相关",
    "等材料",
    "需要的材料",
];
/// Papers that the national platform shares everywhere.
const SHARED: [&str; 4] = ["居民身份证", "户口簿", "营业执照", "结婚证"];

pub(super) fn audit(item: &Item, findings: &mut Findings) {
    for (at, material) in item.materials.iter().enumerate() {
        let before = item.materials.get(..at).unwrap_or_default();
        if before.iter().any(|other| other.id == material.id) {
            let what = format!("材料编号 {} 用了两次", material.id);
            findings.severe(format!("materials[{at}].id"), what, GUIDE_RULES);
        }
        let same = |other: &&Material| other.name.trim() == material.name.trim() && other.needed == material.needed;
        if before.iter().any(|other| same(&other)) {
            let what = format!("「{}」写了两次，群众会带两份", material.name);
            findings.severe(format!("materials[{at}].name"), what, GUIDE_RULES);
        }
        one(at, material, findings);
    }
}

fn one(at: usize, material: &Material, findings: &mut Findings) {
    let field = |name: &str| format!("materials[{at}].{name}");
    let name = &material.name;
    let by_law = !unsaid(material.legal_basis.as_ref());
    if !by_law {
        findings.advice(
            field("legal_basis"),
            format!("「{name}」没有写明要求提供的依据"),
            LAW_RULE,
        );
    }
    if blank(&material.source) {
        findings.severe(field("source"), format!("「{name}」没有写明从哪里来"), GUIDE_RULES);
    }
    if let Some(vague) = VAGUE.iter().find(|vague| name.contains(**vague)) {
        findings.severe(field("name"), format!("“{vague}”说不清要什么，请逐项写明"), VAGUE_RULE);
    }
    if !by_law && let Some(proof) = forbidden_proof(material) {
        let what = format!("「{name}」属于不应由村（社区）出具的{proof}证明");
        findings.severe(field("issuer"), what, PROOF_RULE);
    } else if material.issuer == Issuer::Village && !by_law {
        let what = format!("「{name}」由村（社区）出具，要写明依据");
        findings.advice(field("issuer"), what, PROOF_RULE);
    }
    let kept = !matches!(material.form, MaterialForm::OriginalCheck);
    if material.copies == 0 && kept && !material.filled_online {
        findings.severe(field("copies"), format!("「{name}」要交，份数却是 0"), GUIDE_RULES);
    }
    let known = SHARED.iter().find(|paper| name.contains(**paper));
    if let Some(paper) = known.filter(|_| material.issuer == Issuer::Government && !material.may_be_shared()) {
        let what = format!("{paper}可以由数据共享得到，不必让群众提交");
        findings.advice(field("share"), what, SHARE_RULE);
    }
}

/// The proof on the list of 20 that a material amounts to: by its name, when a village issues it or it is said to come
/// from one.
fn forbidden_proof(material: &Material) -> Option<&'static str> {
    let from_village = material.issuer == Issuer::Village
        || ["村委会", "居委会", "村民委员会", "居民委员会", "社区出具", "村（社区）"]
            .iter()
            .any(|office| material.source.contains(office));
    PROOFS_VILLAGES_MUST_NOT_ISSUE
        .into_iter()
        .find(|proof| from_village && material.name.contains("证明") && material.name.contains(proof))
}
