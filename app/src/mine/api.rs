//! What the pages of one's own cases ask.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::case::CaseNo;
use shared::time::Date;

use crate::apply::api::PlaceGroup;
use crate::backend::ServiceError;
use crate::backend::cases::{CasePage, CaseView, Receipt};
use crate::backend::drafts::DraftCard;

/// A case with what answering its correction needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenCase {
    pub case: CaseView,
    pub places: Vec<PlaceGroup>,
    pub today: Date,
}

#[cfg(feature = "ssr")]
type Ports = (
    std::sync::Arc<dyn crate::backend::Cases>,
    std::sync::Arc<dyn crate::backend::Drafts>,
    crate::backend::Session,
);

#[cfg(feature = "ssr")]
fn ports() -> Result<Ports, ServiceError> {
    let cases = use_context().ok_or(ServiceError::Unavailable)?;
    let drafts = use_context().ok_or(ServiceError::Unavailable)?;
    Ok((cases, drafts, use_context().unwrap_or_default()))
}

/// One's drafts and a page of one's cases.
#[server(prefix = "/api/fn", endpoint = "mine/list")]
pub async fn read_mine(page: u32) -> Result<(Vec<DraftCard>, CasePage), ServiceError> {
    let (cases, drafts, session) = ports()?;
    Ok((drafts.mine(&session).await?, cases.mine(&session, page).await?))
}

/// One's own case.
#[server(prefix = "/api/fn", endpoint = "mine/case")]
pub async fn read_case(number: CaseNo) -> Result<OpenCase, ServiceError> {
    let (cases, drafts, session) = ports()?;
    let places = crate::apply::api::places_of_city();
    let case = cases.view(&session, &number).await?;
    let places = if case.form.fields().any(crate::apply::api::has_address) {
        places.await?
    } else {
        Vec::new()
    };
    Ok(OpenCase {
        case,
        places,
        today: drafts.today(),
    })
}

/// The receipt of one's own case.
#[server(prefix = "/api/fn", endpoint = "mine/receipt")]
pub async fn read_receipt(number: CaseNo) -> Result<Receipt, ServiceError> {
    let (cases, _, session) = ports()?;
    cases.receipt(&session, &number).await
}
