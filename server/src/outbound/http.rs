//! A JSON service reached by POST, on blocking threads.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::Agent;

use super::OutboundError;
use crate::config::{HttpUrl, Redacted};

/// An answer longer than this is not one of ours.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// Where to send, as whom, and how long to wait.
#[derive(Clone)]
pub(super) struct JsonService {
    agent: Agent,
    url: HttpUrl,
    token: Redacted,
}

impl JsonService {
    pub(super) fn new(url: HttpUrl, token: Redacted, timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            url,
            token,
        }
    }

    /// Posts `body` and reads the answer. The body is never part of an error: it holds personal values.
    pub(super) async fn post<A: DeserializeOwned + Send + 'static>(
        &self,
        body: impl Serialize + Send + 'static,
    ) -> Result<A, OutboundError> {
        let service = self.clone();
        tokio::task::spawn_blocking(move || service.post_now(body))
            .await
            .map_err(|error| OutboundError::Temporary(format!("the call was broken off: {error}")))?
    }

    fn post_now<A: DeserializeOwned>(&self, body: impl Serialize) -> Result<A, OutboundError> {
        let mut answer = self
            .agent
            .post(self.url.as_str())
            .header("Authorization", format!("Bearer {}", self.token.reveal()))
            .send_json(body)
            .map_err(|error| OutboundError::Temporary(format!("no answer: {error}")))?;
        let status = answer.status();
        if status.is_success() {
            return answer
                .body_mut()
                .with_config()
                .limit(LONGEST_ANSWER)
                .read_json()
                .map_err(|error| OutboundError::Temporary(format!("answer not understood: {error}")));
        }
        let why = format!("answered {status}");
        let busy = matches!(status.as_u16(), 408 | 425 | 429) || status.is_server_error();
        Err(if busy {
            OutboundError::Temporary(why)
        } else {
            OutboundError::Refused(why)
        })
    }
}
