//! Where things lie.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo's own variable, not a setting of the product"
)]
pub fn root() -> PathBuf {
    // `cargo run` sets it too: a build folder may be shared by several clones.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&package).parent().unwrap_or(Path::new(".")).to_owned()
}

/// What the server serves: `pkg/` with the client, beside it the files a browser asks for by a fixed name.
pub fn site() -> PathBuf {
    root().join("target/site")
}

/// Half-finished client files, kept so that what has not changed is not built again.
pub fn work() -> PathBuf {
    root().join("target/pkg-work")
}

/// Where cargo puts what it builds.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo's own variable, not a setting of the product"
)]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program that an npm package of the root package.json brings.
pub fn node_tool(name: &str) -> PathBuf {
    root().join("node_modules/.bin").join(name)
}
