//! SQLite worlds: a migrated file is made once and copied.

use std::path::PathBuf;

use server::store::{Store, StoreOptions, migrate};
use tempfile::TempDir;
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();

async fn template() -> &'static PathBuf {
    let (_, path) = TEMPLATE
        .get_or_init(|| async {
            let home = tempfile::tempdir().unwrap();
            let path = home.path().join("template.db");
            let store = Store::connect(&options(&path)).await.unwrap();
            migrate(&store).await.unwrap();
            // Closing the last connection brings the write-ahead log into the file.
            store.close().await;
            (home, path)
        })
        .await;
    path
}

fn options(path: &std::path::Path) -> StoreOptions {
    StoreOptions {
        url: format!("sqlite:{}", path.display()),
        connections: 4,
    }
}

pub async fn fresh(home: &std::path::Path) -> Store {
    let template = template().await;
    let path = home.join("jinban.db");
    tokio::fs::copy(template, &path).await.unwrap();
    Store::connect(&options(&path)).await.unwrap()
}
