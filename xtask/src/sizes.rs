//! What the built client may weigh.

use crate::Result;
use crate::client::{Files, Manifest, brotli, kilobytes, print};

/// Scripts and module of the citizens' bundle, brotli: what a cheap phone waits for.
const SCRIPTS: u64 = 250_000;
/// Its style sheet, brotli. The first page's HTML and this have 30 kB together; a journey measures the HTML.
const STYLES: u64 = 20_000;

/// Prints the sizes, and fails when the citizens' are over the budget.
pub fn check() -> Result {
    let manifest = Manifest::read().ok_or("the client is not built yet: cargo run -p xtask -- client")?;
    print(&manifest)?;
    let files = manifest.citizen.as_ref().ok_or("the citizens' bundle is not built")?;
    let Files { js, wasm, css } = files;
    within(
        "JS and WASM of the citizens' bundle",
        brotli(js)? + brotli(wasm)?,
        SCRIPTS,
    )?;
    within("the citizens' style sheet", brotli(css)?, STYLES)
}

fn within(what: &str, size: u64, budget: u64) -> Result {
    let (shown, allowed) = (kilobytes(size), kilobytes(budget));
    if size <= budget {
        println!("  {what}: {shown} of {allowed}");
        Ok(())
    } else {
        Err(format!("{what}: {shown}, over the budget of {allowed} (brotli)").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_over_the_budget_is_refused_with_both_figures() {
        assert!(within("the client", SCRIPTS, SCRIPTS).is_ok());
        let refusal = within("the client", SCRIPTS + 1, SCRIPTS).unwrap_err().to_string();
        assert!(refusal.contains("over the budget of 250.0 kB"), "{refusal}");
    }
}
