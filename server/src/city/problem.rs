//! What is wrong with a package, and where exactly.

use std::collections::BTreeSet;
use std::fmt;

/// One thing wrong with one value of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, from the package's folder: `items/JJ-MZ-04.json`.
    pub file: String,
    /// The line, for tables and for texts that do not parse.
    pub line: Option<u64>,
    /// The field: a column, or a path such as `materials[2].form`.
    pub field: String,
    /// What is wrong and what should stand there.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Everything wrong with a package so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub problems: Vec<Problem>,
    /// The keys of what is there but wrong: referring to them is no further error.
    pub broken: BTreeSet<String>,
}

/// Everything wrong with one file, as it is being read.
#[derive(Debug)]
pub(super) struct Problems<'a> {
    file: String,
    all: &'a mut Findings,
}

impl<'a> Problems<'a> {
    pub fn of(file: impl Into<String>, all: &'a mut Findings) -> Self {
        Self { file: file.into(), all }
    }

    pub fn add(&mut self, field: impl Into<String>, what: impl Into<String>) {
        self.push(None, field.into(), what.into());
    }

    pub fn add_at(&mut self, line: u64, field: impl Into<String>, what: impl Into<String>) {
        self.push(Some(line), field.into(), what.into());
    }

    /// Something with this key is there, but wrong.
    pub fn broken(&mut self, key: &str) {
        self.all.broken.insert(key.to_owned());
    }

    /// Whether something with this key is there, but wrong.
    pub fn is_broken(&self, key: impl AsRef<str>) -> bool {
        self.all.broken.contains(key.as_ref())
    }

    fn push(&mut self, line: Option<u64>, field: String, what: String) {
        self.all.problems.push(Problem {
            file: self.file.clone(),
            line,
            field,
            what,
        });
    }
}
