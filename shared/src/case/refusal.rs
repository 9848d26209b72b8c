//! Why a command is not granted, and what to do instead.

use super::CaseState;
use crate::access::{Action, Role};
use crate::problem::Refusal;

impl Refusal {
    /// Answers that no form of ours makes.
    pub(super) fn unreadable() -> Self {
        Self::conflict("不认识这个操作", "请刷新页面后重试")
    }

    pub(super) fn not_permitted(action: Action, role: Role) -> Self {
        if role.is_staff() {
            Self::forbidden(
                format!("您没有对这件办件「{}」的权限", action.words()),
                "请由本镇（街道）或本部门的承办人员办理，或者联系负责人调整分工",
            )
        } else {
            Self::forbidden(
                format!("您不能对这件办件「{}」", action.words()),
                "请用提交申请时的账号登录，或者拨打办事指南上的咨询电话",
            )
        }
    }

    /// 行政许可法 §24 and the plan: a village station collects, files and delivers.
    pub(super) fn village_never_decides(action: Action) -> Self {
        Self::forbidden(
            format!("村（社区）便民服务站不能{}", action.words()),
            "请把办件交由镇（街道）综合便民服务中心办理；服务站可以帮助申请人提交、补正和领取结果",
        )
    }

    pub(super) fn wrong_state(what: &str, state: CaseState, role: Role) -> Self {
        if !role.is_staff() {
            let way_out = match state {
                _ if state.is_open() => "现在不需要您这样做；下一步做什么，办件页面上写着",
                _ if state.awaits_delivery() => "决定已经作出；结果怎么领，办件页面上写着",
                _ => "办件已经结束；仍有需要的，请重新申请",
            };
            return Self::conflict(format!("办件目前是「{}」，不能{what}", state.words()), way_out);
        }
        let way_out = match state {
            CaseState::Submitted => "请先受理，再作决定",
            CaseState::CorrectionRequested => "请等申请人补正；材料已经齐全的，可以直接受理",
            CaseState::Accepted => "请按现有材料审查，作出准予或者不予批准的决定",
            CaseState::Declined | CaseState::Withdrawn => "办件已经结束；申请人仍有需要的，请重新申请",
            CaseState::Granted | CaseState::Refused => "决定已经作出；送达后请办结归档",
            CaseState::Closed => "办件已经办结，不能再改动",
        };
        Self::conflict(format!("办件目前是「{}」，不能{what}", state.staff_words()), way_out)
    }

    pub(super) fn next_step_is_anothers() -> Self {
        Self::forbidden(
            "这件办件的下一步要由有审批权限的人员办理",
            "不用承办，审查岗位会接着办；急的话，请负责人分派",
        )
    }

    pub(super) fn held_by_another() -> Self {
        Self::conflict("这件办件由其他人承办", "请承办人移交给您，或者请负责人改派")
    }
}
