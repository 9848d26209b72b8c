//! The browser client: cargo → wasm-bindgen → wasm-opt → names with hashes → compressed twins → manifest.

mod bundle;
mod manifest;
mod publish;
mod stamp;
mod style;
mod weigh;

pub use bundle::Bundle;
pub use manifest::{Files, Manifest};
pub use stamp::collect;
pub use weigh::{brotli, kilobytes, print};

use crate::{Result, paths};

/// How much work goes into making it small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As shipped.
    Release,
    /// Unoptimised and uncompressed: fast to build.
    Quick,
}

/// Builds the bundles and the style sheets, and names them in the manifest. What has not changed is not built again.
pub fn build(mode: Mode, bundles: &[Bundle]) -> Result {
    let mut manifest = Manifest::read().unwrap_or_default();
    for bundle in bundles {
        let built = bundle::build(*bundle, mode)?;
        let css = style::build(*bundle, mode)?;
        manifest.set(
            *bundle,
            Files {
                js: publish::hashed(bundle.name(), "js", &built.js, mode)?,
                wasm: publish::named(&built.wasm_name, &built.wasm, mode)?,
                css: publish::hashed(bundle.name(), "css", &css, mode)?,
            },
        );
    }
    publish::fixed(mode)?;
    manifest.write()?;
    publish::forget_all_but(&manifest)?;
    if mode == Mode::Release {
        print(&manifest)?;
    }
    println!("  the client is in {}", paths::site().join("pkg").display());
    Ok(())
}
