//! What the pages of one's own cases read.

use shared::case::CaseNo;
use shared::time::Date;

use crate::apply::api::{PlaceGroup, has_address, places_of_city};
use crate::backend::cases::{CasePage, CaseView};
use crate::backend::drafts::DraftCard;
use crate::backend::{Cases, Drafts, ServiceError, port, session};

/// A case with what answering its correction needs.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenCase {
    pub case: CaseView,
    pub places: Vec<PlaceGroup>,
    pub today: Date,
}

/// One's drafts and a page of one's cases.
pub async fn read_mine(page: u32) -> Result<(Vec<DraftCard>, CasePage), ServiceError> {
    let (cases, drafts, session) = (port::<dyn Cases>()?, port::<dyn Drafts>()?, session());
    Ok((drafts.mine(&session).await?, cases.mine(&session, page).await?))
}

/// One's own case.
pub async fn read_case(number: Result<CaseNo, ServiceError>) -> Result<OpenCase, ServiceError> {
    let (cases, drafts, places) = (port::<dyn Cases>()?, port::<dyn Drafts>()?, places_of_city());
    let case = cases.view(&session(), &number?).await?;
    let places = match case.form.fields().any(has_address) {
        true => places.await?,
        false => Vec::new(),
    };
    Ok(OpenCase {
        case,
        places,
        today: drafts.today(),
    })
}
