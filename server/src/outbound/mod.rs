//! Other systems, each behind a port: a real adapter, and one for installations without it.

mod http;
mod real_name;
mod sms;

use std::sync::Arc;

use thiserror::Error;

pub use real_name::{HttpRealName, RealNameCheck, RulesRealName};
pub use sms::{HttpSms, LogSms, SmsGateway};

use crate::config::{Config, RealName, Sms};

/// Why another system did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OutboundError {
    /// Trying again later may help.
    #[error("{0}")]
    Temporary(String),
    /// Trying again will not help.
    #[error("{0}")]
    Refused(String),
}

/// The ports to other systems.
#[derive(Clone)]
pub struct Outbound {
    pub sms: Arc<dyn SmsGateway>,
    pub real_name: Arc<dyn RealNameCheck>,
}

impl Outbound {
    /// The adapters the settings ask for.
    #[must_use]
    pub fn from_config(config: &Config) -> Self {
        let sms: Arc<dyn SmsGateway> = match &config.sms {
            Sms::Log => Arc::new(LogSms),
            Sms::Http { url, token, timeout } => Arc::new(HttpSms::new(url.clone(), token.clone(), *timeout)),
        };
        let real_name: Arc<dyn RealNameCheck> = match &config.real_name {
            RealName::Rules => Arc::new(RulesRealName),
            RealName::Http { url, token, timeout } => Arc::new(HttpRealName::new(url.clone(), token.clone(), *timeout)),
        };
        Self { sms, real_name }
    }
}
