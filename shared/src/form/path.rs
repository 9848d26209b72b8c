//! Where an answer stands: `phone`, `applicant.name`, `members[2].name`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How deep an answer may lie.
const MAX_STEPS: usize = 6;
/// How many entries a list may have.
const MAX_INDEX: usize = 999;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Name(String),
    Index(usize),
}

/// A path to an answer. In a repeating group's rules a path that begins with a dot, such as `.relation`, names a
/// sibling within the same entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Path {
    text: String,
    steps: Vec<Step>,
    relative: bool,
}

/// Not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("字段路径应像 applicant.name 或 members[2].name")]
pub struct PathError;

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let (relative, rest) = match text.strip_prefix('.') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if rest.is_empty() || rest.len() > 200 {
            return Err(PathError);
        }
        let mut steps = Vec::new();
        for part in rest.split('.') {
            let (name, indexes) = part
                .split_once('[')
                .map_or((part, None), |(name, rest)| (name, Some(rest)));
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
            if name.is_empty() || !name.bytes().all(plain) {
                return Err(PathError);
            }
            steps.push(Step::Name(name.to_owned()));
            if let Some(indexes) = indexes {
                let index = indexes.strip_suffix(']').ok_or(PathError)?;
                let index: usize = index.parse().map_err(|_| PathError)?;
                if index > MAX_INDEX {
                    return Err(PathError);
                }
                steps.push(Step::Index(index));
            }
        }
        if steps.len() > MAX_STEPS {
            return Err(PathError);
        }
        Ok(Self {
            text: text.to_owned(),
            steps,
            relative,
        })
    }
}

impl Path {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Names a sibling within a repeating group's entry.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        self.relative
    }

    /// The first name: the field of the form it leads into.
    #[must_use]
    pub fn head(&self) -> &str {
        match self.steps.first() {
            Some(Step::Name(name)) => name,
            _ => "",
        }
    }

    /// The names alone, without indexes, joined by dots: how a schema knows the field.
    #[must_use]
    pub fn field_key(&self) -> String {
        let names = self.steps.iter().filter_map(|step| match step {
            Step::Name(name) => Some(name.as_str()),
            Step::Index(_) => None,
        });
        names.collect::<Vec<_>>().join(".")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Path {
    type Error = PathError;
    fn try_from(text: String) -> Result<Self, PathError> {
        text.parse()
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.text
    }
}

/// Joins a prefix such as `members[2]` and a name.
#[must_use]
pub(crate) fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_fields_entries_and_siblings() {
        let path: Path = "members[2].name".parse().unwrap();
        assert_eq!(
            path.steps(),
            [Step::Name("members".into()), Step::Index(2), Step::Name("name".into())]
        );
        assert_eq!((path.head(), path.field_key().as_str()), ("members", "members.name"));
        assert!(".relation".parse::<Path>().unwrap().is_relative());
    }

    #[test]
    fn other_texts_are_no_paths() {
        for bad in [
            "",
            ".",
            "a..b",
            "a[",
            "a[x]",
            "a[1",
            "a[1000]",
            "a b",
            "姓名",
            "a.b.c.d.e.f.g",
            "__proto__.x y",
        ] {
            assert_eq!(bad.parse::<Path>(), Err(PathError), "{bad}");
        }
    }
}
