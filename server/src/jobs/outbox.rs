//! Delivers what the outbox holds: every message at least once, retried with growing pauses, given up after a bounded
//! number of tries and then left visible as failed.

use std::time::Duration;

use app::backend::ServiceError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::outbound::OutboundError;
use crate::secrets::{Place, SealError};
use crate::services::Services;
use crate::store::outbox::{self, Waiting};
use crate::store::{StoreError, Tx};

/// A message given up after this many tries, the last some 17 hours after the first.
pub const MAX_TRIES: i64 = 10;
const AT_ONCE: i64 = 20;
const LEASE: Duration = Duration::from_secs(120);

/// What can leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// A short message; `expires` for codes that are useless later.
    Sms {
        phone: String,
        text: String,
        expires: Option<Timestamp>,
    },
}

impl Message {
    fn kind(&self) -> &'static str {
        match self {
            Self::Sms { .. } => "sms",
        }
    }
}

fn place(id: &str) -> Place<'_> {
    Place::new("outbox", "body", id)
}

/// Queues a message in the caller's transaction: it leaves if and only if the change that causes it is kept.
///
/// # Errors
/// When the row cannot be written.
pub async fn queue(services: &Services, tx: &mut Tx<'_>, message: &Message) -> Result<(), StoreError> {
    let now = services.clock.now();
    let id = services.rng.id(now);
    let body = services.secrets.seal_json(&place(&id), message)?;
    outbox::put(tx, &id, message.kind(), body, now).await
}

/// Delivers what is due now, one batch; returns how many were tried.
///
/// # Errors
/// When the outbox cannot be read or written; what was delivered by then may be delivered again.
pub async fn deliver_due(services: &Services) -> Result<usize, ServiceError> {
    let now = services.clock.now();
    let leased_until = later(now, LEASE);
    let batch = services
        .store
        .write(|tx| {
            Box::pin(async move {
                // Begun that often and never ended, not even badly: it ends whoever tries to send it.
                outbox::give_up(tx, MAX_TRIES, now).await?;
                Ok(outbox::take(tx, now, leased_until, AT_ONCE).await?)
            })
        })
        .await?;
    for waiting in &batch {
        let result = deliver(services, waiting).await;
        record(services, waiting, result).await?;
    }
    Ok(batch.len())
}

async fn deliver(services: &Services, waiting: &Waiting) -> Result<(), OutboundError> {
    let message: Message = services
        .secrets
        .open_json(&place(&waiting.id), &waiting.body)
        .map_err(|error: SealError| OutboundError::Refused(error.to_string()))?;
    match message {
        Message::Sms {
            expires: Some(expires), ..
        } if expires <= services.clock.now() => Err(OutboundError::Refused("expired before it could leave".into())),
        Message::Sms { phone, text, .. } => services.outbound.sms.send(&phone, &text).await,
    }
}

async fn record(services: &Services, waiting: &Waiting, result: Result<(), OutboundError>) -> Result<(), ServiceError> {
    let now = services.clock.now();
    let (id, result) = (waiting.id.as_str(), &result);
    services
        .store
        .write(|tx| {
            Box::pin(async move {
                match result {
                    Ok(()) => outbox::sent(tx, id, Vec::new(), now).await?,
                    Err(OutboundError::Temporary(why)) if waiting.tries < MAX_TRIES => {
                        outbox::not_sent(tx, id, why, Some(later(now, pause_after(waiting.tries)))).await?;
                    }
                    Err(error) => {
                        tracing::error!(message = id, kind = waiting.kind, %error, "a message is given up");
                        outbox::not_sent(tx, id, &error.to_string(), None).await?;
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
