//! What the product does, each call authorising for itself. Pages, REST clients, jobs and the command line all
//! enter here.

pub mod accounts;
pub mod beats;
pub mod board;
mod calendar;
pub mod cases;
pub mod catalogue;
pub mod desk;
pub mod devices;
pub mod drafts;
mod failures;
pub mod files;
mod flashes;
pub mod guard;
pub mod homes;
mod keepers;
pub mod log;
pub mod mandates;
pub mod offers;
pub mod outbox;
pub mod powers;
pub mod queue;
pub mod records;
pub mod searches;
mod sessions;
pub mod staff;
pub mod standards;
pub mod work;
pub mod workbooks;

use std::str::FromStr;
use std::sync::Arc;

use app::backend::ServiceError;
use object_store::ObjectStore;

use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::outbound::Outbound;
use crate::random::{Rng, SystemRng};
use crate::secrets::{Passwords, Secrets};
use crate::store::{Store, migrate};

/// What every service stands on. The ports of `app::backend` are implemented for it, one folder per vertical.
pub struct Services {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<dyn Rng>,
    pub secrets: Secrets,
    pub passwords: Passwords,
    pub outbound: Outbound,
    pub config: Arc<Config>,
    /// This process's copy of the published catalogue.
    pub catalogue: catalogue::Cache,
    pub objects: Arc<dyn ObjectStore>,
    pub checker: Arc<dyn files::Checker>,
    /// When the jobs of this process last ran.
    pub beats: beats::Beats,
    /// Searches without a result that are not written down yet.
    pub heard: searches::Heard,
    calendar_cache: calendar::CalendarCache,
}

/// Why the program cannot start; the message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the database cannot be used: {0}")]
    Store(#[from] crate::store::StoreError),
    #[error(transparent)]
    Keys(#[from] crate::secrets::KeyError),
    #[error("files_dir {folder} cannot be used: {why}")]
    Files { folder: String, why: String },
    #[error("the names of staff could not be indexed; the log says why")]
    Names,
    #[error(transparent)]
    Passwords(#[from] crate::secrets::PasswordError),
}

impl Services {
    /// Opens everything the settings name, with the machine's clock and randomness. Migrations are run: a server of
    /// this version cannot work on an older schema.
    ///
    /// # Errors
    /// A database or key that cannot be used.
    pub async fn open(config: Arc<Config>) -> Result<Arc<Self>, StartError> {
        let store = Store::connect(&config.store).await?;
        migrate(&store).await?;
        let outbound = Outbound::from_config(&config);
        let rng: Arc<dyn Rng> = Arc::new(SystemRng);
        let keys = config.key_ring(rng.as_ref())?;
        let secrets = Secrets::new(keys, Arc::clone(&rng));
        let services = Self::new(config, store, Arc::new(SystemClock), rng, secrets, outbound)?;
        services.index_staff_names().await.map_err(|_| StartError::Names)?;
        Ok(Arc::new(services))
    }

    /// Puts the parts together; tests bring their own clock, randomness and adapters.
    ///
    /// # Errors
    /// When argon2 cannot allocate.
    pub fn new(
        config: Arc<Config>,
        store: Store,
        clock: Arc<dyn Clock>,
        rng: Arc<dyn Rng>,
        secrets: Secrets,
        outbound: Outbound,
    ) -> Result<Self, StartError> {
        let passwords = Passwords::new(Arc::clone(&rng))?;
        let objects = files::open_folder(&config.files_dir)?;
        Ok(Self {
            objects,
            checker: Arc::new(files::StructureChecker),
            beats: beats::Beats::default(),
            calendar_cache: calendar::CalendarCache::default(),
            store,
            clock,
            rng,
            secrets,
            passwords,
            outbound,
            config,
            catalogue: catalogue::Cache::default(),
            heard: searches::Heard::default(),
        })
    }

    /// A new id of any kind.
    ///
    /// # Errors
    /// Never for the ids of `shared::id`, which take every UUID.
    pub fn new_id<T: FromStr>(&self) -> Result<T, ServiceError> {
        self.rng
            .id(self.clock.now())
            .parse()
            .map_err(|_| ServiceError::Unavailable)
    }
}
