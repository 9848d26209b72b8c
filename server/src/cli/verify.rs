//! `jinban verify`

use std::sync::Arc;

use clap::Subcommand;

use super::{Failure, refusal, say};
use crate::config::Config;
use crate::services::Services;

/// What is read and compared.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum Verify {
    /// Every case: its record whole, its row and the figures what the record gives, its files there and unchanged.
    Cases,
}

/// So many findings are listed; of more the number is told.
const LISTED: usize = 200;

pub(super) async fn run(command: Verify, config: Arc<Config>) -> Result<(), Failure> {
    let Verify::Cases = command;
    let services = Services::open(config).await?;
    let verified = services
        .verify_cases(|done, all| say(format!("{done} / {all} cases read")))
        .await
        .map_err(|error| refusal(&error))?;
    for finding in verified.findings.iter().take(LISTED) {
        say(finding);
    }
    say(format!(
        "{} cases with {} events, {} files and {} figures read: {} findings",
        verified.cases,
        verified.events,
        verified.files,
        verified.figures,
        verified.findings.len()
    ));
    match verified.findings.is_empty() {
        true => Ok(()),
        false => Err("what is stored does not agree with the record".into()),
    }
}
