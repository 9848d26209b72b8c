//! The columns of the two lists, as forms and workbooks show them.

use serde::{Deserialize, Serialize};

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The input's name and a problem's path.
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub required: bool,
    pub shape: Shape,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Names the row.
    Key,
    /// One line of at most so many characters.
    Text(usize),
    Pick(Pick),
    /// A whole number from 1 to the most.
    Number(u32),
}

/// The lists one picks from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    Level,
    Type,
    Department,
    /// What someone on the staff is.
    Role,
}

/// What became of one field, in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Difference {
    pub field: String,
    pub label: String,
    /// Empty: nothing stood there.
    pub was: String,
    pub became: String,
}

/// What differs between two rows of one list, column by column; an empty row before it: all that is filled.
#[must_use]
pub fn differences(columns: &[Column], before: &[String], after: &[String]) -> Vec<Difference> {
    let text = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    columns
        .iter()
        .enumerate()
        .map(|(at, column)| Difference {
            field: column.name.to_owned(),
            label: column.label.to_owned(),
            was: text(before, at),
            became: text(after, at),
        })
        .filter(|one| one.was != one.became)
        .collect()
}
