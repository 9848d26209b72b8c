//! Running other programs, one visible step at a time.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;
use crate::paths::{root, target};

/// The cargo that runs us, so that one toolchain builds everything.
pub fn cargo() -> Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo's own variable, not a setting of the product"
    )]
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    here(Command::new(cargo))
}

/// `program`, in the workspace's folder.
pub fn program(program: impl AsRef<std::ffi::OsStr>) -> Command {
    here(Command::new(program))
}

fn here(mut command: Command) -> Command {
    // What cargo tells this process about xtask would make crates with build scripts build again.
    for name in [
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_PKG_NAME",
        "CARGO_PKG_VERSION",
    ] {
        command.env_remove(name);
    }
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs the command with its output shown.
pub fn run(command: &mut Command) -> Result {
    let name = shown(command);
    let status = command
        .status()
        .map_err(|error| format!("{name} cannot be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name} failed ({status})").into())
    }
}

/// Runs the command and gives what it printed; its errors are shown.
pub fn read(command: &mut Command) -> Result<String> {
    let name = shown(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{name} cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("{name} failed ({})", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    let args: Vec<_> = command.get_args().take(4).map(|arg| arg.to_string_lossy()).collect();
    format!("{name} {}", args.join(" "))
}

/// A task of this program that goes on in a process of its own while others are done. What it prints waits in a file
/// until it is asked for, so that two do not talk into each other.
pub struct Beside {
    task: String,
    child: Child,
    log: PathBuf,
    started: Instant,
}

impl Beside {
    /// Starts `xtask <task>`.
    pub fn start(task: &str) -> Result<Self> {
        let log = target().join(format!("{task}.log"));
        fs::create_dir_all(target())?;
        let file = File::create(&log)?;
        let child = here(Command::new(std::env::current_exe()?))
            .arg(task)
            .env("CARGO_MANIFEST_DIR", root().join("xtask"))
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()?;
        Ok(Self {
            task: task.to_owned(),
            child,
            log,
            started: now(),
        })
    }

    /// Waits for it, and shows what it printed.
    pub fn finish(mut self) -> Result {
        let status = self.child.wait()?;
        print!("{}", fs::read_to_string(&self.log)?);
        println!(
            "  ({:.1} s beside the steps before)",
            self.started.elapsed().as_secs_f32()
        );
        if status.success() {
            Ok(())
        } else {
            Err(format!("{} failed ({status})", self.task).into())
        }
    }
}

impl Drop for Beside {
    /// Nobody waits for it any more: another step has failed.
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Steps done one after another, with what each took.
pub struct Steps {
    done: Vec<(String, Duration)>,
}

impl Steps {
    pub fn new() -> Self {
        Self { done: Vec::new() }
    }

    /// Says what begins, does it, remembers how long it took. A failure ends the run: later steps lean on it.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result) -> Result {
        println!("\n▸ {name}");
        let started = now();
        let done = work();
        let took = started.elapsed();
        self.done.push((name.to_owned(), took));
        done.map_err(|error| {
            self.times();
            format!("{name}: {error}").into()
        })
    }

    /// Prints what each step took.
    pub fn times(&self) {
        println!();
        for (name, took) in &self.done {
            println!("  {:>7.1} s  {name}", took.as_secs_f32());
        }
        let all: Duration = self.done.iter().map(|(_, took)| *took).sum();
        println!("  {:>7.1} s  altogether", all.as_secs_f32());
    }
}

/// A moment to measure from.
#[expect(
    clippy::disallowed_methods,
    reason = "measures how long steps take, for the one who waits"
)]
pub fn now() -> Instant {
    Instant::now()
}
