//! The draft as a resident would see it, before anyone does.

use app::backend::catalogue::{GuidanceView, GuideView};
use app::backend::{ServiceError, Session};
use shared::catalogue::ItemId;

use crate::services::Services;

impl Services {
    pub(super) async fn standard_preview(&self, session: &Session, id: &ItemId) -> Result<GuideView, ServiceError> {
        let item = self.standard_so_far(session, id).await?;
        self.guide_of_draft(item).await
    }

    pub(super) async fn standard_preview_guidance(
        &self,
        session: &Session,
        id: &ItemId,
        pairs: &[(String, String)],
    ) -> Result<GuidanceView, ServiceError> {
        let item = self.standard_so_far(session, id).await?;
        self.guidance_of_draft(&item, pairs).await
    }
}
