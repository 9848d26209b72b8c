//! Places: the city, its towns and subdistricts, their villages and communities.

mod code;
mod division;
mod tile;

pub use code::{DivisionCode, DivisionCodeError};
pub use division::{Division, way};
pub use tile::Tile;

use crate::value_list;

value_list! {
    /// The three tiers of the plan.
    pub enum Tier, "层级" {
        City = "city", "市";
        Town = "town", "镇（街道）";
        Village = "village", "村（社区）";
    }
}

impl std::fmt::Display for Tier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
