//! What the desk's pages ask.

use leptos::prelude::*;
use shared::case::CaseNo;

use crate::backend::ServiceError;
use crate::backend::desk::{Dashboard, DeskCase, QueueFilter, QueuePage};

#[cfg(feature = "ssr")]
fn desk() -> Result<(std::sync::Arc<dyn crate::backend::Desk>, crate::backend::Session), ServiceError> {
    let desk = use_context().ok_or(ServiceError::Unavailable)?;
    Ok((desk, use_context().unwrap_or_default()))
}

/// The dashboard of whoever is signed in.
#[server(prefix = "/api/fn", endpoint = "desk/dashboard")]
pub async fn read_dashboard() -> Result<Dashboard, ServiceError> {
    let (desk, session) = desk()?;
    desk.dashboard(&session).await
}

/// One page of the queue.
#[server(prefix = "/api/fn", endpoint = "desk/queue")]
pub async fn read_queue(filter: QueueFilter) -> Result<QueuePage, ServiceError> {
    let (desk, session) = desk()?;
    desk.queue(&session, &filter).await
}

/// One case, masked.
#[server(prefix = "/api/fn", endpoint = "desk/case")]
pub async fn read_case(number: CaseNo) -> Result<DeskCase, ServiceError> {
    let (desk, session) = desk()?;
    let unmask = crate::prefs::cookie(UNMASK).filter(|text| text.starts_with(number.as_str()));
    match unmask.as_deref().and_then(|text| text.split_once('~')) {
        None => desk.open(&session, &number).await,
        Some((_, reason)) => {
            let reason = crate::flash::Flash::decode(reason).notice.unwrap_or_default();
            if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
                let gone = http::HeaderValue::from_static("look=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
                response.append_header(http::header::SET_COOKIE, gone);
            }
            desk.unmask(&session, &number, &reason).await
        }
    }
}

/// The cookie that asks for one unmasked look: the case's number and the reason. It is used up by the look.
pub const UNMASK: &str = "look";
