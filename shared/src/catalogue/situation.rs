//! The questions of the one-time guidance (一口清).

use serde::{Deserialize, Serialize};

use super::ItemId;
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
    /// Where the application's own answers say it: a citizen number tells an age. The form does not ask again; what
    /// hangs on a yes or no here hangs on this rule there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<Expr>,
}

/// A condition that answers can decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    pub rule: Expr,
    /// What is said to someone who does not meet it, with a way on: 年满 80 周岁才能申领……
    pub otherwise: String,
    /// The conditions of the standard it decides, word for word; those that none decides are told as still to be
    /// looked at. A condition that is reworded is no longer decided: nothing is claimed that was not asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decides: Vec<String>,
    /// The items that help someone who does not meet it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<ItemId>,
}
