//! The style sheets.

use super::{Bundle, Mode};
use crate::step::{program, read};
use crate::{Result, paths};

/// `style/<bundle>.css` with all it imports, checked, lowered for older phones, minified.
pub fn build(bundle: Bundle, mode: Mode) -> Result<Vec<u8>> {
    let entry = paths::root().join("style").join(bundle.name()).with_extension("css");
    if !entry.is_file() {
        return Err(format!("the style sheet {} is missing", entry.display()).into());
    }
    let mut command = program("node");
    command.arg("xtask/src/client/style.mjs").arg(entry);
    if mode == Mode::Release {
        command.arg("--minify");
    }
    Ok(read(&mut command)?.into_bytes())
}
