//! What can be done to a form in the making.

use serde::{Deserialize, Serialize};

use super::{Block, FieldRef, Slot};
use crate::form::{CrossRule, Expr, FieldId, FieldKind};

/// One step up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// One change. Fields and pages are named, so that it still makes sense after somebody else's.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    AddPage {
        after: Option<FieldId>,
        title: String,
    },
    SetPage {
        page: FieldId,
        title: String,
        intro: Option<String>,
    },
    MovePage {
        page: FieldId,
        way: Way,
    },
    RemovePage {
        page: FieldId,
    },
    AddField {
        place: Slot,
        label: String,
        kind: FieldKind,
    },
    AddBlock {
        place: Slot,
        block: Block,
    },
    /// Past the edge of a page into the next one.
    Move {
        field: FieldRef,
        way: Way,
    },
    /// To the end of another page.
    MoveTo {
        field: FieldId,
        page: FieldId,
    },
    Duplicate {
        field: FieldRef,
    },
    Remove {
        field: FieldRef,
    },
    Set {
        field: FieldRef,
        label: String,
        hint: Option<String>,
        kind: FieldKind,
    },
    SetShown {
        field: FieldRef,
        rule: Expr,
    },
    SetRequired {
        field: FieldRef,
        rule: Expr,
    },
    AddRule {
        group: Option<FieldId>,
        rule: CrossRule,
    },
    /// `was` is the rule as it was seen: rules have no names of their own.
    SetRule {
        group: Option<FieldId>,
        was: Box<CrossRule>,
        rule: Box<CrossRule>,
    },
    RemoveRule {
        group: Option<FieldId>,
        was: Box<CrossRule>,
    },
}

/// What a change leaves one looking at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Focus {
    Form,
    Page(FieldId),
    Field(FieldRef),
    Rule { group: Option<FieldId>, at: usize },
}
