//! What the built client weighs.

use std::fs;

use super::Manifest;
use crate::{Result, paths};

/// Prints the sizes.
pub fn print(manifest: &Manifest) -> Result {
    println!("\n  {:<36} {:>10} {:>10}", "", "raw", "brotli");
    for (_, files) in manifest.bundles() {
        for name in files.names() {
            println!(
                "  {name:<36} {:>10} {:>10}",
                kilobytes(raw(name)?),
                kilobytes(brotli(name)?)
            );
        }
    }
    println!();
    Ok(())
}

fn raw(name: &str) -> Result<u64> {
    Ok(fs::metadata(paths::site().join("pkg").join(name))?.len())
}

pub fn brotli(name: &str) -> Result<u64> {
    raw(&format!("{name}.br")).map_err(|_| "sizes are those of the release client: cargo run -p xtask -- client".into())
}

pub fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}
