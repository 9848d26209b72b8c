//! Every call a service answers for someone signed in. What is public needs no action.

use serde::{Deserialize, Serialize};

/// One thing that can be asked of the services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    // one's own account
    ListSessions,
    EndSession,
    SetRealName,
    // applying
    EditOwnDraft,
    SubmitCase,
    ViewOwnCase,
    SupplyCorrection,
    WithdrawCase,
    // looking at cases as staff; personal values are masked until unmasked
    ViewQueue,
    ViewCase,
    ViewSensitive,
    ViewMaterials,
    ExportQueue,
    ViewDashboard,
    // handling
    FileAtWindow,
    TakeCase,
    HandOverCase,
    AssignCase,
    RequestCorrection,
    AcceptCase,
    DeclineCase,
    DecideOnTheSpot,
    DecideCase,
    CloseCase,
    // the catalogue: powers, entries, standards, lists
    ViewStandards,
    EditPowers,
    ReviewTownPowers,
    DeriveEntries,
    EditStandard,
    ReviewInDepartment,
    ReviewStandard,
    ConfirmElements,
    CompileLocalList,
    MapDelegation,
    // running the service
    ManageStaff,
    LoadCity,
    ViewAuditLog,
    ManageJobs,
    // machines
    ViewOwnPlace,
}

impl Action {
    /// Every action, in the order in which tables of tests walk them.
    pub const ALL: [Self; 39] = [
        Self::ListSessions,
        Self::EndSession,
        Self::SetRealName,
        Self::EditOwnDraft,
        Self::SubmitCase,
        Self::ViewOwnCase,
        Self::SupplyCorrection,
        Self::WithdrawCase,
        Self::ViewQueue,
        Self::ViewCase,
        Self::ViewSensitive,
        Self::ViewMaterials,
        Self::ExportQueue,
        Self::ViewDashboard,
        Self::FileAtWindow,
        Self::TakeCase,
        Self::HandOverCase,
        Self::AssignCase,
        Self::RequestCorrection,
        Self::AcceptCase,
        Self::DeclineCase,
        Self::DecideOnTheSpot,
        Self::DecideCase,
        Self::CloseCase,
        Self::ViewStandards,
        Self::EditPowers,
        Self::ReviewTownPowers,
        Self::DeriveEntries,
        Self::EditStandard,
        Self::ReviewInDepartment,
        Self::ReviewStandard,
        Self::ConfirmElements,
        Self::CompileLocalList,
        Self::MapDelegation,
        Self::ManageStaff,
        Self::LoadCity,
        Self::ViewAuditLog,
        Self::ManageJobs,
        Self::ViewOwnPlace,
    ];

    /// What it is called when it is refused, e.g. 您没有「受理办件」的权限.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::ListSessions => "查看登录记录",
            Self::EndSession => "退出登录",
            Self::SetRealName => "实名认证",
            Self::EditOwnDraft => "填写申请",
            Self::SubmitCase => "提交申请",
            Self::ViewOwnCase => "查看本人办件",
            Self::SupplyCorrection => "补正材料",
            Self::WithdrawCase => "撤回申请",
            Self::ViewQueue => "查看办件列表",
            Self::ViewCase => "查看办件",
            Self::ViewSensitive => "查看完整个人信息",
            Self::ViewMaterials => "查看材料",
            Self::ExportQueue => "导出办件列表",
            Self::ViewDashboard => "查看工作台数据",
            Self::FileAtWindow => "窗口收件",
            Self::TakeCase => "承办办件",
            Self::HandOverCase => "移交办件",
            Self::AssignCase => "分派办件",
            Self::RequestCorrection => "要求补正",
            Self::AcceptCase => "受理",
            Self::DeclineCase => "不予受理",
            Self::DecideOnTheSpot => "当场办结",
            Self::DecideCase => "作出决定",
            Self::CloseCase => "办结归档",
            Self::ViewStandards => "查看权责清单和事项标准",
            Self::EditPowers => "维护权责清单",
            Self::ReviewTownPowers => "审查镇级权力事项",
            Self::DeriveEntries => "编制事项目录",
            Self::EditStandard => "编辑事项和办事指南",
            Self::ReviewInDepartment => "部门审核事项",
            Self::ReviewStandard => "审查事项标准并发布",
            Self::ConfirmElements => "确认事项要素",
            Self::CompileLocalList => "编制本级事项清单",
            Self::MapDelegation => "维护下放和委托安排",
            Self::ManageStaff => "管理工作人员",
            Self::LoadCity => "导入城市数据",
            Self::ViewAuditLog => "查看操作日志",
            Self::ManageJobs => "处理没有发出的短信和没有办成的任务",
            Self::ViewOwnPlace => "查看设备所在的地点",
        }
    }

    /// Acts by which an organ takes a case on, turns it away or decides it. A village station never does any of them
    /// (行政许可法 §24: what is entrusted is not handed down further).
    #[must_use]
    pub const fn is_official_act(self) -> bool {
        matches!(
            self,
            Self::AcceptCase | Self::DeclineCase | Self::DecideOnTheSpot | Self::DecideCase
        )
    }
}
