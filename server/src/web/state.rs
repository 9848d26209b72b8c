//! What handlers are given.

use std::sync::Arc;

use app::backend::Site;

use super::Assets;
use super::api::Writer;
use super::backend::Backend;
use super::uploading::Uploading;
use crate::services::Services;

/// The state of the site; cheap to clone.
#[derive(Clone)]
pub struct Web {
    pub services: Arc<Services>,
    pub assets: Arc<Assets>,
    pub site: Arc<Site>,
    pub(super) backend: Backend,
    pub(super) uploads: Uploading,
    pub(super) writer: Writer,
}

impl Web {
    #[must_use]
    pub fn new(services: Arc<Services>, assets: Assets) -> Self {
        let site = Site {
            demo: services.config.is_demo(),
            public_url: services.config.public_url.as_str().to_owned(),
            bundles: assets.bundles(),
        };
        let backend = Backend::new(Arc::clone(&services));
        Self {
            services,
            assets: Arc::new(assets),
            site: Arc::new(site),
            backend,
            uploads: Uploading::default(),
            writer: Writer::default(),
        }
    }
}
