//! After an update without `jinban migrate`, and when the calendar has changed, the figures are counted anew.

use app::backend::ServiceError;
use futures::future::BoxFuture;

use super::work::Work;
use crate::services::Services;
use crate::services::work::Recount;

impl Work for Recount {
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(async move {
            if let Some(found) = services.recount_if_due(|_, _| ()).await? {
                let (figures, changed) = (found.figures, found.findings.len());
                tracing::info!(figures, changed, "figures counted anew");
            }
            Ok(())
        })
    }
}
