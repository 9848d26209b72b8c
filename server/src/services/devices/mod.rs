//! Kiosks and screens: issued, signed in by a code, revoked.

mod keep;
mod sign_in;

use app::backend::accounts::NewSession;
use app::backend::devices::{DeviceCode, DevicePage, Devices, OwnPlace};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::id::AccountId;
use shared::powers::Typed;

use super::Services;

/// How long a code waits to be typed in.
pub const CODE_MINUTES: u32 = 30;
/// How long a machine stays signed in.
pub const SESSION_DAYS: u32 = 365;

#[async_trait]
impl Devices for Services {
    async fn devices(&self, session: &Session) -> Result<DevicePage, ServiceError> {
        self.device_page(session).await
    }

    async fn issue_device(&self, session: &Session, typed: &Typed) -> Result<DeviceCode, ServiceError> {
        self.device_issue(session, typed).await
    }

    async fn renew_device(&self, session: &Session, id: &AccountId) -> Result<DeviceCode, ServiceError> {
        self.device_renew(session, id).await
    }

    async fn revoke_device(&self, session: &Session, id: &AccountId) -> Result<(), ServiceError> {
        self.device_revoke(session, id).await
    }

    async fn sign_in_device(&self, code: &str, address: &str, device: &str) -> Result<NewSession, ServiceError> {
        self.take_device_code(code, address, device).await
    }

    async fn own_place(&self, session: &Session) -> Result<OwnPlace, ServiceError> {
        self.place_of_device(session).await
    }
}
