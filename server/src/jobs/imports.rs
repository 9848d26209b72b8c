//! Workbooks that were uploaded or confirmed: read, checked and applied.

use app::backend::ServiceError;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

use super::queue::{URGENT, Work};
use crate::services::Services;

/// A step of one import. Its progress, and how often it was begun, stand in the import's own row: a person watches it.
#[derive(Serialize, Deserialize)]
pub struct Import {
    pub id: String,
}

impl Work for Import {
    const NAME: &'static str = "import";
    const TITLE: &'static str = "读取上传的表格";
    /// Somebody looks at the page that shows how far it is; a code to sign in does not wait for it.
    const PRIORITY: i64 = URGENT / 2;

    fn dedup(&self) -> Option<String> {
        Some(self.id.clone())
    }

    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(async move { services.run_imports().await.map(drop) })
    }
}

/// Whatever import waits, also one whose process stopped on the way.
#[derive(Serialize, Deserialize)]
pub struct ImportAll {}

impl Work for ImportAll {
    const NAME: &'static str = "imports";
    const TITLE: &'static str = "接着读取上传的表格";

    fn dedup(&self) -> Option<String> {
        Some(String::new())
    }

    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(async move { services.run_imports().await.map(drop) })
    }
}
