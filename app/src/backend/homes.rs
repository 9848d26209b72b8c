//! What each role's home shows beside its cases and its work in the catalogue.

use jiff::civil::Date;
use shared::case::CaseNo;

use super::board::{MonthFigures, TownRow};

/// The part of a home that one role has for itself.
#[derive(Clone, Debug, PartialEq)]
pub enum RoleHome {
    /// Those who handle cases or keep the catalogue: theirs is the work itself.
    Work,
    /// 督查室, 领导小组
    Oversight(Oversight),
    /// 数字办
    Online(Online),
    /// 财政局
    Fees(Fees),
    /// 村（社区）代办员
    Village(Village),
    /// 系统管理员
    Accounts(Accounts),
}

/// How the city keeps its deadlines.
#[derive(Clone, Debug, PartialEq)]
pub struct Oversight {
    pub overdue: u32,
    /// The offices with overdue cases, the most first.
    pub offices: Vec<OfficeOverdue>,
    /// The longest overdue, without anything about the applicant.
    pub late: Vec<LateCase>,
    /// The last twelve, the running one included.
    pub months: Vec<MonthFigures>,
    /// Whether the reader may open a case.
    pub opens_cases: bool,
    /// The day the page is read on.
    pub today: Date,
}

/// An office with how many of its open cases are overdue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeOverdue {
    pub name: String,
    pub overdue: u32,
    /// The queue narrowed to them.
    pub address: String,
}

/// A case past its due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateCase {
    pub number: CaseNo,
    pub item_name: String,
    pub office: String,
    pub due_on: Date,
    pub words: String,
}

/// How much is done online.
#[derive(Clone, Debug, PartialEq)]
pub struct Online {
    pub received: i64,
    pub received_online: i64,
    pub items: u32,
    /// Items one can apply for without coming once.
    pub no_visit: u32,
    pub months: Vec<MonthFigures>,
    /// Those with the least online first.
    pub towns: Vec<TownRow>,
}

/// What the catalogue's items cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fees {
    pub charged: u32,
    pub free: u32,
    pub unknown: u32,
    pub items: Vec<FeeLine>,
}

/// An item with a fee, or of which nobody has said whether it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeLine {
    pub item: String,
    pub name: String,
    pub department: String,
    /// 收费, 收费情况未公布
    pub words: String,
    pub charges: String,
    pub basis: String,
    pub confirmed: bool,
}

/// The agent's station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Village {
    pub station: String,
    /// The place's page, for its items and phones.
    pub address: String,
    pub town_hall: String,
    pub town_address: String,
}

/// The city's accounts at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    pub open: u32,
    pub fresh: u32,
    pub closed: u32,
    /// Messages that did not leave and work that was not done.
    pub failed: u32,
}

/// The port to the roles' homes.
#[async_trait::async_trait]
pub trait Homes: Send + Sync {
    /// The signed-in person's own.
    ///
    /// # Errors
    /// `Forbidden` for residents.
    async fn role_home(&self, session: &super::Session) -> Result<RoleHome, super::ServiceError>;
}
