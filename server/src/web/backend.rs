//! The ports, as pages and server functions take them from the context: one field and one line per port.

use std::sync::Arc;

use app::backend::{
    Accounts, Board, Cases, Catalogue, Delegations, Designs, Desk, Devices, Drafts, Entries, Failures, Files, Homes,
    Log, Mandates, Offers, Powers, Searches, Staff, Standards, Workbooks,
};
use leptos::prelude::provide_context;

use crate::services::Services;

/// Every port of `app::backend`, implemented by [`Services`].
#[derive(Clone)]
pub struct Backend {
    services: Arc<Services>,
}

impl Backend {
    #[must_use]
    pub fn new(services: Arc<Services>) -> Self {
        Self { services }
    }

    /// Puts each port into the Leptos context as `Arc<dyn Port>`; a vertical adds its line.
    pub(super) fn provide(&self) {
        provide_context::<Arc<dyn Accounts>>(self.services.clone());
        provide_context::<Arc<dyn Board>>(self.services.clone());
        provide_context::<Arc<dyn Catalogue>>(self.services.clone());
        provide_context::<Arc<dyn Cases>>(self.services.clone());
        provide_context::<Arc<dyn Delegations>>(self.services.clone());
        provide_context::<Arc<dyn Designs>>(self.services.clone());
        provide_context::<Arc<dyn Desk>>(self.services.clone());
        provide_context::<Arc<dyn Devices>>(self.services.clone());
        provide_context::<Arc<dyn Drafts>>(self.services.clone());
        provide_context::<Arc<dyn Entries>>(self.services.clone());
        provide_context::<Arc<dyn Failures>>(self.services.clone());
        provide_context::<Arc<dyn Files>>(self.services.clone());
        provide_context::<Arc<dyn Homes>>(self.services.clone());
        provide_context::<Arc<dyn Offers>>(self.services.clone());
        provide_context::<Arc<dyn Log>>(self.services.clone());
        provide_context::<Arc<dyn Mandates>>(self.services.clone());
        provide_context::<Arc<dyn Powers>>(self.services.clone());
        provide_context::<Arc<dyn Searches>>(self.services.clone());
        provide_context::<Arc<dyn Staff>>(self.services.clone());
        provide_context::<Arc<dyn Standards>>(self.services.clone());
        provide_context::<Arc<dyn Workbooks>>(self.services.clone());
    }
}
