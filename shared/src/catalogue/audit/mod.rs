//! The audit of an item: whether it fits together, whether it asks for what the law allows, whether people can follow
//! it. The browser runs it as an editor types, the server before anything is published, on the same bytes.

mod ask;
mod basis;
mod flow;
mod limits;
mod materials;
mod money;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{Item, LocalGuide, unfit_texts};

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

/// 政务服务事项要素一致性 (GB/T 39046-2020 with the national list of item elements).
const GUIDE_RULES: &str = "政务服务事项要素一致性要求";
const LAW_RULE: &str = "优化营商环境条例第 35 条：无法定依据不得增设条件和材料";
const VOICE: &str = "群众看得懂、做得到的才写给群众";
const ONE_TIME: &str = "一次性告知：群众看了就知道带什么、符不符合";

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

    /// Must be put right before it is published.
    fn severe(&mut self, field: impl Into<String>, what: impl Into<String>, why: &str) {
        self.add(true, field, what, why);
    }

    /// Better completed.
    fn advice(&mut self, field: impl Into<String>, what: impl Into<String>, why: &str) {
        self.add(false, field, what, why);
    }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn unsaid(text: Option<&String>) -> bool {
    text.is_none_or(|text| blank(text))
}

/// Checks an item against itself and the law.
#[must_use]
pub fn audit(item: &Item) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    basis::audit(item, &mut findings);
    ask::audit(item, &mut findings);
    materials::audit(item, &mut findings);
    flow::audit(item, &mut findings);
    limits::audit(item, &mut findings);
    money::audit(item, &mut findings);
    for unfit in unfit_texts(item) {
        findings.advice(unfit.field, unfit.what, VOICE);
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
        findings.severe("complaints", "监督投诉电话与咨询电话相同", GUIDE_RULES);
    }
    findings.0
}
