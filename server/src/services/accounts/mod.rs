//! Accounts: residents sign in by phone and one-time code, staff by name and password.

mod account;
mod codes;
mod posts;
pub(in crate::services) mod rates;
mod real_name;
mod sessions;
mod staff;

pub use account::AccountRow;

pub use super::staff::NewStaff;

use app::backend::accounts::{Accounts, CodeSent, Me, NewSession, OwnPosts, SessionLine};
use app::backend::{ServiceError, Session};
use shared::id::PostId;

use super::Services;

/// How long a one-time code holds and how often things may be tried, over all server processes.
pub mod rules {
    pub const CODE_MINUTES: u32 = 5;
    pub const CODE_RESEND_S: u32 = 60;
    pub const CODE_TRIES: u32 = 5;
    pub const CODES_PER_PHONE_AN_HOUR: u32 = 6;
    /// A village shares one address behind its provider's network.
    pub const CODES_PER_ADDRESS_AN_HOUR: u32 = 60;
    pub const SIGN_INS_PER_ADDRESS_A_QUARTER: u32 = 120;
    pub const SIGN_INS_PER_LOGIN_A_QUARTER: u32 = 8;
}

#[async_trait::async_trait]
impl Accounts for Services {
    async fn send_code(&self, phone: &str, address: &str) -> Result<CodeSent, ServiceError> {
        self.send_code_to(phone, address).await
    }

    async fn sign_in_by_code(
        &self,
        phone: &str,
        code: &str,
        address: &str,
        device: &str,
    ) -> Result<NewSession, ServiceError> {
        self.take_code(phone, code, address, device).await
    }

    async fn sign_in_staff(
        &self,
        login: &str,
        password: &str,
        address: &str,
        device: &str,
    ) -> Result<NewSession, ServiceError> {
        self.take_password(login, password, address, device).await
    }

    async fn session(&self, token: Option<&str>) -> Result<Session, ServiceError> {
        self.session_of(token).await
    }

    async fn me(&self, session: &Session) -> Result<Me, ServiceError> {
        self.me_of(session).await
    }

    async fn set_real_name(&self, session: &Session, name: &str, citizen_number: &str) -> Result<(), ServiceError> {
        self.keep_real_name(session, name, citizen_number).await
    }

    async fn change_password(&self, session: &Session, old: &str, new: &str, again: &str) -> Result<(), ServiceError> {
        self.choose_password(session, old, new, again).await
    }

    async fn own_posts(&self, session: &Session) -> Result<OwnPosts, ServiceError> {
        self.own_posts_of(session).await
    }

    async fn act_in(&self, session: &Session, post: &PostId) -> Result<(), ServiceError> {
        self.act_in_post(session, post).await
    }

    async fn sessions(&self, session: &Session) -> Result<Vec<SessionLine>, ServiceError> {
        self.sessions_of(session).await
    }

    async fn sign_out(&self, session: &Session) -> Result<(), ServiceError> {
        self.end_this(session).await
    }

    async fn sign_out_everywhere(&self, session: &Session) -> Result<(), ServiceError> {
        self.end_all(session).await
    }

    async fn end_session(&self, session: &Session, id: &str) -> Result<(), ServiceError> {
        self.end_one(session, id).await
    }
}
