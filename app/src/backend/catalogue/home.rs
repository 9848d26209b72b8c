//! The home page.

use shared::catalogue::{Audience, Confirmable};

use super::{ItemCard, OpenView, PlaceView};

/// Everything the home page shows but one's own cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeView {
    /// 晋江市
    pub city: String,
    pub place: Option<PlaceView>,
    pub audience: Option<Audience>,
    /// What many look for.
    pub often: Vec<String>,
    pub themes: Vec<ThemeTile>,
    /// What the reader's place offers, or what is asked for most when no place is known.
    pub items: Vec<ItemCard>,
    pub items_total: u32,
    pub help: HelpView,
}

/// A theme to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeTile {
    pub name: String,
    /// One character that stands for it.
    pub mark: String,
    pub items: u32,
}

/// Whom to ask: the reader's hall and the city's lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpView {
    pub hall: Option<String>,
    pub address: Option<Confirmable<String>>,
    pub hours: Option<Confirmable<String>>,
    pub phone: Option<Confirmable<String>>,
    pub open: OpenView,
    pub hotlines: Vec<HotlineView>,
}

/// A line anyone may call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HotlineView {
    pub name: String,
    pub phone: Confirmable<String>,
}
