//! Every call a service answers for someone signed in. What is public needs no action.

use crate::value_list;

value_list! {
    /// One thing that can be asked of the services. Its words are what it is called when it is refused, e.g.
    /// 您没有「受理」的权限.
    pub enum Action, "权限" {
        // one's own account
        ListSessions = "list_sessions", "查看登录记录";
        EndSession = "end_session", "退出登录";
        SetRealName = "set_real_name", "实名认证";
        // applying
        EditOwnDraft = "edit_own_draft", "填写申请";
        SubmitCase = "submit_case", "提交申请";
        ViewOwnCase = "view_own_case", "查看本人办件";
        SupplyCorrection = "supply_correction", "补正材料";
        WithdrawCase = "withdraw_case", "撤回申请";
        // looking at cases as staff; personal values are masked until unmasked
        ViewQueue = "view_queue", "查看办件列表";
        ViewCase = "view_case", "查看办件";
        ViewSensitive = "view_sensitive", "查看完整个人信息";
        ViewMaterials = "view_materials", "查看材料";
        ExportQueue = "export_queue", "导出办件列表";
        ViewDashboard = "view_dashboard", "查看工作台数据";
        // handling
        FileAtWindow = "file_at_window", "窗口收件";
        TakeCase = "take_case", "承办办件";
        HandOverCase = "hand_over_case", "移交办件";
        AssignCase = "assign_case", "分派办件";
        RequestCorrection = "request_correction", "要求补正";
        AcceptCase = "accept_case", "受理";
        DeclineCase = "decline_case", "不予受理";
        DecideOnTheSpot = "decide_on_the_spot", "当场办结";
        DecideCase = "decide_case", "作出决定";
        CloseCase = "close_case", "办结归档";
        // the catalogue: powers, entries, standards, lists
        ViewStandards = "view_standards", "查看权责清单和事项标准";
        EditPowers = "edit_powers", "维护权责清单";
        ReviewTownPowers = "review_town_powers", "审查镇级权力事项";
        DeriveEntries = "derive_entries", "编制事项目录";
        EditStandard = "edit_standard", "编辑事项和办事指南";
        ReviewInDepartment = "review_in_department", "部门审核事项";
        ReviewStandard = "review_standard", "审查事项标准并发布";
        ConfirmElements = "confirm_elements", "确认事项要素";
        CompileLocalList = "compile_local_list", "编制本级事项清单";
        MapDelegation = "map_delegation", "维护下放和委托安排";
        // running the service
        ManageStaff = "manage_staff", "管理工作人员";
        LoadCity = "load_city", "导入城市数据";
        ViewAuditLog = "view_audit_log", "查看操作日志";
        ManageJobs = "manage_jobs", "处理没有发出的短信和没有办成的任务";
        // machines
        ViewOwnPlace = "view_own_place", "查看设备所在的地点";
    }
}

impl Action {
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
