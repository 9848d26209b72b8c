//! Places to choose from.

use serde::{Deserialize, Serialize};
use shared::place::{DivisionCode, Tier};

/// A place of the city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceView {
    pub code: DivisionCode,
    /// 华峰村
    pub name: String,
    pub tier: Tier,
    /// The town it lies in, for a village: 深沪镇.
    pub town: Option<String>,
    /// 华峰村便民服务站
    pub hall: String,
}

impl PlaceView {
    /// 深沪镇 · 华峰村
    #[must_use]
    pub fn full_name(&self) -> String {
        match &self.town {
            Some(town) => format!("{town} · {}", self.name),
            None => self.name.clone(),
        }
    }
}

/// A town and how many villages it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownPlaces {
    pub code: DivisionCode,
    pub name: String,
    pub villages: u32,
}

/// The picker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacesView {
    pub city: PlaceView,
    pub towns: Vec<TownPlaces>,
    /// The town that is open.
    pub town: Option<PlaceView>,
    /// Its villages, or what the text finds (at most 60).
    pub places: Vec<PlaceView>,
    /// More are found than are shown.
    pub more: bool,
}
