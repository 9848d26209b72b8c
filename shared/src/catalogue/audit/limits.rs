//! How long it takes, and how often one must come.

use super::{Findings, GUIDE_RULES, blank, unsaid};
use crate::catalogue::{CaseType, Item, OnlineDepth};
use crate::time::Limit;

const LICENCE_LIMIT: &str =
    "行政许可法第 42 条：二十个工作日内决定，经批准可以延长十个工作日；法律、法规另有规定的除外";
const LICENCE_UNIT: &str = "行政许可法第 82 条：期限以工作日计算";
/// 行政许可法 §42, in working days.
const MOST: u32 = 20;
const MOST_MORE: u32 = 10;

pub(super) fn audit(item: &Item, findings: &mut Findings) {
    promise(item, findings);
    if item.is_licence() {
        licence(item, findings);
    }
    if item.statutory_limit.value.is_some() && blank(&item.limit_notes.statutory) {
        findings.advice("limit_notes.statutory", "法定时限没有写依据", GUIDE_RULES);
    }
    visits(item, findings);
    if let (Some(cancel), Some(effect)) = (item.extras.cancel_on, item.extras.effective_on)
        && cancel <= effect
    {
        findings.severe("extras.cancel_on", "计划取消日期早于计划生效日期", GUIDE_RULES);
    }
}

fn promise(item: &Item, findings: &mut Findings) {
    let promised = item.promised_limit.value;
    let on_the_spot = promised.rough_working_days() == 0;
    match item.case_type {
        CaseType::Instant if !on_the_spot => {
            let what = format!("即办件应当场办结，承诺时限却是 {promised}");
            findings.severe("promised_limit", what, GUIDE_RULES);
        }
        CaseType::Promised if promised == Limit::OnTheSpot => {
            findings.severe("case_type", "承诺当场办结的事项应为即办件", GUIDE_RULES);
        }
        _ => {}
    }
    if let Some(statutory) = item.statutory_limit.value
        && promised.rough_working_days() > statutory.rough_working_days()
    {
        let what = format!("承诺时限（{promised}）长于法定时限（{statutory}）");
        findings.severe("promised_limit", what, GUIDE_RULES);
    }
}

fn licence(item: &Item, findings: &mut Findings) {
    let promised = item.promised_limit.value;
    let law = !blank(&item.limit_notes.statutory);
    match item.statutory_limit.value {
        Some(statutory) if statutory.rough_working_days() > MOST && !law => {
            let what = format!("法定时限 {statutory} 超过二十个工作日，要写明法律、法规的另行规定");
            findings.severe("limit_notes.statutory", what, LICENCE_LIMIT);
        }
        None if promised.rough_working_days() > MOST => {
            let what = format!("承诺时限 {promised} 超过二十个工作日");
            findings.severe("promised_limit", what, LICENCE_LIMIT);
        }
        None => findings.advice("statutory_limit", "行政许可都有法定时限，没有写", LICENCE_LIMIT),
        Some(_) => {}
    }
    if matches!(promised, Limit::NaturalDays(n) | Limit::Months(n) if n > 0) {
        let what = format!("承诺时限 {promised} 不是按工作日写的");
        findings.severe("promised_limit", what, LICENCE_UNIT);
    }
    if let Some(extension) = item.limit_notes.extension
        && extension.rough_working_days() > MOST_MORE
        && !law
    {
        let what = format!("延长 {extension}，超过十个工作日");
        findings.severe("limit_notes.extension", what, LICENCE_LIMIT);
    }
}

fn visits(item: &Item, findings: &mut Findings) {
    let visits = &item.visits.value;
    let depth = item.online_depth.value;
    if visits.count > 0 && unsaid(visits.reason.as_ref()) {
        findings.severe("visits.value.reason", "需要到现场，却没有写明原因", GUIDE_RULES);
    }
    if visits.count > 0 && depth.is_some_and(OnlineDepth::is_full) {
        findings.severe("visits.value.count", "全程网办的事项到现场次数应为 0", GUIDE_RULES);
    }
    if visits.count == 0 && !unsaid(visits.reason.as_ref()) {
        findings.advice("visits.value.reason", "不用到现场，却写了到现场的原因", GUIDE_RULES);
    }
    let trips = item.trips();
    if visits.count == 0 && !trips.is_empty() {
        let what = format!("写了一趟不用跑，申请人却要到场：{}", trips.join("、"));
        findings.severe("visits.value.count", what, GUIDE_RULES);
    }
    if visits.count == 0 && depth == Some(OnlineDepth::Advice) && !item.agency.value.files {
        let what = "网上只能咨询，又没有代办，却写一趟不用跑";
        findings.severe("visits.value.count", what, GUIDE_RULES);
    }
}
