//! After an update without `jinban migrate`, and when the calendar has changed, the figures are counted anew.

use app::backend::ServiceError;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

use super::queue::Work;
use crate::services::Services;

/// Counts the public figures anew where they are due for it.
#[derive(Serialize, Deserialize)]
pub struct Recount {}

impl Work for Recount {
    const NAME: &'static str = "recount";
    const TITLE: &'static str = "重新统计公开数据";
    /// It comes again in ten minutes anyway.
    const MOST_TRIES: i64 = 3;

    fn dedup(&self) -> Option<String> {
        Some(String::new())
    }

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
