//! The command line: one binary, one file per subcommand.

mod baseline;
mod city;
mod demo;
mod log;
mod migrate;
mod serve;
mod user;
mod verify;

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use app::backend::ServiceError;
use clap::{Parser, Subcommand};

use crate::config::{Config, ConfigError};

/// Jinban: a county's government services, extended to its towns and villages.
#[derive(Debug, Parser)]
#[command(name = "jinban", version, about)]
struct Cli {
    /// The settings file; without it `jinban.toml` in the working directory, when there is one.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages, JSON and jobs until told to stop.
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Check, load or write a city package.
    #[command(subcommand)]
    City(city::City),
    /// Fill an empty database with a made-up city: staff, residents, cases. Never in production.
    Demo(demo::Demo),
    /// What `make bench` compares with.
    #[command(subcommand, hide = true)]
    Baseline(baseline::Baseline),
    /// Keep staff accounts.
    #[command(subcommand)]
    User(user::User),
    /// Read everything stored and compare it with the record; exit code 1 when anything differs.
    #[command(subcommand)]
    Verify(verify::Verify),
}

/// Why a command did not do its work; shown to whoever typed it.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Parses the command line, reads the settings, and runs the command.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match start(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            show_failure(failure.as_ref());
            ExitCode::FAILURE
        }
    }
}

fn start(cli: Cli) -> Result<(), Failure> {
    let config = Arc::new(settings(cli.config.as_deref())?);
    let filter = config.log.parse::<tracing_subscriber::EnvFilter>()?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(log::Log::default)
        .with_ansi(std::io::stderr().is_terminal())
        // It would say so on the very stream that cannot be written.
        .log_internal_errors(false)
        .init();
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(config.workers)
        .enable_all()
        .build()?
        .block_on(run(cli.command, config))
}

async fn run(command: Command, config: Arc<Config>) -> Result<(), Failure> {
    match command {
        Command::Serve => serve::run(config).await,
        Command::Migrate => migrate::run(config).await,
        Command::City(command) => city::run(command, config).await,
        Command::Demo(demo) => demo::run(demo, config).await,
        Command::Baseline(command) => baseline::run(command, config).await,
        Command::User(command) => user::run(command, config).await,
        Command::Verify(command) => verify::run(command, config).await,
    }
}

fn settings(file: Option<&Path>) -> Result<Config, ConfigError> {
    let usual = Path::new("jinban.toml");
    let file = file.or_else(|| usual.exists().then_some(usual));
    // Only our own variables, and those are text: one that is not cannot be a setting.
    let env = std::env::vars_os().filter_map(|(name, text)| Some((name.into_string().ok()?, text.into_string().ok()?)));
    Config::load(file, env)
}

/// A service's refusal, with each problem and its way out.
pub(crate) fn refusal(error: &ServiceError) -> Failure {
    let mut lines = vec![format!("{}；{}", error.message(), error.fix())];
    if let ServiceError::Invalid { problems } = error {
        lines = problems
            .iter()
            .map(|it| format!("{}: {}；{}", it.path, it.message, it.fix))
            .collect();
    }
    lines.join("\n").into()
}

/// The answer to a command; whoever no longer listens does not hear it.
fn show_failure(failure: &(dyn std::error::Error + 'static)) {
    let mut to = std::io::stderr();
    let _ = writeln!(to, "jinban: {failure}");
    let mut cause = failure.source();
    while let Some(error) = cause {
        let _ = writeln!(to, "  because: {error}");
        cause = error.source();
    }
}

/// A line of a command's result. Not `println!`, which panics when the reader is gone.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
