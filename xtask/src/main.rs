//! Builds the browser client and the style sheets; runs the product and all its checks. `make help` lists what is
//! meant to be typed; this is what stands behind it.

mod check;
mod circles;
mod client;
mod dev;
mod licences;
mod paths;
mod run;
mod sizes;
mod step;

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use client::{Bundle, Mode};

/// Every failure ends the command with its message, so that one type will do.
type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

#[derive(Parser)]
#[command(about)]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the browser client and the style sheets into target/site.
    Client {
        /// Unoptimised and uncompressed, for work on the pages.
        #[arg(long)]
        quick: bool,
        /// As shipped: small and compressed (this is also what you get without a flag).
        #[arg(long, conflicts_with = "quick")]
        release: bool,
        /// Only this bundle.
        #[arg(long, value_enum)]
        bundle: Option<Bundle>,
    },
    /// Prints what the built client weighs, and fails over the budget.
    Sizes,
    /// Builds everything in release, loads the demo city when there is no data, serves.
    Run,
    /// Builds everything in release and measures it.
    Bench,
    /// Rebuilds and restarts whenever a source file changes.
    Dev,
    /// Runs all checks and tests.
    Test,
    /// The quick subset: formatting, lints, Rust tests on SQLite.
    Check,
    /// Checks that every dependency's licence is on the list in deny.toml.
    Licences,
    /// Takes the screenshots for docs/screens.
    Screens,
}

fn main() -> ExitCode {
    let done = match Args::parse().task {
        Task::Client { quick, bundle, .. } => {
            let bundles = bundle.map_or_else(|| Bundle::ALL.to_vec(), |one| vec![one]);
            client::build(if quick { Mode::Quick } else { Mode::Release }, &bundles)
        }
        Task::Sizes => sizes::check(),
        Task::Run => run::run(),
        Task::Bench => run::bench(),
        Task::Dev => dev::watch(),
        Task::Test => check::test(),
        Task::Check => check::quick(),
        Task::Licences => licences::check(),
        Task::Screens => check::screens(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✘ {error}");
            ExitCode::FAILURE
        }
    }
}
