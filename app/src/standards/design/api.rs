//! What the designer's pages read.

use shared::catalogue::ItemId;

use crate::apply::api::{PlaceGroup, has_address, places_of_city};
use crate::backend::standards::design::DesignView;
use crate::backend::{Designs, ServiceError, port, session};

/// A design with the places its addresses are picked from.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDesign {
    pub view: DesignView,
    pub places: Vec<PlaceGroup>,
}

pub async fn read_design(item: Result<ItemId, ServiceError>) -> Result<OpenDesign, ServiceError> {
    let places = places_of_city();
    let view = port::<dyn Designs>()?.design(&session(), &item?).await?;
    let places = match view.whole.fields().any(has_address) {
        true => places.await?,
        false => Vec::new(),
    };
    Ok(OpenDesign { view, places })
}
