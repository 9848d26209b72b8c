//! Whether a name and a citizen number belong together.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::OutboundError;
use super::http::JsonService;
use crate::config::{HttpUrl, Redacted};

/// The port to the identity source.
#[async_trait]
pub trait RealNameCheck: Send + Sync {
    /// Whether they belong together. The number has passed its own rules (GB 11643) before.
    ///
    /// # Errors
    /// When the source did not answer; that is not a "no".
    async fn matches(&self, name: &str, citizen_number: &str) -> Result<bool, OutboundError>;
}

/// Trusts what passed the number's own rules: for development and demo, refused in production.
pub struct RulesRealName;

#[async_trait]
impl RealNameCheck for RulesRealName {
    async fn matches(&self, _name: &str, _citizen_number: &str) -> Result<bool, OutboundError> {
        Ok(true)
    }
}

/// A service that takes `{name, citizen_number}` by POST and answers `{match: true|false}`.
pub struct HttpRealName(JsonService);

#[derive(Serialize)]
struct Question {
    name: String,
    citizen_number: String,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "match")]
    matches: bool,
}

impl HttpRealName {
    #[must_use]
    pub fn new(url: HttpUrl, token: Redacted, timeout: Duration) -> Self {
        Self(JsonService::new(url, token, timeout))
    }
}

#[async_trait]
impl RealNameCheck for HttpRealName {
    async fn matches(&self, name: &str, citizen_number: &str) -> Result<bool, OutboundError> {
        let question = Question {
            name: name.to_owned(),
            citizen_number: citizen_number.to_owned(),
        };
        self.0.post(question).await.map(|Answer { matches }| matches)
    }
}
