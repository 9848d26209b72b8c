//! All checks, and the quick ones.

use std::process::Command;

use crate::client::{self, Bundle, Mode};
use crate::step::{Beside, Steps, cargo, program, run};
use crate::{Result, circles, licences, run as product, sizes};

/// Everything. What fails fast comes first; the browser client is built beside the Rust tests.
pub fn test() -> Result {
    let mut steps = Steps::new();
    forms(&mut steps)?;
    steps.step("Licences of what we depend on", licences::check)?;
    let client = Beside::start("client")?;
    rust(&mut steps, &[])?;
    steps.step("The browser client", || client.finish())?;
    steps.step("Its size", sizes::check)?;
    client_lints(&mut steps)?;
    steps.step("Journeys in the browser", || npm("test"))?;
    steps.times();
    println!("\n✔ everything passes");
    Ok(())
}

/// What tells most in little time.
pub fn quick() -> Result {
    let mut steps = Steps::new();
    forms(&mut steps)?;
    rust(&mut steps, &[("JINBAN_TEST_POSTGRES", "off")])?;
    client_lints(&mut steps)?;
    steps.times();
    println!("\n✔ the quick checks pass; make test runs all");
    Ok(())
}

/// Builds what the pages need and photographs them.
pub fn screens() -> Result {
    client::build(Mode::Release, &Bundle::ALL)?;
    product::build_server("dev")?;
    npm("screens")
}

fn forms(steps: &mut Steps) -> Result {
    steps.step("Formatting", || run(cargo().args(["fmt", "--all", "--check"])))?;
    steps.step("Imports without circles", circles::check)?;
    steps.step("Journeys that can be read", journeys)
}

/// They run last, and half an hour is long to wait for a brace.
fn journeys() -> Result {
    let folder = crate::paths::root().join("end2end");
    for folder in [folder.join("journeys"), folder] {
        for file in std::fs::read_dir(folder)? {
            let path = file?.path();
            if path.extension().is_some_and(|ending| ending == "mjs") {
                run(program("node").arg("--check").arg(path))?;
            }
        }
    }
    Ok(())
}

/// Lints and tests of everything native. clippy compiles what the tests run, so that nothing is read twice; the server
/// among it is the one that the journeys walk through. This program itself is a run of its own: in one with the server
/// both would be built again with the features of all.
fn rust(steps: &mut Steps, settings: &[(&str, &str)]) -> Result {
    let product = ["--workspace", "--exclude", "xtask"];
    steps.step("Lints of this program, and its tests", || {
        run(&mut test_with_lints(&["--package", "xtask"], settings))
    })?;
    steps.step("Lints, and building the Rust tests", || {
        run(test_with_lints(&product, settings).arg("--no-run"))
    })?;
    steps.step("Rust tests", || run(&mut test_with_lints(&product, settings)))
}

fn test_with_lints(packages: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = cargo();
    command
        .args(["test", "--locked"])
        .args(packages)
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver")
        .env("CLIPPY_ARGS", "-Dwarnings")
        .envs(settings.iter().copied());
    command
}

/// The client is linted apart from its build: clippy turns off optimisations, and what is shipped must be what is tested.
fn client_lints(steps: &mut Steps) -> Result {
    for bundle in Bundle::ALL {
        steps.step(&format!("Lints of the {} client", bundle.name()), || {
            run(cargo()
                .args([
                    "clippy",
                    "--package",
                    "app",
                    "--lib",
                    "--locked",
                    "--no-default-features",
                ])
                .args(["--target", "wasm32-unknown-unknown", "--features", bundle.name()])
                .args(["--", "-D", "warnings"]))
        })?;
    }
    Ok(())
}

fn npm(script: &str) -> Result {
    let jinban = crate::paths::target().join("debug/jinban");
    run(program("npm")
        .args(["run", "--silent", "--prefix", "end2end", script])
        .env("JINBAN_BIN", jinban))
}
