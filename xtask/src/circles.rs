//! No circle among the folders of a crate: whoever reads one must not have to read those above it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::client::collect;
use crate::{Result, paths};

/// The crates it holds for. Pages of `app` lead to each other, and its calls by name to what serves them.
const CRATES: [&str; 3] = ["shared", "server", "xtask"];

/// What each folder of a crate (or file, where it is one) names of the others.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// Fails when folders of a crate name each other in a circle.
pub fn check() -> Result {
    for name in CRATES {
        let uses = uses(&paths::root().join(name).join("src"))?;
        if let Some(circle) = circle(&uses) {
            return Err(format!("{name}: folders that name each other: {}", circle.join(" → ")).into());
        }
        println!("  {name}: {} folders, no circle", uses.len());
    }
    Ok(())
}

fn uses(source: &Path) -> Result<Uses> {
    let mut files = Vec::new();
    collect(source, &mut files)?;
    let mut uses = Uses::new();
    let mut texts = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
    {
        let within = file.strip_prefix(source)?;
        let folder = within
            .components()
            .next()
            .map(|first| first.as_os_str().to_string_lossy());
        let folder = folder.unwrap_or_default().trim_end_matches(".rs").to_owned();
        // Tests may look at everything; the crate's own root names all of its folders.
        if within.to_string_lossy().contains("tests") || matches!(folder.as_str(), "lib" | "main") {
            continue;
        }
        uses.entry(folder.clone()).or_default();
        texts.push((folder, fs::read_to_string(file)?));
    }
    let folders: BTreeSet<String> = uses.keys().cloned().collect();
    for (folder, text) in texts {
        let others = named(&text)
            .into_iter()
            .filter(|name| folders.contains(name) && *name != folder);
        uses.entry(folder.clone()).or_default().extend(others);
    }
    Ok(uses)
}

/// What stands right after `crate::` in a file, also in braces; not in comments, nor in the tests at its end.
fn named(text: &str) -> BTreeSet<String> {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let code: Vec<&str> = lines.map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut named = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(inside) = rest.strip_prefix('{') else {
            named.insert(word(rest));
            continue;
        };
        let (mut depth, mut begins) = (0_i32, true);
        for (at, c) in inside.char_indices() {
            if begins && depth == 0 && !c.is_whitespace() {
                named.extend(inside.get(at..).map(word));
                begins = false;
            }
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                _ => {}
            }
        }
    }
    named
}

/// One circle, each folder naming the next; the first stands at the end again.
fn circle(uses: &Uses) -> Option<Vec<String>> {
    uses.keys().find_map(|start| {
        let mut from: BTreeMap<&String, &String> = BTreeMap::new();
        let mut open = vec![start];
        while let Some(here) = open.pop() {
            for next in uses.get(here).into_iter().flatten() {
                if next == start {
                    let back = std::iter::successors(Some(here), |at| from.get(*at).copied());
                    let mut way: Vec<String> = back.cloned().collect();
                    way.reverse();
                    way.push(start.clone());
                    return Some(way);
                }
                if !from.contains_key(next) {
                    from.insert(next, here);
                    open.push(next);
                }
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crate_of(files: &[(&str, &str)]) -> Uses {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        uses(folder.path()).unwrap()
    }

    #[test]
    fn folders_that_name_each_other_by_way_of_a_third_are_a_circle() {
        let uses = crate_of(&[
            ("lib.rs", "use crate::a;"),
            ("a/mod.rs", "use crate::{std_like::X, b::{self, Y}};"),
            ("b.rs", "fn f() { crate::c::g() }"),
            ("c/deep/mod.rs", "pub use crate::a::Z;"),
        ]);
        assert_eq!(circle(&uses).unwrap(), ["a", "b", "c", "a"]);
    }

    #[test]
    fn comments_tests_and_a_folders_own_files_make_none() {
        let uses = crate_of(&[
            ("a/mod.rs", "use crate::a::b;\nuse crate::b::Y;"),
            ("b/mod.rs", "// see crate::a\n#[cfg(test)]\nmod t { use crate::a; }"),
            ("b/tests.rs", "use crate::a;"),
        ]);
        assert_eq!(circle(&uses), None);
    }
}
