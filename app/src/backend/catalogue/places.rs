//! Places to choose from.

use shared::catalogue::Confirmable;
use shared::place::{DivisionCode, Tier};

/// A place of the city.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// When a place is open, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenView {
    /// 今天 8:00–12:00，现在开门; none where its hours are not known.
    pub today: Option<String>,
    /// It does not open today although its hours say so.
    pub closed_today: bool,
    /// 6 月 3 日台风停办, today's and what is coming up.
    pub closures: Vec<String>,
    /// 周一 9:00–11:00 每 30 分钟 2 个号
    pub slots: Vec<String>,
}

/// A place's hall as everyone sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HallPublic {
    pub place: PlaceView,
    pub address: Option<Confirmable<String>>,
    pub directions: Option<Confirmable<String>>,
    pub hours: Option<Confirmable<String>>,
    pub phone: Option<Confirmable<String>>,
    pub complaints: Option<Confirmable<String>>,
    pub courier: Option<Confirmable<bool>>,
    pub appointment: Option<Confirmable<bool>>,
    pub open: OpenView,
    /// How many items are to be had here.
    pub items: u32,
    pub hotlines: Vec<super::HotlineView>,
}

/// A town and how many villages it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TownPlaces {
    pub code: DivisionCode,
    pub name: String,
    pub villages: u32,
}

/// The picker.
#[derive(Clone, Debug, PartialEq, Eq)]
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
