//! Messages that go out: queued in the unit of work that causes them; `jobs` delivers them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Services;
use super::queue::enqueue;
use super::work::Deliver;
use crate::secrets::{Cell, Secrets};
use crate::store::outbox::{self, NewMessage};
use crate::store::{StoreError, Tx};

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

    fn expires(&self) -> Option<Timestamp> {
        match self {
            Self::Sms { expires, .. } => *expires,
        }
    }

    /// Whom it is for; the same for every message that has to keep its order with this one.
    fn recipient(&self, secrets: &Secrets) -> String {
        match self {
            Self::Sms { phone, .. } => secrets.index("outbox", phone),
        }
    }
}

pub(crate) fn place(id: &str) -> Cell<'_> {
    Cell::new("outbox", "body", id)
}

/// Queues a message in the caller's transaction: it leaves if and only if the change that causes it is kept.
///
/// # Errors
/// When the row cannot be written.
pub async fn queue(services: &Services, tx: &mut Tx<'_>, message: &Message) -> Result<(), StoreError> {
    let now = services.clock.now();
    let id = services.rng.id(now);
    let body = services.secrets.seal_json(&place(&id), message)?;
    let recipient = message.recipient(&services.secrets);
    let new = NewMessage {
        id: &id,
        kind: message.kind(),
        recipient: &recipient,
        expires_at: message.expires(),
    };
    outbox::put(tx, &new, body, now).await?;
    enqueue(services, tx, &Deliver { recipient }).await
}
