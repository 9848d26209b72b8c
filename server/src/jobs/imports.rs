//! Workbooks that were uploaded or confirmed: read, checked and applied.

use app::backend::ServiceError;
use futures::future::BoxFuture;

use super::work::Work;
use crate::services::Services;
use crate::services::work::{Import, ImportAll};

impl Work for Import {
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(async move { services.run_imports().await.map(drop) })
    }
}

impl Work for ImportAll {
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(async move { services.run_imports().await.map(drop) })
    }
}
