//! Who holds a power: the city's organs or the towns.

use crate::value_list;

value_list! {
    pub enum PowerLevel, "权力层级" {
        /// In force as soon as it is listed.
        City = "city" | "市级" | "市", "市级";
        /// In force once the justice bureau has found it lawful.
        Town = "town" | "镇（街道）级" | "镇(街道)级" | "镇街级" | "镇级" | "镇", "镇（街道）级";
    }
}
