//! Names that a form's own fields cannot have.

/// The inputs and query parameters our pages put beside a form's fields: a field of such a name would be taken for them
/// (`place` for where it is handled, `remove` for the button that takes an entry out, `other_papers` for what an office
/// asks for in its own words). Pages of a form need no such
/// list: their addresses have a segment of their own.
pub const RESERVED: [&str; 13] = [
    "add",
    "another",
    "down",
    "go",
    "offered",
    "other_papers",
    "place",
    "remove",
    "revision",
    "seen",
    "supply_note",
    "town",
    "up",
];
