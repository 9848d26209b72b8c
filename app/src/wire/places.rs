//! Places to choose from.

use serde::{Deserialize, Serialize};

/// A place to choose: its code and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    pub code: String,
    pub name: String,
}
