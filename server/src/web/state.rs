//! What handlers are given.

use std::sync::Arc;

use super::Assets;
use crate::services::Services;

/// The state of the site; cheap to clone.
#[derive(Clone)]
pub struct Web {
    pub services: Arc<Services>,
    pub assets: Arc<Assets>,
}

impl Web {
    #[must_use]
    pub fn new(services: Arc<Services>, assets: Assets) -> Self {
        Self {
            services,
            assets: Arc::new(assets),
        }
    }
}
