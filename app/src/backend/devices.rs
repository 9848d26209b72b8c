//! Machines of halls and stations: kiosks and screens, which are accounts and no persons.

use jiff::Timestamp;
use shared::access::Role;
use shared::id::AccountId;
use shared::place::DivisionCode;

use super::accounts::NewSession;

/// How a machine stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// Its code has not been typed in yet.
    Waiting,
    /// The code was not typed in in time.
    Lapsed,
    InUse,
    Revoked,
}

impl DeviceState {
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Waiting => "等待启用",
            Self::Lapsed => "设备码已过期",
            Self::InUse => "使用中",
            Self::Revoked => "已停用",
        }
    }
}

/// A machine of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceLine {
    pub id: AccountId,
    /// What people call it: 大厅一号机.
    pub name: String,
    pub role: Role,
    pub place_name: String,
    pub state: DeviceState,
    pub seen_at: Option<Timestamp>,
}

/// The machines one keeps, and where one may have others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DevicePage {
    pub devices: Vec<DeviceLine>,
    /// Villages with their town's name before them.
    pub places: Vec<(DivisionCode, String)>,
}

/// A code to type in at the machine, shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceCode {
    pub id: AccountId,
    pub code: String,
    pub until: Timestamp,
}

/// Where a machine stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPlace {
    pub name: String,
    pub role: Role,
    pub place: DivisionCode,
    pub place_name: String,
}

/// The port to machines. Town leads keep those of their town and its villages, administrators all.
#[async_trait::async_trait]
pub trait Devices: Send + Sync {
    async fn devices(&self, session: &super::Session) -> Result<DevicePage, super::ServiceError>;
    /// A new machine: `kind`, `name`, `place`.
    ///
    /// # Errors
    /// `Invalid` at what is typed; `Refused` for a place beyond one's reach.
    async fn issue_device(
        &self,
        session: &super::Session,
        typed: &shared::powers::Typed,
    ) -> Result<DeviceCode, super::ServiceError>;
    /// Another code: whoever is signed in with the one before is signed out when it is used.
    async fn renew_device(&self, session: &super::Session, id: &AccountId) -> Result<DeviceCode, super::ServiceError>;
    /// Signs it out for good.
    async fn revoke_device(&self, session: &super::Session, id: &AccountId) -> Result<(), super::ServiceError>;
    /// # Errors
    /// `Invalid` with one and the same text for an unknown, a used and an old code; `TooMany`.
    async fn sign_in_device(&self, code: &str, address: &str, device: &str) -> Result<NewSession, super::ServiceError>;
    /// For the machine itself.
    ///
    /// # Errors
    /// `Forbidden` for everyone who is a person.
    async fn own_place(&self, session: &super::Session) -> Result<OwnPlace, super::ServiceError>;
}
