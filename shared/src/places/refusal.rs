//! Why something is not taken, and the way out.

use serde::{Deserialize, Serialize};

use crate::problem::FieldProblem;

/// In whole sentences, at the field that is to be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub field: String,
    pub why: String,
    pub way_out: String,
}

impl Refusal {
    pub(crate) fn new(field: &str, why: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self {
            field: field.to_owned(),
            why: why.into(),
            way_out: way_out.into(),
        }
    }
}

impl From<Refusal> for FieldProblem {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.field, refusal.why, refusal.way_out)
    }
}
