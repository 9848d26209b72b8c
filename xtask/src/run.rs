//! `make run` and `make bench`: everything in release.

use std::process::Command;

use crate::step::{Beside, cargo, program, run as run_command};
use crate::{Result, paths};

/// The server's settings are in docs/CONFIG.md; only what makes it a demo is set here.
const DEMO: (&str, &str) = ("JINBAN_ENVIRONMENT", "demo");

/// Builds, loads the demo city when the database is empty, serves.
pub fn run() -> Result {
    let jinban = build()?;
    println!("▸ The demo city");
    load_demo(&jinban)?;
    replace(&mut server(&jinban))
}

/// Measures, and writes docs/BENCH.md.
pub fn bench() -> Result {
    let jinban = build()?;
    println!("▸ Measuring");
    replace(
        program("npm")
            .args(["run", "--silent", "--prefix", "end2end", "bench"])
            .env("JINBAN_BIN", jinban),
    )
}

/// Builds client and server beside each other: each has long stretches that keep one core alone.
fn build() -> Result<std::path::PathBuf> {
    println!("▸ The server, and beside it the browser client");
    let client = Beside::start("client")?;
    let jinban = build_server("release")?;
    println!("▸ The browser client");
    client.finish()?;
    Ok(jinban)
}

/// Builds `jinban` under a profile and tells where it is.
pub fn build_server(profile: &str) -> Result<std::path::PathBuf> {
    run_command(cargo().args(["build", "--package", "server", "--bin", "jinban", "--profile", profile]))?;
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(paths::target().join(folder).join("jinban"))
}

/// Loads the city package, demo accounts and cases, when the database is empty.
pub fn load_demo(jinban: &std::path::Path) -> Result {
    run_command(program(jinban).args(["demo", "--if-empty"]).env(DEMO.0, DEMO.1))
}

/// The server, ready to be started.
pub fn server(jinban: &std::path::Path) -> Command {
    let mut command = program(jinban);
    command.arg("serve").env(DEMO.0, DEMO.1);
    command
}

/// Becomes the command, so that signals reach it.
#[cfg(unix)]
fn replace(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn replace(command: &mut Command) -> Result {
    run_command(command)
}
