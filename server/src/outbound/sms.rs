//! Short messages.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::OutboundError;
use super::http::JsonService;
use crate::config::{HttpUrl, Redacted};

/// The port to whoever delivers short messages.
#[async_trait]
pub trait SmsGateway: Send + Sync {
    /// Hands one message over.
    ///
    /// # Errors
    /// When the gateway did not take it.
    async fn send(&self, phone: &str, text: &str) -> Result<(), OutboundError>;
}

/// Says in the log that a message would have left; neither its text nor the number.
pub struct LogSms;

#[async_trait]
impl SmsGateway for LogSms {
    async fn send(&self, phone: &str, text: &str) -> Result<(), OutboundError> {
        let tail = phone.get(phone.len().saturating_sub(2)..).unwrap_or_default();
        tracing::info!(
            phone = format!("…{tail}"),
            characters = text.chars().count(),
            "short message (log only)"
        );
        Ok(())
    }
}

/// A gateway that takes `{phone, text}` by POST.
pub struct HttpSms(JsonService);

#[derive(Serialize)]
struct Message {
    phone: String,
    text: String,
}

/// Gateways answer with ids of their own; nothing of it is needed.
#[derive(Deserialize)]
struct Taken {}

impl HttpSms {
    #[must_use]
    pub fn new(url: HttpUrl, token: Redacted, timeout: Duration) -> Self {
        Self(JsonService::new(url, token, timeout))
    }
}

#[async_trait]
impl SmsGateway for HttpSms {
    async fn send(&self, phone: &str, text: &str) -> Result<(), OutboundError> {
        let message = Message {
            phone: phone.to_owned(),
            text: text.to_owned(),
        };
        self.0.post(message).await.map(|Taken {}| ())
    }
}
