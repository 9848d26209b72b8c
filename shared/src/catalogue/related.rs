//! Items that go with an item.

use serde::{Deserialize, Serialize};

use super::ItemId;

/// Another item that people who apply for this one often need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelatedItem {
    pub item: ItemId,
    /// When it is needed: 卖现做的食品，要先办
    pub why: String,
}
