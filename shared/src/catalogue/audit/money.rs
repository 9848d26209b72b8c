//! What it costs, what comes of it, and how long that holds.

use super::{Findings, GUIDE_RULES, blank, unsaid};
use crate::catalogue::{Item, ResultKind};

const RENEWAL: &str = "行政许可法第 50 条：有效期届满三十日前申请延续";

pub(super) fn audit(item: &Item, findings: &mut Findings) {
    fee(item, findings);
    let result = &item.result.value;
    if blank(&result.name) {
        findings.severe("result.value.name", "没有写办好拿到什么", GUIDE_RULES);
    }
    if unsaid(result.sample.as_ref()) {
        findings.advice("result.value.sample", "没有结果样本", GUIDE_RULES);
    }
    match &item.validity {
        None if result.kind == ResultKind::Certificate => {
            findings.advice("validity", "没有写证照管多久；长期有效也请写明", GUIDE_RULES);
        }
        Some(validity) => {
            let validity = &validity.value;
            if blank(&validity.basis) {
                findings.advice("validity.value.basis", "有效期没有写依据", GUIDE_RULES);
            }
            if item.is_licence() && validity.years.is_some() && validity.renew_before_days.is_none() {
                let what = "没有写到期前多少天申请延续";
                findings.advice("validity.value.renew_before_days", what, RENEWAL);
            }
        }
        None => {}
    }
}

fn fee(item: &Item, findings: &mut Findings) {
    let fee = &item.fee.value;
    match fee.charged {
        Some(true) => {
            if blank(&fee.basis) {
                findings.severe("fee.value.basis", "收费却没有收费依据", GUIDE_RULES);
            }
            if fee.items.is_empty() {
                findings.severe("fee.value.items", "收费却没有收费项目和标准", GUIDE_RULES);
            }
            for (at, one) in fee.items.iter().enumerate().filter(|(_, one)| one.amount <= 0) {
                let what = format!("「{}」的金额是 0", one.name);
                findings.severe(format!("fee.value.items[{at}].amount"), what, GUIDE_RULES);
            }
            if fee.pay_online.is_none() {
                findings.advice("fee.value.pay_online", "没有写明能否网上支付", GUIDE_RULES);
            }
        }
        Some(false) => {
            if !fee.items.is_empty() {
                findings.severe("fee.value.charged", "写了不收费，却列有收费项目", GUIDE_RULES);
            }
            if fee.pay_online == Some(true) {
                findings.severe("fee.value.charged", "写了不收费，却写着可以网上支付", GUIDE_RULES);
            }
        }
        None => findings.advice("fee.value.charged", "没有写明是否收费", GUIDE_RULES),
    }
}
