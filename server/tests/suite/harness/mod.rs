//! What stories stand on: a fresh database on either engine, a clock that stands still, repeatable randomness.

mod postgres;
mod sqlite;

use std::sync::Arc;

use server::clock::TestClock;
use server::random::SeededRng;
use server::secrets::{Key, KeyRing, Secrets};
use server::store::Store;

/// One test's world; its database is its own.
#[allow(dead_code, reason = "not every story needs everything")]
pub struct World {
    pub store: Store,
    pub clock: Arc<TestClock>,
    pub rng: Arc<SeededRng>,
    pub secrets: Secrets,
    /// Goes away with the world.
    _home: Option<tempfile::TempDir>,
}

impl World {
    /// On SQLite, in a temporary file.
    pub async fn on_sqlite() -> Self {
        let (store, home) = sqlite::fresh().await;
        Self::new(store, Some(home))
    }

    /// On PostgreSQL; nothing when it was left out on purpose.
    pub async fn on_postgres() -> Option<Self> {
        Some(Self::new(postgres::fresh().await?, None))
    }

    fn new(store: Store, home: Option<tempfile::TempDir>) -> Self {
        // Monday 2026-11-23, 09:00 in Jinjiang.
        let clock = Arc::new(TestClock::at("2026-11-23T01:00:00Z".parse().unwrap()));
        let rng = Arc::new(SeededRng::new(1));
        let keys = KeyRing::new(Key::from_bytes([1; 32]), Key::from_bytes([2; 32]));
        let secrets = Secrets::new(keys, rng.clone());
        Self {
            store,
            clock,
            rng,
            secrets,
            _home: home,
        }
    }
}

/// Tells each story on both engines: `stories! { async fn name(world: World) { … } }` makes the tests
/// `name::on_sqlite` and `name::on_postgres`.
macro_rules! stories {
    ($( $(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block )*) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($world: $crate::harness::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                story($crate::harness::World::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(world) = $crate::harness::World::on_postgres().await {
                    story(world).await;
                }
            }
        }
    )*};
}
