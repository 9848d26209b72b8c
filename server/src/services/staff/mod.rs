//! Staff accounts: opened, changed, closed and reset by those who appoint, and by the operator on the command line.

mod acts;
mod bulk;
mod change;
mod close;
mod drawn;
mod give;
mod guests;
mod holding;
mod list;
mod open;
mod operator;
mod password;
mod posts;
mod reach;
mod row;

pub(crate) use bulk::{StaffBefore, StaffChange, apply_staff};
pub use drawn::draw;
pub(crate) use drawn::is_drawn;
pub use operator::NewStaff;
pub(crate) use posts::{PostRow, SELECT_POST, in_force, in_force_of, post_row};
pub(crate) use reach::Appointing;
pub use row::{SELECT_STAFF, StaffRecord};

use app::backend::staff::{HandedOut, Staff, StaffAccount, StaffChoices, StaffFilter, StaffPage};
use app::backend::workbooks::Workbook;
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::id::{AccountId, PostId};
use shared::powers::Typed;

use super::Services;

#[async_trait]
impl Staff for Services {
    async fn staff_page(&self, session: &Session, filter: &StaffFilter) -> Result<StaffPage, ServiceError> {
        self.staff_listed(session, filter).await
    }

    async fn staff_choices(&self, session: &Session) -> Result<StaffChoices, ServiceError> {
        self.staff_to_choose(session).await
    }

    async fn staff_account(&self, session: &Session, id: &AccountId) -> Result<StaffAccount, ServiceError> {
        self.staff_opened(session, id).await
    }

    async fn open_account(&self, session: &Session, typed: &Typed) -> Result<HandedOut, ServiceError> {
        self.staff_open(session, typed).await
    }

    async fn change_account(
        &self,
        session: &Session,
        id: &AccountId,
        typed: &Typed,
        was: Option<&Typed>,
        successor: Option<&AccountId>,
    ) -> Result<(), ServiceError> {
        self.staff_change(session, id, typed, was, successor).await
    }

    async fn close_account(
        &self,
        session: &Session,
        id: &AccountId,
        successor: Option<&AccountId>,
    ) -> Result<u32, ServiceError> {
        self.staff_close(session, id, successor).await
    }

    async fn reopen_account(&self, session: &Session, id: &AccountId) -> Result<HandedOut, ServiceError> {
        self.staff_reopen(session, id).await
    }

    async fn reset_account(&self, session: &Session, id: &AccountId) -> Result<HandedOut, ServiceError> {
        self.staff_reset(session, id).await
    }

    async fn add_post(&self, session: &Session, id: &AccountId, typed: &Typed) -> Result<(), ServiceError> {
        self.staff_add_post(session, id, typed).await
    }

    async fn substitute(&self, session: &Session, id: &AccountId, typed: &Typed) -> Result<(), ServiceError> {
        self.staff_substitute(session, id, typed).await
    }

    async fn end_post(&self, session: &Session, id: &AccountId, post: &PostId) -> Result<(), ServiceError> {
        self.staff_end_post(session, id, post).await
    }

    async fn hand_out(&self, session: &Session, job: &str) -> Result<Workbook, ServiceError> {
        self.staff_hand_out(session, job).await
    }
}
