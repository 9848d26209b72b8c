//! What these pages ask.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use shared::id::AccountId;

use crate::backend::ServiceError;
use crate::backend::failures::FailurePage;
use crate::backend::log::{LogFilter, LogPage};
use crate::backend::staff::{StaffAccount, StaffChoices, StaffFilter, StaffPage};
#[cfg(feature = "ssr")]
use crate::backend::{Failures, Log, Staff, port, session};

/// One page of the accounts one keeps.
#[server(prefix = "/api/fn", endpoint = "staff/list")]
pub async fn read_staff(filter: StaffFilter) -> Result<StaffPage, ServiceError> {
    let (staff, session) = (port::<dyn Staff>()?, session());
    staff.staff_page(&session, &filter).await
}

/// What a new account may be given.
#[server(prefix = "/api/fn", endpoint = "staff/new")]
pub async fn read_choices() -> Result<StaffChoices, ServiceError> {
    let (staff, session) = (port::<dyn Staff>()?, session());
    staff.staff_choices(&session).await
}

/// One account with its history.
#[server(prefix = "/api/fn", endpoint = "staff/one")]
pub async fn read_account(id: String) -> Result<StaffAccount, ServiceError> {
    let (staff, session) = (port::<dyn Staff>()?, session());
    let id: AccountId = id.parse().map_err(|_| ServiceError::NotFound {
        what: "这个账号".into(),
    })?;
    staff.staff_account(&session, &id).await
}

/// One page of the log.
#[server(prefix = "/api/fn", endpoint = "log")]
pub async fn read_log(filter: LogFilter) -> Result<LogPage, ServiceError> {
    let (log, session) = (port::<dyn Log>()?, session());
    log.log_page(&session, &filter).await
}

/// One page of what did not leave and what was not done.
#[server(prefix = "/api/fn", endpoint = "failures")]
pub async fn read_failures(page: u32) -> Result<FailurePage, ServiceError> {
    let (failures, session) = (port::<dyn Failures>()?, session());
    failures.failures(&session, page).await
}
