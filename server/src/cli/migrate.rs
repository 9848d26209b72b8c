//! `jinban migrate`

use std::sync::Arc;

use super::verify::told;
use super::{Failure, say};
use crate::config::Config;
use crate::services::Services;
use crate::store::{Store, migrate, pending};

/// Brings the schema up to date, and the counters where they were counted by other rules; says what was done.
pub(super) async fn run(config: Arc<Config>) -> Result<(), Failure> {
    let store = Store::connect(&config.store).await?;
    let steps = pending(&store).await?;
    migrate(&store).await?;
    store.close().await;
    say(match steps {
        0 => "The schema is up to date.".to_owned(),
        1 => "1 step was applied.".to_owned(),
        steps => format!("{steps} steps were applied."),
    });
    let services = Services::open(config).await?;
    match services.recount_if_due(told).await {
        Ok(Some(found)) if found.cases > 0 => say(format!(
            "{} figures were counted from the record of {} cases.",
            found.figures, found.cases
        )),
        Ok(_) => {}
        Err(error) => {
            let why = error.message();
            return Err(format!("the figures were not counted anew ({why}): run `jinban verify board`").into());
        }
    }
    services.store.analyze().await?;
    services.store.close().await;
    Ok(())
}
