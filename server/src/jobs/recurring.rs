//! Work that comes again: queued once in its period, whichever process looks first, and its beat taken from the queue,
//! so that every process knows when it was last done by any.

use std::time::Duration;

use app::backend::ServiceError;

use crate::services::Services;
use crate::services::queue::{Queued, enqueue_once};
use crate::services::work::{DeliverAll, ImportAll, LetTimeWork, Recount, Sweep};
use crate::store::queue::{is_known, last_done};

const MESSAGES: Duration = Duration::from_secs(60);
const IMPORTS: Duration = Duration::from_secs(300);
const TIME: Duration = Duration::from_secs(600);
const SWEEP: Duration = Duration::from_secs(3600);

const EVERY: [(&str, Duration); 5] = [
    (DeliverAll::NAME, MESSAGES),
    (ImportAll::NAME, IMPORTS),
    (LetTimeWork::NAME, TIME),
    (Recount::NAME, TIME),
    (Sweep::NAME, SWEEP),
];

/// Begins to expect each of them.
pub(super) fn begin(services: &Services) {
    let now = services.clock.now();
    for (name, every) in EVERY {
        services.beats.begin(name, every, now);
    }
}

/// Queues what this period still lacks, and notes when each was last done.
///
/// # Errors
/// When the database does not answer.
pub async fn tick(services: &Services) -> Result<(), ServiceError> {
    once(services, &DeliverAll {}, MESSAGES).await?;
    once(services, &ImportAll {}, IMPORTS).await?;
    once(services, &LetTimeWork {}, TIME).await?;
    once(services, &Recount {}, TIME).await?;
    once(services, &Sweep {}, SWEEP).await?;
    for (name, at) in last_done(&services.store).await? {
        if let Some((name, _)) = EVERY.iter().find(|(known, _)| *known == name) {
            services.beats.note(name, at.0);
        }
    }
    Ok(())
}

async fn once<W: Queued>(services: &Services, work: &W, every: Duration) -> Result<(), ServiceError> {
    let seconds = i64::try_from(every.as_secs()).unwrap_or(i64::MAX).max(1);
    let period = services.clock.now().as_second().div_euclid(seconds);
    let id = &format!("{}-{period}", W::NAME);
    if is_known(&services.store, id).await? {
        return Ok(());
    }
    services
        .store
        .write(|tx| Box::pin(async move { Ok(enqueue_once(services, tx, work, id).await?) }))
        .await
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::EVERY;
    use crate::jobs::queue::WORKERS;

    #[test]
    fn whatever_comes_again_is_done_by_somebody() {
        for (name, _) in EVERY {
            assert!(WORKERS.iter().any(|worker| worker.name == name), "nobody does {name}");
        }
    }
}
