//! Accounts: signing in, the real name, sessions.

use jiff::Timestamp;
use shared::access::Role;

/// What the "me" page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Me {
    pub name: Option<String>,
    pub phone_masked: Option<String>,
    pub citizen_number_masked: Option<String>,
    pub real_name_at: Option<Timestamp>,
    pub role: Role,
    pub role_title: String,
    pub office: Option<String>,
    /// Staff only.
    pub login: Option<String>,
    /// The password is one that somebody else knows: it must be changed first.
    pub must_change: bool,
}

/// A code was sent; in demo mode the page shows it and says so.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeSent {
    pub phone_masked: String,
    pub valid_minutes: u32,
    pub resend_after_s: u32,
    pub demo_code: Option<String>,
}

/// One line of the session list.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionLine {
    pub id: String,
    pub device: String,
    pub started_at: Timestamp,
    pub seen_at: Timestamp,
    pub this_one: bool,
}

/// A signed-in session's secret, for the cookie; the store keeps only its hash.
pub struct NewSession {
    pub token: String,
    pub max_age_s: u64,
}

/// The port to accounts.
#[async_trait::async_trait]
pub trait Accounts: Send + Sync {
    /// # Errors
    /// `Invalid` for a bad number; `TooMany` per phone and per address.
    async fn send_code(&self, phone: &str, address: &str) -> Result<CodeSent, super::ServiceError>;
    /// # Errors
    /// `Invalid` for a wrong or old code; `TooMany` after five tries.
    async fn sign_in_by_code(
        &self,
        phone: &str,
        code: &str,
        address: &str,
        device: &str,
    ) -> Result<NewSession, super::ServiceError>;
    /// # Errors
    /// `Invalid` with one and the same text for an unknown account and a wrong password; `TooMany`.
    async fn sign_in_staff(
        &self,
        login: &str,
        password: &str,
        address: &str,
        device: &str,
    ) -> Result<NewSession, super::ServiceError>;
    /// The session behind a cookie's token; an unknown or expired one is an empty session.
    async fn session(&self, token: Option<&str>) -> Result<super::Session, super::ServiceError>;
    async fn me(&self, session: &super::Session) -> Result<Me, super::ServiceError>;
    /// Checks name and citizen number against the identity source and keeps them.
    async fn set_real_name(
        &self,
        session: &super::Session,
        name: &str,
        citizen_number: &str,
    ) -> Result<(), super::ServiceError>;
    /// Staff alone, also before they have chosen a password of their own. Other sign-ins of the account end.
    ///
    /// # Errors
    /// `Invalid` at `old`, `new` or `again`; `TooMany` wrong tries.
    async fn change_password(
        &self,
        session: &super::Session,
        old: &str,
        new: &str,
        again: &str,
    ) -> Result<(), super::ServiceError>;
    async fn sessions(&self, session: &super::Session) -> Result<Vec<SessionLine>, super::ServiceError>;
    async fn sign_out(&self, session: &super::Session) -> Result<(), super::ServiceError>;
    async fn sign_out_everywhere(&self, session: &super::Session) -> Result<(), super::ServiceError>;
    async fn end_session(&self, session: &super::Session, id: &str) -> Result<(), super::ServiceError>;
}
