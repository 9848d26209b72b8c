//! The licences of what we depend on, held against the list in deny.toml.

use std::collections::BTreeSet;
use std::fs;

use serde::Deserialize;

use crate::step::{cargo, read};
use crate::{Result, paths};

#[derive(Deserialize)]
struct Policy {
    licenses: Allowed,
}

#[derive(Deserialize)]
struct Allowed {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
}

/// Names every package whose licence is not allowed.
pub fn check() -> Result {
    let policy: Policy = toml::from_str(&fs::read_to_string(paths::root().join("deny.toml"))?)?;
    let metadata = read(cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Metadata = serde_json::from_str(&metadata)?;
    let refused: Vec<String> = metadata
        .packages
        .iter()
        .filter(|package| {
            !package
                .license
                .as_deref()
                .is_some_and(|licence| allows(licence, &policy.licenses.allow))
        })
        .map(|package| {
            let licence = package.license.as_deref().unwrap_or("no licence");
            format!("  {} {}: {licence}", package.name, package.version)
        })
        .collect();
    if refused.is_empty() {
        println!("  {} packages, every licence allowed", metadata.packages.len());
        Ok(())
    } else {
        Err(format!("licences that deny.toml does not allow:\n{}", refused.join("\n")).into())
    }
}

/// Whether an SPDX expression can be met with allowed licences. An older form writes `/` for OR.
fn allows(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let met = any(&mut words, allowed);
    met && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= all(words, allowed);
    }
    met
}

fn all(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    match words.next() {
        Some("(") => any(words, allowed) && words.next_if_eq(&")").is_some(),
        Some(licence) => {
            let mut name = licence.to_owned();
            if words.next_if_eq(&"WITH").is_some() {
                name = format!("{name} WITH {}", words.next().unwrap_or_default());
            }
            allowed.contains(&name)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(expression: &str) -> bool {
        allows(
            expression,
            &["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned).into(),
        )
    }

    #[test]
    fn one_allowed_choice_is_enough_but_every_part_of_an_and_must_be_allowed() {
        assert!(met("MIT"));
        assert!(met("MIT/GPL-3.0"));
        assert!(met("GPL-3.0 OR Apache-2.0"));
        assert!(met("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!met("(MIT OR Apache-2.0) AND GPL-3.0"));
        assert!(!met("GPL-3.0-or-later"));
    }

    #[test]
    fn an_exception_belongs_to_the_licence_and_nonsense_is_refused() {
        assert!(!met("Apache-2.0 WITH LLVM-exception"));
        assert!(!met("MIT MIT"));
        assert!(!met("(GPL-3.0 OR MIT"));
        assert!(!met(""));
    }
}
