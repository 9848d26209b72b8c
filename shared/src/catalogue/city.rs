//! The city itself: its names, hotlines, themes and tile map.

use serde::{Deserialize, Serialize};

use crate::place::{DivisionCode, Tile};

/// What the city package says about the city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    pub code: DivisionCode,
    /// 晋江市
    pub name: String,
    /// 晋江
    pub short_name: String,
    pub province: String,
    /// What the product is called here.
    pub product: String,
    pub hotlines: Vec<Hotline>,
    /// The themes of the catalogue in the order they are listed.
    pub themes: Vec<Theme>,
    pub tiles: Vec<Tile>,
}

/// A line anyone may call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    pub name: String,
    pub phone: String,
    pub confirmed: bool,
}

/// A theme of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub name: String,
    /// One character that stands for it on the home page: 养. None: one is picked from the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}
