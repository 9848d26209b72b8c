//! What the desk's pages read.

use leptos::prelude::*;
use shared::access::{Action, Reach, Role, reach};
use shared::case::CaseNo;

use crate::apply::api::{PlaceGroup, has_address, places_of_city};
use crate::backend::desk::{CorrectionSheet, Dashboard, DeskCase, QueueChoices, QueueFilter, QueuePage, Work};
use crate::backend::homes::RoleHome;
use crate::backend::{Desk, Homes, ServiceError, port, session};
use crate::cookies::keep_from_scripts;

/// A case with the names of the places in its answers.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDeskCase {
    pub case: DeskCase,
    pub places: Vec<PlaceGroup>,
}

/// The home of whoever is signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskHome {
    pub role: Role,
    /// For those who see cases.
    pub cases: Option<Dashboard>,
    pub work: Work,
    pub own: RoleHome,
}

/// The desk of whoever is signed in: what is their role's own, their cases, when they handle any, and what waits in
/// the catalogue.
pub async fn read_home() -> Result<DeskHome, ServiceError> {
    let (desk, session) = (port::<dyn Desk>()?, session());
    let homes = port::<dyn Homes>()?;
    let role = session.actor()?.role;
    let own = homes.role_home(&session).await?;
    let cases = match reach(role, Action::ViewQueue) != Reach::Never {
        true => Some(desk.dashboard(&session).await?),
        false => None,
    };
    Ok(DeskHome {
        role,
        cases,
        work: desk.work(&session).await?,
        own,
    })
}

/// One page of the queue, and what it can be narrowed by.
pub async fn read_queue(filter: QueueFilter) -> Result<(QueuePage, QueueChoices), ServiceError> {
    let (desk, session) = (port::<dyn Desk>()?, session());
    let page = desk.queue(&session, &filter).await?;
    Ok((page, desk.choices(&session).await?))
}

/// One case, masked.
pub async fn read_case(number: Result<CaseNo, ServiceError>) -> Result<OpenDeskCase, ServiceError> {
    let places = places_of_city();
    let case = opened(&number?).await?;
    let places = if case.form.fields().any(has_address) {
        places.await?
    } else {
        Vec::new()
    };
    Ok(OpenDeskCase { case, places })
}

/// A letter to write, with the names of the places in the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenCorrection {
    pub sheet: CorrectionSheet,
    pub places: Vec<PlaceGroup>,
}

/// What the letter of a correction can be written from, masked.
pub async fn read_correction(number: Result<CaseNo, ServiceError>) -> Result<OpenCorrection, ServiceError> {
    let places = places_of_city();
    let (desk, session) = (port::<dyn Desk>()?, session());
    let sheet = desk.correction(&session, &number?).await?;
    let places = if sheet.case.form.fields().any(has_address) {
        places.await?
    } else {
        Vec::new()
    };
    Ok(OpenCorrection { sheet, places })
}

async fn opened(number: &CaseNo) -> Result<DeskCase, ServiceError> {
    let (desk, session) = (port::<dyn Desk>()?, session());
    let unmask = crate::prefs::cookie(UNMASK).filter(|text| text.starts_with(number.as_str()));
    match unmask.as_deref().and_then(|text| text.split_once('~')) {
        None => desk.open(&session, number).await,
        Some((_, reason)) => {
            let reason = crate::flash::Flash::decode(reason).notice.unwrap_or_default();
            if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
                let gone = keep_from_scripts(UNMASK, "", "/", 0).build().to_string();
                if let Ok(gone) = http::HeaderValue::try_from(gone) {
                    response.append_header(http::header::SET_COOKIE, gone);
                }
            }
            desk.unmask(&session, number, &reason).await
        }
    }
}

/// The cookie that asks for one unmasked look: the case's number and the reason. It is used up by the look.
pub const UNMASK: &str = "look";
