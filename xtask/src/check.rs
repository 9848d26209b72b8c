//! All checks, and the quick ones.

use crate::client::{self, Bundle, Mode};
use crate::step::{Steps, cargo, program, run};
use crate::{Result, circles, licences, run as product, sizes};

/// Everything. What fails fast comes first.
pub fn test() -> Result {
    let mut steps = Steps::new();
    lints(&mut steps)?;
    steps.step("Licences of what we depend on", licences::check)?;
    steps.step("Rust tests, on SQLite and PostgreSQL", || {
        run(cargo().args(["test", "--workspace", "--locked"]))
    })?;
    steps.step("The browser client", || client::build(Mode::Release, &Bundle::ALL))?;
    steps.step("Its size", sizes::check)?;
    steps.step("The server", || product::build_server("dev").map(drop))?;
    steps.step("Journeys in the browser", || npm("test"))?;
    steps.times();
    println!("\n✔ everything passes");
    Ok(())
}

/// What tells most in little time.
pub fn quick() -> Result {
    let mut steps = Steps::new();
    lints(&mut steps)?;
    steps.step("Rust tests, on SQLite", || {
        run(cargo()
            .args(["test", "--workspace", "--locked"])
            .env("JINBAN_TEST_POSTGRES", "off"))
    })?;
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

fn lints(steps: &mut Steps) -> Result {
    steps.step("Formatting", || run(cargo().args(["fmt", "--all", "--check"])))?;
    steps.step("Imports without circles", circles::check)?;
    steps.step("Lints", || {
        run(cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
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
