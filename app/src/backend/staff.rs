//! Staff accounts, as those who appoint keep them.

use jiff::Timestamp;
use shared::access::Role;
use shared::id::{AccountId, DepartmentId, PostId};
use shared::place::DivisionCode;
use shared::powers::Difference;
use shared::staff::Term;
use shared::value_list;

use super::desk::Colleague;

value_list! {
    /// How an account stands.
    pub enum AccountState, "账号状态" {
        /// In use.
        Open = "open", "使用中";
        /// Opened or reset: its password has yet to be chosen by the person.
        Fresh = "fresh", "待本人设置密码";
        Closed = "closed", "已停用";
    }
}

/// What the list is narrowed to. Text finds the beginning of a login, or a whole name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StaffFilter {
    pub role: Option<Role>,
    pub place: Option<DivisionCode>,
    pub department: Option<DepartmentId>,
    pub state: Option<AccountState>,
    pub text: Option<String>,
    pub page: u32,
}

/// One account of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffLine {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub territory: Option<DivisionCode>,
    pub place_name: String,
    pub department: Option<DepartmentId>,
    pub department_name: Option<String>,
    pub state: AccountState,
}

/// What someone may give to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffChoices {
    pub roles: Vec<Role>,
    /// Villages with their town's name before them.
    pub places: Vec<(DivisionCode, String)>,
    pub departments: Vec<(DepartmentId, String)>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffPage {
    pub rows: Vec<StaffLine>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    pub choices: StaffChoices,
    /// Kept by others, with a post within one's reach: on the first page.
    pub guests: Vec<StaffGuest>,
    /// The reader sets up machines too.
    pub keeps_devices: bool,
}

/// Somebody kept elsewhere who has a post here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffGuest {
    pub id: AccountId,
    pub name: String,
    pub posts: Vec<String>,
}

/// What was done to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountEvent {
    pub at: Timestamp,
    pub by: String,
    pub words: String,
    pub changes: Vec<Difference>,
}

/// One account, with what was done to it and what may be done.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffAccount {
    pub line: StaffLine,
    pub created_at: Timestamp,
    pub history: Vec<AccountEvent>,
    /// Cases in the person's hands.
    pub open_cases: u32,
    /// Who could carry all of them on.
    pub successors: Vec<Colleague>,
    /// Whether it is the reader's to keep; one's own account never is.
    pub may_change: bool,
    pub own: bool,
    pub choices: StaffChoices,
    pub posts: Vec<StaffPost>,
    /// Posts of others that this person could be given to stand in for, with their holders.
    pub stand_ins: Vec<(PostId, String)>,
}

/// How a post of somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostState {
    Now,
    /// It begins on a later day.
    Later,
    /// Its last day is over, or it was ended.
    Over,
}

impl PostState {
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Now => "在用",
            Self::Later => "未开始",
            Self::Over => "已结束",
        }
    }
}

/// A post of somebody, as those who keep accounts see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffPost {
    pub id: PostId,
    pub title: String,
    pub office: String,
    pub term: Term,
    /// Whom they substitute for, and why.
    pub instead_of: Option<(String, String)>,
    /// The account's main post, which changes and ends with the account.
    pub main: bool,
    pub state: PostState,
    pub may_end: bool,
}

/// A password to hand over, shown once; only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOut {
    pub id: AccountId,
    pub login: String,
    pub password: String,
}

/// The port to staff accounts. Nobody appoints beyond their own territory and department
/// ([`shared::access::may_appoint`]).
#[async_trait::async_trait]
pub trait Staff: Send + Sync {
    async fn staff_page(
        &self,
        session: &super::Session,
        filter: &StaffFilter,
    ) -> Result<StaffPage, super::ServiceError>;
    /// What a new account may be given.
    async fn staff_choices(&self, session: &super::Session) -> Result<StaffChoices, super::ServiceError>;
    /// # Errors
    /// `NotFound` outside one's reach.
    async fn staff_account(
        &self,
        session: &super::Session,
        id: &AccountId,
    ) -> Result<StaffAccount, super::ServiceError>;
    /// Opens an account from the columns of [`shared::staff::COLUMNS`], with a password to hand over.
    ///
    /// # Errors
    /// `Invalid` at the column; `Conflict` when the login is taken; `Forbidden` for a post one may not give.
    async fn open_account(
        &self,
        session: &super::Session,
        typed: &shared::powers::Typed,
    ) -> Result<HandedOut, super::ServiceError>;
    /// Changes name and post. With another post, open cases need someone who takes them over. `was` is what stood there
    /// when it was typed: what another changed meanwhile stays.
    ///
    /// # Errors
    /// `Conflict` when both changed the same part differently.
    async fn change_account(
        &self,
        session: &super::Session,
        id: &AccountId,
        typed: &shared::powers::Typed,
        was: Option<&shared::powers::Typed>,
        successor: Option<&AccountId>,
    ) -> Result<(), super::ServiceError>;
    /// Closes it and ends its sessions. Returns how many cases went to the successor.
    ///
    /// # Errors
    /// `Invalid` at `successor` while there are cases and nobody takes them over.
    async fn close_account(
        &self,
        session: &super::Session,
        id: &AccountId,
        successor: Option<&AccountId>,
    ) -> Result<u32, super::ServiceError>;
    /// Opens a closed account again, with a new password to hand over.
    async fn reopen_account(&self, session: &super::Session, id: &AccountId) -> Result<HandedOut, super::ServiceError>;
    /// Gives another post: `role`, `territory`, `department`, `from`, `until`.
    ///
    /// # Errors
    /// `Invalid` at what is typed; `Refused` for an account or a post that one does not keep.
    async fn add_post(
        &self,
        session: &super::Session,
        id: &AccountId,
        typed: &shared::powers::Typed,
    ) -> Result<(), super::ServiceError>;
    /// Lets somebody stand in for another's post: `post`, `from`, `until`, `reason`.
    ///
    /// # Errors
    /// As [`Staff::add_post`].
    async fn substitute(
        &self,
        session: &super::Session,
        id: &AccountId,
        typed: &shared::powers::Typed,
    ) -> Result<(), super::ServiceError>;
    /// Ends a post at once, and the substitutions of it. Cases in hand stay with the person.
    ///
    /// # Errors
    /// `Refused` for the main post, and for one that one may not give.
    async fn end_post(
        &self,
        session: &super::Session,
        id: &AccountId,
        post: &PostId,
    ) -> Result<(), super::ServiceError>;
    /// A new password to hand over; sessions end.
    async fn reset_account(&self, session: &super::Session, id: &AccountId) -> Result<HandedOut, super::ServiceError>;
    /// New passwords for all accounts that a workbook opened and nobody has used yet, as a workbook to hand over.
    async fn hand_out(
        &self,
        session: &super::Session,
        job: &str,
    ) -> Result<super::workbooks::Workbook, super::ServiceError>;
}
