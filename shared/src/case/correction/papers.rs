//! Papers that an office asks for in its own words: no question of the form takes them, so they have a place of their own.

use crate::catalogue::MaterialId;
use crate::form::{Expr, Field, FieldKind, FileKind};

/// Where such papers are handed in. No field of a form has this name ([`crate::form::RESERVED`]).
pub const OTHER_PAPERS: &str = "other_papers";
/// What they are called.
pub const OTHER_PAPERS_LABEL: &str = "另外要求的材料";

/// The place for them, while anything is asked for in free words.
#[must_use]
pub fn other_papers<'a>(free: impl IntoIterator<Item = &'a str>) -> Option<Field> {
    let free: Vec<&str> = free
        .into_iter()
        .map(|what| what.trim().trim_end_matches('。'))
        .collect();
    if free.is_empty() {
        return None;
    }
    Some(Field {
        id: OTHER_PAPERS.parse().ok()?,
        label: OTHER_PAPERS_LABEL.to_owned(),
        hint: Some(free.join("；")),
        kind: FieldKind::Material {
            material: "other-papers".parse::<MaterialId>().ok()?,
            accept: FileKind::all(),
            max_files: 6,
        },
        required: Expr::never(),
        shown: Expr::always(),
        sensitive: None,
    })
}
