//! Accounts: signing in, the real name, sessions.

use jiff::Timestamp;
use jiff::civil::Date;
use shared::access::Role;
use shared::id::PostId;
use shared::staff::Term;

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
    /// Staff only: there is another post to switch to.
    pub several_posts: bool,
}

/// A post of one's own that is in force today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPost {
    pub id: PostId,
    pub title: String,
    pub office: String,
    /// Whom one substitutes for.
    pub instead_of: Option<String>,
    pub term: Term,
    /// The one this session acts in.
    pub current: bool,
    /// The one chosen last.
    pub last: bool,
}

/// The post a session acted in, which is not in force any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedPost {
    pub words: String,
    /// Ended by somebody, then.
    pub ended_at: Option<Timestamp>,
    /// Its last day, where it had one.
    pub until: Option<Date>,
}

/// One's posts of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPosts {
    pub posts: Vec<OwnPost>,
    pub ended: Option<EndedPost>,
    /// Who gives and ends posts here, in words.
    pub kept_by: String,
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
    /// Staff alone, also before one has chosen.
    async fn own_posts(&self, session: &super::Session) -> Result<OwnPosts, super::ServiceError>;
    /// The session acts in this post from the next request on.
    ///
    /// # Errors
    /// `Refused` for one that is not the person's own or not in force today.
    async fn act_in(&self, session: &super::Session, post: &PostId) -> Result<(), super::ServiceError>;
    async fn sessions(&self, session: &super::Session) -> Result<Vec<SessionLine>, super::ServiceError>;
    async fn sign_out(&self, session: &super::Session) -> Result<(), super::ServiceError>;
    async fn sign_out_everywhere(&self, session: &super::Session) -> Result<(), super::ServiceError>;
    async fn end_session(&self, session: &super::Session, id: &str) -> Result<(), super::ServiceError>;
}
