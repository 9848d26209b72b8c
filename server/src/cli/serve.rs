//! `jinban serve`

use std::sync::Arc;

use tokio::net::TcpListener;

use super::{Failure, say};
use crate::config::Config;
use crate::services::Services;
use crate::web::{Assets, Web, serve};

/// Serves until told to stop.
pub(super) async fn run(config: Arc<Config>) -> Result<(), Failure> {
    let assets = Assets::load(&config.site_dir).map_err(|error| {
        format!(
            "the built client in {} cannot be read ({error}): run `make build` first",
            config.site_dir.display()
        )
    })?;
    let services = Services::open(Arc::clone(&config)).await?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        format!(
            "cannot listen on {} ({error}): set `listen` to a free address",
            config.listen
        )
    })?;
    say(format!("近办 serves on {}", config.public_url.as_str()));
    serve(Web::new(services, assets), listener).await;
    Ok(())
}
