//! The steps, what is posted, what stops the clock, what is asked most.

use super::{Findings, GUIDE_RULES, blank, unsaid};
use crate::catalogue::Item;

/// Words for what is not done over papers.
const ON_SITE: [&str; 6] = ["现场核查", "现场查勘", "现场检", "实地", "入户", "到场"];

const STEPS: &str = "各环节时限之和不得超过承诺时限";
const CLOCK: &str = "行政许可法第 45 条：只有听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审不计入时限";

pub(super) fn audit(item: &Item, findings: &mut Findings) {
    let steps = &item.steps.value;
    if steps.is_empty() {
        findings.severe("steps.value", "没有办理流程", GUIDE_RULES);
    }
    for (at, step) in steps.iter().enumerate() {
        if step.tiers.is_empty() && unsaid(step.who.as_ref()) {
            let what = format!("“{}”没有写由谁办", step.name);
            findings.advice(format!("steps.value[{at}].tiers"), what, GUIDE_RULES);
        }
        if step.present.is_none() && ON_SITE.iter().any(|word| step.name.contains(word)) {
            let what = format!("“{}”像是要申请人在场，请写明要不要", step.name);
            findings.advice(format!("steps.value[{at}].present"), what, GUIDE_RULES);
        }
    }
    let promised = item.promised_limit.value;
    let sum: u32 = steps
        .iter()
        .filter_map(|step| step.limit)
        .map(|limit| limit.rough_working_days())
        .sum();
    if sum > promised.rough_working_days() {
        let what = format!("各环节时限加起来约 {sum} 个工作日，超过承诺时限（{promised}）");
        findings.advice("steps.value", what, STEPS);
    }
    if item.is_licence()
        && let Some(site) = item.special_procedures.iter().find(|name| name.contains("现场"))
    {
        let what = format!("“{site}”不能停止计算时限");
        findings.advice("special_procedures", what, CLOCK);
    }
    if let Some(notice) = &item.public_notice {
        if blank(&notice.value.place) {
            findings.severe("public_notice.value.place", "要公示，却没有写在哪里公示", GUIDE_RULES);
        }
        if blank(&notice.value.basis) {
            findings.advice("public_notice.value.basis", "没有写公示的依据", GUIDE_RULES);
        }
    }
    if item.questions.is_empty() {
        findings.advice("questions", "没有常见问题", "窗口最常被问到的写出来，群众少跑一趟");
    }
    for (at, question) in item.questions.iter().enumerate() {
        if blank(&question.answer) {
            let what = format!("「{}」没有解答", question.ask);
            findings.severe(format!("questions[{at}].answer"), what, GUIDE_RULES);
        }
    }
}
