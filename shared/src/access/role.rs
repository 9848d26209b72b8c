//! The offices of the plan, as roles.

use std::fmt;

use crate::value_list;

value_list! {
    /// What someone is here as. A member of staff is it in a post, of which they may hold several.
    pub enum Role, "角色" {
        /// A resident, or a person acting for a firm.
        Applicant = "applicant", "申请人";
        /// Files and delivers for residents at a village station; never decides (行政许可法 §24).
        Agent = "agent", "村（社区）代办员";
        /// The comprehensive window of a town hall: takes in and accepts, decides only what is decided on the spot.
        WindowClerk = "window_clerk", "综合窗口人员";
        /// Reviews and decides at a town hall.
        TownOfficer = "town_officer", "镇（街道）审批人员";
        /// Runs a town hall and its staff.
        TownLead = "town_lead", "镇（街道）中心负责人";
        /// Reviews and decides in a department.
        Officer = "officer", "部门审批人员";
        /// Answers for a department's cases and staff.
        DepartmentHead = "department_head", "部门负责人";
        /// Keeps a department's items and guides.
        ItemEditor = "item_editor", "部门事项管理员";
        /// The city's service-centre authority.
        ServiceCentre = "service_centre", "行政服务中心管委会";
        /// The approval-reform office.
        ApprovalReform = "approval_reform", "审改办";
        /// The establishment office.
        Establishment = "establishment", "编办";
        /// The justice bureau.
        Justice = "justice", "司法局";
        /// The inspectors: see, never act.
        Inspector = "inspector", "督查室";
        /// The leading group.
        LeadingGroup = "leading_group", "领导小组";
        /// The digital office.
        DigitalOffice = "digital_office", "数字办";
        /// The finance bureau.
        Finance = "finance", "财政局";
        /// Keeps accounts and the city's data; sees no case.
        Administrator = "administrator", "系统管理员";
        /// A self-service machine in a hall or station: no person.
        Kiosk = "kiosk", "自助机";
        /// A screen on a wall: no person, and never shown one.
        Screen = "screen", "大屏";
    }
}

impl Role {
    /// True for everyone who signs in with an account of an office. A village agent is staff too, a machine is not.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Applicant) && !self.is_device()
    }

    /// True for accounts that are machines and no persons.
    #[must_use]
    pub const fn is_device(self) -> bool {
        matches!(self, Self::Kiosk | Self::Screen)
    }

    /// True for roles that belong to a department, and so need one on their account.
    #[must_use]
    pub const fn needs_department(self) -> bool {
        matches!(self, Self::Officer | Self::DepartmentHead | Self::ItemEditor)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
