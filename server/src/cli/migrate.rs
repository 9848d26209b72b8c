//! `jinban migrate`

use super::{Failure, say};
use crate::config::Config;
use crate::store::{Store, migrate, pending};

/// Brings the schema up to date and says what was done.
pub(super) async fn run(config: &Config) -> Result<(), Failure> {
    let store = Store::connect(&config.store).await?;
    let steps = pending(&store).await?;
    migrate(&store).await?;
    store.analyze().await?;
    store.close().await;
    say(match steps {
        0 => "The schema is up to date.".to_owned(),
        1 => "1 step was applied.".to_owned(),
        steps => format!("{steps} steps were applied."),
    });
    Ok(())
}
