//! The way of a draft to publication: the editor writes, the department's head passes it, the service-centre authority
//! passes the standard and sets the day. Nobody passes their own work, and what is returned says why.

use crate::access::{Action, Actor, Scope, may};
use crate::flow::{Flow, Need, Stopped, row};
use crate::problem::Refusal;
use crate::time::{Date, show_date};
use crate::value_list;

value_list! {
    /// Where a draft is.
    pub enum Stage, "草稿环节" {
        Draft = "draft", "正在编写";
        InDepartment = "in_department", "部门审核";
        InStandard = "in_standard", "标准审查";
        /// Passed; published when its day comes.
        Scheduled = "scheduled", "待公布";
    }
}

value_list! {
    /// One step on the way.
    pub enum Step, "草稿操作" {
        /// To the department's head.
        Send = "send", "送部门审核";
        /// Back to oneself, while nobody has passed it.
        Recall = "recall", "撤回修改";
        /// On to the next office; for the last one with a day of publication.
        Pass = "pass", "审核通过";
        /// Back to the editor, with reasons.
        Return = "return", "退回修改";
        /// Given up; the published version stays.
        Discard = "discard", "放弃草稿";
    }
}

impl Step {
    /// What was done, and where the draft is now.
    #[must_use]
    pub fn done_words(self, to: Option<Stage>, day: Option<Date>, today: Date) -> String {
        match (self, to, day) {
            (Self::Pass, Some(Stage::Scheduled), Some(day)) if day <= today => {
                "已公布，公开页面上现在就是这一版。".to_owned()
            }
            (Self::Pass, Some(Stage::Scheduled), Some(day)) => {
                format!("已审核通过，到 {}公布。", show_date(day))
            }
            (Self::Pass, Some(stage), _) => format!("已审核通过，转到“{}”。", stage.words()),
            _ => format!("已{}。", self.words()),
        }
    }
}

use Stage::{Draft, InDepartment, InStandard, Scheduled};
use Step::{Discard, Pass, Recall, Return, Send};

/// From the editor to the day of publication; no stage when the draft is gone.
#[rustfmt::skip]
const FLOW: Flow<Stage, Step, Option<Stage>> = Flow(&[
    row(Draft,        Send,    Some(InDepartment), Action::EditStandard,       &[]),
    row(Draft,        Discard, None,               Action::EditStandard,       &[]),
    row(InDepartment, Pass,    Some(InStandard),   Action::ReviewInDepartment, &[Need::AnothersWork]),
    row(InDepartment, Return,  Some(Draft),        Action::ReviewInDepartment, &[Need::Reasons]),
    row(InDepartment, Recall,  Some(Draft),        Action::EditStandard,       &[]),
    row(InStandard,   Pass,    Some(Scheduled),    Action::ReviewStandard,     &[Need::AnothersWork]),
    row(InStandard,   Return,  Some(Draft),        Action::ReviewStandard,     &[Need::Reasons]),
    row(Scheduled,    Return,  Some(Draft),        Action::ReviewStandard,     &[Need::Reasons]),
]);

/// The steps this person may take with a draft at this stage.
#[must_use]
pub fn moves(stage: Stage, actor: &Actor, scope: &Scope) -> Vec<Step> {
    FLOW.offers(stage, |action| may(actor, action, scope), |_| true)
}

/// Where a step leads.
///
/// # Errors
/// Why it is not taken.
pub fn next(
    stage: Stage,
    step: Step,
    actor: &Actor,
    scope: &Scope,
    written_by: &crate::id::AccountId,
    reasons: &str,
) -> Result<Option<Stage>, Refusal> {
    let has = |need| match need {
        Need::AnothersWork => actor.id != *written_by,
        Need::Reasons => !reasons.trim().is_empty(),
        Need::OfTown | Need::NoChildren => true,
    };
    let to = FLOW.take(stage, step, |action| may(actor, action, scope), has);
    to.map_err(|stopped| match stopped {
        Stopped::NotYours(_) => Refusal::forbidden("您不能处理这一环节的草稿", "请联系负责这一环节的单位"),
        Stopped::NotNow => Refusal::conflict("草稿已不在这一环节，不能这样处理", "请刷新页面，看看现在到了哪一步"),
        Stopped::Lacks(Need::AnothersWork) => Refusal::forbidden("不能审核自己编写的内容", "请本部门其他负责人审核"),
        Stopped::Lacks(_) => Refusal::invalid("reasons", "退回要写明原因", "写清哪一处、怎样改"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::tests::walk;

    #[test]
    fn every_step_is_walked() {
        walk(&FLOW, Draft, |to| to);
    }
}
