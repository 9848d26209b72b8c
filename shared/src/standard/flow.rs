//! The way of a draft to publication: the editor writes, the department's head passes it, the service-centre authority
//! passes the standard and sets the day. Nobody passes their own work, and what is returned says why.

use serde::{Deserialize, Serialize};

use crate::access::{Action, Actor, Scope, may};
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

/// What a step needs and brings: the action that allows it, and where it leads; no stage when the draft is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub step: Step,
    pub action: Action,
    pub to: Option<Stage>,
}

/// Why a step is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// Not from this stage.
    NotNow,
    /// Not by this person.
    NotYours,
    /// The one who wrote it last may not pass it.
    OwnWork,
    /// A return says why.
    NoReasons,
}

impl Refused {
    #[must_use]
    pub const fn why(&self) -> &'static str {
        match self {
            Self::NotNow => "草稿已不在这一环节，不能这样处理",
            Self::NotYours => "您不能处理这一环节的草稿",
            Self::OwnWork => "不能审核自己编写的内容",
            Self::NoReasons => "退回要写明原因",
        }
    }

    #[must_use]
    pub const fn way_out(&self) -> &'static str {
        match self {
            Self::NotNow => "请刷新页面，看看现在到了哪一步",
            Self::NotYours => "请联系负责这一环节的单位",
            Self::OwnWork => "请本部门其他负责人审核",
            Self::NoReasons => "写清哪一处、怎样改",
        }
    }
}

const fn table(stage: Stage) -> &'static [(Step, Action, Option<Stage>)] {
    match stage {
        Stage::Draft => &[
            (Step::Send, Action::EditStandard, Some(Stage::InDepartment)),
            (Step::Discard, Action::EditStandard, None),
        ],
        Stage::InDepartment => &[
            (Step::Pass, Action::ReviewInDepartment, Some(Stage::InStandard)),
            (Step::Return, Action::ReviewInDepartment, Some(Stage::Draft)),
            (Step::Recall, Action::EditStandard, Some(Stage::Draft)),
        ],
        Stage::InStandard => &[
            (Step::Pass, Action::ReviewStandard, Some(Stage::Scheduled)),
            (Step::Return, Action::ReviewStandard, Some(Stage::Draft)),
        ],
        Stage::Scheduled => &[(Step::Return, Action::ReviewStandard, Some(Stage::Draft))],
    }
}

/// The steps this person may take with a draft at this stage.
#[must_use]
pub fn moves(stage: Stage, actor: &Actor, scope: &Scope) -> Vec<Move> {
    let all = table(stage).iter().map(|(step, action, to)| Move {
        step: *step,
        action: *action,
        to: *to,
    });
    all.filter(|one| may(actor, one.action, scope)).collect()
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
) -> Result<Option<Stage>, Refused> {
    let known = table(stage).iter().find(|(one, _, _)| *one == step);
    let Some((_, action, to)) = known else {
        return Err(Refused::NotNow);
    };
    if !may(actor, *action, scope) {
        return Err(Refused::NotYours);
    }
    if step == Step::Pass && actor.id == *written_by {
        return Err(Refused::OwnWork);
    }
    if step == Step::Return && reasons.trim().is_empty() {
        return Err(Refused::NoReasons);
    }
    Ok(*to)
}
