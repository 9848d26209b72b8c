//! The offices of the plan, as roles.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What someone is here as. A member of staff is it in a post, of which they may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A resident, or a person acting for a firm.
    Applicant,
    /// Files and delivers for residents at a village station; never decides (行政许可法 §24).
    Agent,
    /// The comprehensive window of a town hall: takes in and accepts, decides only what is decided on the spot.
    WindowClerk,
    /// Reviews and decides at a town hall.
    TownOfficer,
    /// Runs a town hall and its staff.
    TownLead,
    /// Reviews and decides in a department.
    Officer,
    /// Answers for a department's cases and staff.
    DepartmentHead,
    /// Keeps a department's items and guides.
    ItemEditor,
    /// The city's service-centre authority.
    ServiceCentre,
    /// The approval-reform office.
    ApprovalReform,
    /// The establishment office.
    Establishment,
    /// The justice bureau.
    Justice,
    /// The inspectors: see, never act.
    Inspector,
    /// The leading group.
    LeadingGroup,
    /// The digital office.
    DigitalOffice,
    /// The finance bureau.
    Finance,
    /// Keeps accounts and the city's data; sees no case.
    Administrator,
    /// A self-service machine in a hall or station: no person.
    Kiosk,
    /// A screen on a wall: no person, and never shown one.
    Screen,
}

impl Role {
    /// Every role, in the order in which tables of tests walk them.
    pub const ALL: [Self; 19] = [
        Self::Applicant,
        Self::Agent,
        Self::WindowClerk,
        Self::TownOfficer,
        Self::TownLead,
        Self::Officer,
        Self::DepartmentHead,
        Self::ItemEditor,
        Self::ServiceCentre,
        Self::ApprovalReform,
        Self::Establishment,
        Self::Justice,
        Self::Inspector,
        Self::LeadingGroup,
        Self::DigitalOffice,
        Self::Finance,
        Self::Administrator,
        Self::Kiosk,
        Self::Screen,
    ];

    /// The role's name as people see it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Applicant => "申请人",
            Self::Agent => "村（社区）代办员",
            Self::WindowClerk => "综合窗口人员",
            Self::TownOfficer => "镇（街道）审批人员",
            Self::TownLead => "镇（街道）中心负责人",
            Self::Officer => "部门审批人员",
            Self::DepartmentHead => "部门负责人",
            Self::ItemEditor => "部门事项管理员",
            Self::ServiceCentre => "行政服务中心管委会",
            Self::ApprovalReform => "审改办",
            Self::Establishment => "编办",
            Self::Justice => "司法局",
            Self::Inspector => "督查室",
            Self::LeadingGroup => "领导小组",
            Self::DigitalOffice => "数字办",
            Self::Finance => "财政局",
            Self::Administrator => "系统管理员",
            Self::Kiosk => "自助机",
            Self::Screen => "大屏",
        }
    }

    /// The stable name used in stored rows, events and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Agent => "agent",
            Self::WindowClerk => "window_clerk",
            Self::TownOfficer => "town_officer",
            Self::TownLead => "town_lead",
            Self::Officer => "officer",
            Self::DepartmentHead => "department_head",
            Self::ItemEditor => "item_editor",
            Self::ServiceCentre => "service_centre",
            Self::ApprovalReform => "approval_reform",
            Self::Establishment => "establishment",
            Self::Justice => "justice",
            Self::Inspector => "inspector",
            Self::LeadingGroup => "leading_group",
            Self::DigitalOffice => "digital_office",
            Self::Finance => "finance",
            Self::Administrator => "administrator",
            Self::Kiosk => "kiosk",
            Self::Screen => "screen",
        }
    }

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

/// A role's name that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("没有「{0}」这个角色")]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| UnknownRole(text.to_owned()))
    }
}
