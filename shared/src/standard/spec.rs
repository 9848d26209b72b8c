//! What the table of elements is made of.

use super::choices::List;

/// How an element is typed, and what of it stands in the item.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// At most so many characters; long ones get several lines.
    Text(u32),
    /// The same, `null` in the item when nothing is typed.
    OptText(u32),
    /// A list of texts, one a line.
    Lines,
    /// One of a value list; `null` when nothing is picked and the element is not required.
    Pick(List),
    Picks(List),
    Flag,
    /// Yes, no, or not known.
    Tri,
    Count {
        max: i64,
        unit: &'static str,
    },
    Money,
    /// A day, or none.
    Day,
    /// The unit of a limit, at the limit itself; with `none` where there may be none. `count` is the element of its number.
    LimitUnit {
        none: bool,
        count: &'static str,
    },
    /// Its number; typed only where the unit has one. Stands after its unit.
    LimitCount,
    /// A condition over the answers to the situations, picked from a list.
    Condition,
    /// How a question is answered; the kinds this sheet does not write stay as they are.
    Question,
    /// The options of a question, one label a line.
    Options,
    /// Groups of elements.
    List {
        specs: &'static [Spec],
        item_label: &'static str,
        max: u32,
    },
}

/// One element of the sheet.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its field on the sheet.
    pub id: &'static str,
    /// Where its value stands in the item, as a JSON pointer.
    pub at: &'static str,
    /// Where its mark of confirmation stands; a changed value loses it. Empty: it has none.
    pub mark: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub shape: Shape,
    pub required: bool,
    /// Shown only while another element of the sheet has one of these values.
    pub shown: Option<(&'static str, &'static [&'static str])>,
}

impl Spec {
    pub const fn new(id: &'static str, at: &'static str, label: &'static str, shape: Shape) -> Self {
        Self {
            id,
            at,
            mark: "",
            label,
            hint: "",
            shape,
            required: false,
            shown: None,
        }
    }

    pub const fn marked(mut self, mark: &'static str) -> Self {
        self.mark = mark;
        self
    }

    pub const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub const fn shown(mut self, when: &'static str, values: &'static [&'static str]) -> Self {
        self.shown = Some((when, values));
        self
    }
}

/// Elements an officer thinks of together.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    pub id: &'static str,
    pub title: &'static str,
    pub intro: &'static str,
    pub specs: &'static [Spec],
}
