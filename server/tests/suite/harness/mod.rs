//! What stories stand on: a fresh database on either engine, a clock that stands still, repeatable randomness.

pub mod browser;
mod forms;
mod golden;
pub mod http;
pub mod people;
mod postgres;
pub mod snapshots;
mod sqlite;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use server::clock::TestClock;
use server::config::Config;
use server::outbound::Outbound;
use server::random::SeededRng;
use server::secrets::{Key, KeyRing, Secrets};
use server::services::Services;
use server::store::Store;

/// What a fresh database holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The schema.
    Bare,
    /// The Jinjiang package.
    City,
    /// Cases written by the program as of migration 0030, in the schema it had then.
    Before,
}

/// The Jinjiang package.
pub fn jinjiang() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang")
}

/// What every world but the old one seals by.
fn own_keys() -> KeyRing {
    KeyRing::new(Key::from_bytes([1; 32]), Key::from_bytes([2; 32]))
}

async fn load_city(store: &Store) {
    let clock = TestClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    server::city::load(store, &jinjiang(), &clock, &SeededRng::new(7))
        .await
        .unwrap();
}

/// One test's world; its database is its own.
#[allow(dead_code, reason = "not every story needs everything")]
pub struct World {
    pub services: Arc<Services>,
    pub clock: Arc<TestClock>,
    pub rng: Arc<SeededRng>,
    keys: KeyRing,
    /// Where the database is, for other processes.
    pub url: String,
    /// Goes away with the world.
    home: tempfile::TempDir,
}

#[allow(dead_code, reason = "not every story needs everything")]
impl World {
    /// On SQLite, in a temporary file.
    pub async fn on_sqlite() -> Self {
        Self::on_sqlite_with(Ground::Bare).await
    }

    /// On SQLite, with the Jinjiang package loaded.
    pub async fn in_jinjiang() -> Self {
        Self::on_sqlite_with(Ground::City).await
    }

    pub async fn on_sqlite_with(ground: Ground) -> Self {
        let home = tempfile::tempdir().unwrap();
        let (store, url) = sqlite::fresh(ground, home.path()).await;
        Self::new(ground, store, url, home)
    }

    /// On PostgreSQL; nothing when it was left out on purpose.
    pub async fn on_postgres_with(ground: Ground) -> Option<Self> {
        let (store, url) = postgres::fresh(ground).await?;
        Some(Self::new(ground, store, url, tempfile::tempdir().unwrap()))
    }

    fn new(ground: Ground, store: Store, url: String, home: tempfile::TempDir) -> Self {
        let (now, keys) = match ground {
            // Monday 2026-11-23, 09:00 in Jinjiang.
            Ground::Bare | Ground::City => ("2026-11-23T01:00:00Z", own_keys()),
            // The Monday after its last case.
            Ground::Before => ("2026-11-30T01:00:00Z", golden::unpack_beside(home.path())),
        };
        let clock = Arc::new(TestClock::at(now.parse().unwrap()));
        let rng = Arc::new(SeededRng::new(1));
        let config = Self::config(home.path(), &[]);
        let services = Self::services(config, store, &clock, &rng, keys.clone());
        Self {
            services,
            clock,
            rng,
            keys,
            url,
            home,
        }
    }

    fn config(home: &std::path::Path, settings: &[(&str, &str)]) -> Config {
        let files = home.join("files").display().to_string();
        let given = [
            ("JINBAN_DATA_DIR", home.to_str().unwrap()),
            ("JINBAN_FILES_DIR", &files),
        ];
        let given = given
            .iter()
            .chain(settings)
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Config::load(None, given).unwrap()
    }

    /// The same house, drawing from here on what this seed draws.
    pub fn drawing_from(&self, seed: u64) -> Arc<Services> {
        let config = (*self.services.config).clone();
        Self::services(
            config,
            self.services.store.clone(),
            &self.clock,
            &Arc::new(SeededRng::new(seed)),
            self.keys.clone(),
        )
    }

    fn services(
        config: Config,
        store: Store,
        clock: &Arc<TestClock>,
        rng: &Arc<SeededRng>,
        keys: KeyRing,
    ) -> Arc<Services> {
        let secrets = Secrets::new(keys, rng.clone());
        let outbound = Outbound::from_config(&config);
        Arc::new(Services::new(Arc::new(config), store, clock.clone(), rng.clone(), secrets, outbound).unwrap())
    }

    /// The same world with other settings, e.g. `("JINBAN_SMS_GATEWAY", "http")`.
    pub fn with_settings(mut self, settings: &[(&str, &str)]) -> Self {
        let config = Self::config(self.home.path(), settings);
        let store = self.services.store.clone();
        self.services = Self::services(config, store, &self.clock, &self.rng, self.keys.clone());
        self
    }

    /// Another process of the same service: the same database, nothing else in common.
    pub fn another_process(&self) -> Arc<Services> {
        let config = Self::config(self.home.path(), &[]);
        let store = self.services.store.clone();
        Self::services(config, store, &self.clock, &self.rng, self.keys.clone())
    }

    /// Its folder: keys, files, and on SQLite the database.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// What the object store holds, as it lies on the disk.
    pub fn stored_bytes(&self) -> Vec<Vec<u8>> {
        let mut folders = vec![self.home.path().join("files")];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(std::fs::read(path).unwrap());
                }
            }
        }
        found
    }

    pub fn files_stored(&self) -> usize {
        self.stored_bytes().len()
    }

    /// What the world's clock says.
    pub fn clock_now(&self) -> jiff::Timestamp {
        server::clock::Clock::now(&*self.clock)
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.services.store
    }
}

/// Tells each story on both engines: `stories! { async fn name(world: World) { … } }` makes the tests
/// `name::on_sqlite` and `name::on_postgres`. `stories! { in_jinjiang; … }` tells them with the city loaded,
/// `in_a_city_of_before` in the database of an earlier version.
macro_rules! stories {
    (in_jinjiang; $($rest:tt)*) => { stories! { @ City $($rest)* } };
    (in_a_city_of_before; $($rest:tt)*) => { stories! { @ Before $($rest)* } };
    (@ $ground:ident $( $(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block )*) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($world: $crate::harness::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                story($crate::harness::World::on_sqlite_with($crate::harness::Ground::$ground).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(world) = $crate::harness::World::on_postgres_with($crate::harness::Ground::$ground).await {
                    story(world).await;
                }
            }
        }
    )*};
    ($($rest:tt)*) => { stories! { @ Bare $($rest)* } };
}
