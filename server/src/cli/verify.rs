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
    /// The figures: every counter, counted again from the record of every case.
    Board {
        /// Make the counters right. Cases may be written meanwhile.
        #[arg(long)]
        mend: bool,
    },
}

/// So many findings are listed; of more the number is told.
const LISTED: usize = 200;
/// Cases are read so many at a time.
const READ_AT_ONCE: usize = 200;

pub(super) async fn run(command: Verify, config: Arc<Config>) -> Result<(), Failure> {
    let services = Services::open(config).await?;
    let verified = match command {
        Verify::Cases => services.verify_cases(told).await,
        Verify::Board { mend: false } => services.verify_board(told).await,
        Verify::Board { mend: true } => services.mend_board(told).await,
    };
    let verified = verified.map_err(|error| refusal(&error))?;
    let mended = matches!(command, Verify::Board { mend: true });
    for finding in verified.findings.iter().take(LISTED) {
        say(finding);
    }
    say(format!(
        "{} cases with {} events, {} files and {} figures read: {} findings{}",
        verified.cases,
        verified.events,
        verified.files,
        verified.figures,
        verified.findings.len(),
        if mended { ", mended" } else { "" }
    ));
    match verified.findings.is_empty() || mended {
        true => Ok(()),
        false => Err("what is stored does not agree with the record".into()),
    }
}

/// How far it is, every twentieth part.
pub(super) fn told(done: usize, all: usize) {
    let step = (all / 20).next_multiple_of(READ_AT_ONCE).max(READ_AT_ONCE);
    if done.is_multiple_of(step) || done == all {
        say(format!("{done} / {all} cases read"));
    }
}
