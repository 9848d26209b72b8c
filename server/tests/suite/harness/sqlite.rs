//! SQLite worlds: a migrated file, bare or with the city loaded, is made once and copied.

use std::path::PathBuf;

use server::store::{Store, StoreOptions, migrate};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::Ground;

static BARE: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();
static CITY: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();

async fn template(ground: Ground) -> &'static PathBuf {
    let kept = match ground {
        Ground::City => &CITY,
        Ground::Bare | Ground::Before => &BARE,
    };
    let (_, path) = kept
        .get_or_init(|| async {
            let home = tempfile::tempdir().unwrap();
            let path = home.path().join("template.db");
            let store = Store::connect(&options(&path)).await.unwrap();
            migrate(&store).await.unwrap();
            if ground == Ground::City {
                super::load_city(&store).await;
            }
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

/// The database and its address.
pub async fn fresh(ground: Ground, home: &std::path::Path) -> (Store, String) {
    let path = home.join("jinban.db");
    if ground == Ground::Before {
        std::fs::write(&path, super::golden::sqlite()).unwrap();
    } else {
        tokio::fs::copy(template(ground).await, &path).await.unwrap();
    }
    let options = options(&path);
    (Store::connect(&options).await.unwrap(), options.url)
}
