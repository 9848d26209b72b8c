//! Delivers what the outbox holds: every message at least once and those to one recipient in their order, retried with
//! growing pauses, given up after a bounded number of tries and then left to the administrator.

use std::time::Duration;

use app::backend::ServiceError;
use app::backend::failures::Why;
use futures::future::BoxFuture;
use jiff::Timestamp;

use super::work::Work;
use crate::outbound::OutboundError;
use crate::secrets::SealError;
use crate::services::Services;
use crate::services::outbox::{Message, place};
use crate::services::queue::enqueue_at;
use crate::services::work::{Deliver, DeliverAll};
use crate::store::outbox::{self, Waiting};

/// A message given up after this many tries, the last some 17 hours after the first.
pub const MAX_TRIES: i64 = 10;
const AT_ONCE: i64 = 20;
const LEASE: Duration = Duration::from_secs(120);

impl Work for Deliver {
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(async move {
            while deliver_batch(services, Some(&self.recipient)).await? > 0 {}
            let Some(at) = outbox::next_due(&services.store, &self.recipient).await? else {
                return Ok(());
            };
            let again = &self;
            let queued = services
                .store
                .write(|tx| Box::pin(async move { Ok(enqueue_at(services, tx, again, at).await?) }));
            queued.await
        })
    }
}

impl Work for DeliverAll {
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(async move {
            while deliver_due(services).await? > 0 {}
            Ok(())
        })
    }
}

/// Delivers what is due now, one batch; returns how many were tried.
///
/// # Errors
/// When the outbox cannot be read or written; what was delivered by then may be delivered again.
pub async fn deliver_due(services: &Services) -> Result<usize, ServiceError> {
    deliver_batch(services, None).await
}

async fn deliver_batch(services: &Services, recipient: Option<&str>) -> Result<usize, ServiceError> {
    let now = services.clock.now();
    let leased_until = later(now, LEASE);
    let batch = services
        .store
        .write(|tx| {
            Box::pin(async move {
                // Begun that often and never ended, not even badly: it ends whoever tries to send it.
                outbox::give_up(tx, MAX_TRIES, now).await?;
                Ok(outbox::take(tx, recipient, now, leased_until, AT_ONCE).await?)
            })
        })
        .await?;
    for waiting in &batch {
        let result = deliver(services, waiting).await;
        record(services, waiting, result).await?;
    }
    Ok(batch.len())
}

/// Why a message did not leave, and whether trying again may help.
struct NotSent {
    why: Why,
    error: String,
    again: bool,
}

impl From<OutboundError> for NotSent {
    fn from(error: OutboundError) -> Self {
        let (why, again) = match error {
            OutboundError::Temporary(_) => (Why::Unreachable, true),
            OutboundError::Refused(_) => (Why::Refused, false),
        };
        Self {
            why,
            error: error.to_string(),
            again,
        }
    }
}

async fn deliver(services: &Services, waiting: &Waiting) -> Result<(), NotSent> {
    let never = |why, error: String| NotSent {
        why,
        error,
        again: false,
    };
    let message: Message = services
        .secrets
        .open_json(&place(&waiting.id), &waiting.body)
        .map_err(|error: SealError| never(Why::Unreadable, error.to_string()))?;
    match message {
        Message::Sms {
            expires: Some(expires), ..
        } if expires <= services.clock.now() => Err(never(Why::Expired, "expired before it could leave".into())),
        Message::Sms { phone, text, .. } => Ok(services.outbound.sms.send(&phone, &text).await?),
    }
}

async fn record(services: &Services, waiting: &Waiting, result: Result<(), NotSent>) -> Result<(), ServiceError> {
    let now = services.clock.now();
    let (id, result) = (waiting.id.as_str(), &result);
    services
        .store
        .write(|tx| {
            Box::pin(async move {
                match result {
                    Ok(()) => outbox::sent(tx, id, Vec::new(), now).await?,
                    Err(NotSent { why, error, again }) => {
                        let again = *again && waiting.tries < MAX_TRIES;
                        if !again {
                            tracing::error!(message = id, kind = waiting.kind, %error, "a message is given up");
                        }
                        let again = again.then(|| later(now, pause_after(waiting.tries)));
                        outbox::not_sent(tx, id, (*why, error), again, now).await?;
                    }
                }
                Ok(())
            })
        })
        .await
}

/// Two minutes after the first try, then twice as long each time.
fn pause_after(tries: i64) -> Duration {
    let doublings = u32::try_from(tries.clamp(1, MAX_TRIES) - 1).unwrap_or(0);
    Duration::from_secs(120 * 2_u64.pow(doublings))
}

fn later(at: Timestamp, by: Duration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}
