//! What the designer's pages ask.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::apply::api::PlaceGroup;
use crate::backend::ServiceError;
use crate::backend::designs::{DesignState, DesignView};
#[cfg(feature = "ssr")]
use crate::standards::item_id;

/// A design with the places its addresses are picked from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenDesign {
    pub view: DesignView,
    pub places: Vec<PlaceGroup>,
}

#[cfg(feature = "ssr")]
fn port() -> Result<(std::sync::Arc<dyn crate::backend::Designs>, crate::backend::Session), ServiceError> {
    let port = use_context().ok_or(ServiceError::Unavailable)?;
    Ok((port, use_context().unwrap_or_default()))
}

#[server(prefix = "/api/fn", endpoint = "designs/open")]
pub async fn read_design(item: String) -> Result<OpenDesign, ServiceError> {
    let (port, session) = port()?;
    let places = crate::apply::api::places_of_city();
    let view = port.design(&session, &item_id(&item)?).await?;
    let places = if view.whole.fields().any(crate::apply::api::has_address) {
        places.await?
    } else {
        Vec::new()
    };
    Ok(OpenDesign { view, places })
}

#[server(prefix = "/api/fn", endpoint = "designs/state")]
pub async fn read_state(item: String) -> Result<DesignState, ServiceError> {
    let (port, session) = port()?;
    port.design_state(&session, &item_id(&item)?).await
}
