//! The questions of the one-time guidance (一口清).

use serde::{Deserialize, Serialize};

use crate::form::{Expr, Field};

/// One question about the applicant's situation. It is a form field like any other, so the answer carries over into
/// the application under the same path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    pub ask: Field,
    /// Why it is asked, where that is not plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A condition that answers can decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    pub rule: Expr,
    /// What is said to someone who does not meet it, with a way on: 年满 80 周岁才能申领……
    pub otherwise: String,
}
