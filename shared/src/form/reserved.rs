//! Names that a form's own fields cannot have.

/// The inputs and query parameters our pages put beside a form's fields: a field of such a name would be taken for them
/// (`place` for where it is handled, `remove` for the button that takes an entry out, `other_papers` for what an office
/// asks for in its own words). Pages of a form need no such
/// list: their addresses have a segment of their own.
///
/// And what a script asks of a form element: in HTML an input of such a name hides the element's own property, so that
/// `form.method` would be the input and `form.submit()` no call at all.
pub const RESERVED: [&str; 41] = [
    "action",
    "add",
    "after",
    "animate",
    "another",
    "append",
    "attributes",
    "before",
    "blur",
    "children",
    "click",
    "closest",
    "contains",
    "dataset",
    "dir",
    "down",
    "elements",
    "encoding",
    "focus",
    "go",
    "hidden",
    "id",
    "matches",
    "method",
    "normalize",
    "offered",
    "other_papers",
    "place",
    "prepend",
    "remove",
    "reset",
    "revision",
    "scroll",
    "seen",
    "slot",
    "style",
    "submit",
    "supply_note",
    "target",
    "town",
    "up",
];
