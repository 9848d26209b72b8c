//! One bundle of the app crate, from Rust to a script and a module.

use std::fs;
use std::path::Path;

use clap::ValueEnum;
use wasm_bindgen_cli_support::Bindgen;

use super::{Mode, publish, stamp};
use crate::step::{cargo, program, read, run};
use crate::{Result, paths};

/// Two bundles from one crate, so that a citizen's phone never loads staff screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Bundle {
    Citizen,
    Staff,
}

impl Bundle {
    pub const ALL: [Self; 2] = [Self::Citizen, Self::Staff];

    /// Its name: the cargo feature, the style sheet, the start of its files' names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Staff => "staff",
        }
    }
}

/// A bundle's content; the script already names the module.
pub struct Built {
    pub js: Vec<u8>,
    pub wasm: Vec<u8>,
    pub wasm_name: String,
}

/// Builds the bundle, or takes it from last time when nothing that goes into it has changed.
pub fn build(bundle: Bundle, mode: Mode) -> Result<Built> {
    let name = bundle.name();
    let work = paths::work().join(format!("{name}-{mode:?}").to_lowercase());
    fs::create_dir_all(&work)?;
    let compiler = read(program(rustc()).arg("-vV"))?;
    let stamp = stamp::of(
        &[
            "Cargo.toml",
            "Cargo.lock",
            "app",
            "shared",
            "xtask/src/client",
            "package-lock.json",
        ],
        &[name, &format!("{mode:?}"), &compiler],
    )?;
    let (js, wasm) = (work.join("bundle.js"), work.join("bundle.wasm"));
    if !stamp::matches(&work, &stamp) || !js.is_file() || !wasm.is_file() {
        stamp::forget(&work)?;
        println!("  {name}: compiling");
        let raw = work.join("raw.wasm");
        compile(bundle, mode, &raw)?;
        println!("  {name}: binding");
        let bound = work.join("bound");
        bind(&raw, &bound)?;
        if mode == Mode::Release {
            println!("  {name}: making it small");
            shrink(&bound.join("app_bg.wasm"), &wasm)?;
        } else {
            fs::copy(bound.join("app_bg.wasm"), &wasm)?;
        }
        fold(&bound, &publish::name(name, "wasm", &fs::read(&wasm)?), &js)?;
        stamp::set(&work, &stamp)?;
    }
    let wasm = fs::read(wasm)?;
    Ok(Built {
        js: fs::read(js)?,
        wasm_name: publish::name(name, "wasm", &wasm),
        wasm,
    })
}

fn rustc() -> std::ffi::OsString {
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo's own variable, not a setting of the product"
    )]
    std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

/// Compiles straight to `to`. Where cargo puts it itself, both bundles have the same name, and cargo takes one for
/// the other when it believes that nothing has changed.
fn compile(bundle: Bundle, mode: Mode, to: &Path) -> Result {
    let mut emit = std::ffi::OsString::from("--emit=link=");
    emit.push(to);
    run(cargo()
        .args(["rustc", "--package", "app", "--lib", "--crate-type", "cdylib"])
        .args(["--target", "wasm32-unknown-unknown", "--no-default-features"])
        .args(["--features", bundle.name()])
        .args(["--profile", if mode == Mode::Release { "client" } else { "dev" }])
        .arg("--")
        .arg(emit))
}

fn bind(raw: &Path, to: &Path) -> Result {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    Bindgen::new()
        .input_path(raw)
        .web(true)?
        .out_name("app")
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(to)?;
    Ok(())
}

/// What rustc turns on for wasm32 and browsers since 2022 understand; wasm-opt must know, or it refuses the module.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

fn shrink(from: &Path, to: &Path) -> Result {
    run(program(paths::node_tool("wasm-opt"))
        .arg("-Oz")
        .args(FEATURES)
        .arg("--strip-debug")
        .arg("--strip-producers")
        .arg(from)
        .arg("-o")
        .arg(to))
}

/// One script out of wasm-bindgen's: with its snippets folded in, names shortened, and the module's final name. It
/// starts the app by itself, so that the page needs no inline script.
fn fold(bound: &Path, wasm_name: &str, to: &Path) -> Result {
    let glue = fs::read_to_string(bound.join("app.js"))?;
    if !glue.contains("export function hydrate") {
        return Err("the app crate exports no function `hydrate` (#[wasm_bindgen])".into());
    }
    let entry = bound.join("entry.js");
    fs::write(&entry, include_str!("entry.js").replace("MODULE_NAME", wasm_name))?;
    run(program(paths::node_tool("esbuild"))
        .arg(entry)
        .args([
            "--bundle",
            "--format=esm",
            "--minify",
            "--target=es2022",
            "--legal-comments=none",
        ])
        .args(["--log-level=warning", "--charset=utf8"])
        .arg(format!("--outfile={}", to.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked(package: &str) -> Vec<String> {
        let lock: toml::Table = fs::read_to_string(paths::root().join("Cargo.lock"))
            .unwrap()
            .parse()
            .unwrap();
        let packages = lock["package"].as_array().unwrap();
        let named = packages.iter().filter(|one| one["name"].as_str() == Some(package));
        named.map(|one| one["version"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_binding_tool_is_of_the_version_that_the_client_is_compiled_with() {
        assert_eq!(locked("wasm-bindgen").len(), 1);
        assert_eq!(locked("wasm-bindgen"), locked("wasm-bindgen-cli-support"));
    }
}
