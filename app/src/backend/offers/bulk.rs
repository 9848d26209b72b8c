//! A change for many places: asked for, shown, confirmed.

use serde::{Deserialize, Serialize};
use shared::catalogue::ItemId;
use shared::offers::Choice;
use shared::place::DivisionCode;

use crate::backend::catalogue::PlaceView;

/// What is to be changed, where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkAsk {
    pub places: Vec<DivisionCode>,
    /// And all villages of these.
    #[serde(default)]
    pub villages_of: Vec<DivisionCode>,
    pub what: BulkWhat,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum BulkWhat {
    /// One choice for these items.
    Set { items: Vec<ItemId>, choice: Choice },
    /// The list of a neighbour, and what it says about windows and times if wanted. Addresses and phones stay each
    /// place's own.
    Copy { from: DivisionCode, details: bool },
}

/// What it can be made of.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkWays {
    pub town: Option<DivisionCode>,
    pub towns: Vec<(DivisionCode, String)>,
    /// The places one can change, the town first.
    pub places: Vec<PlaceView>,
    /// By department: its name and its items that towns or villages can offer.
    pub items: Vec<(String, Vec<(ItemId, String)>)>,
}

/// Changes alike, told once.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkChange {
    pub item_name: String,
    /// 列入：收件、代办
    pub what: String,
    pub places: Vec<String>,
}

/// What standard or law refuses.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkRefusal {
    pub item_name: String,
    pub message: String,
    pub fix: String,
    pub places: Vec<String>,
}

/// What a change would do now.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkPlan {
    pub id: String,
    /// 从华峰村复制清单
    pub title: String,
    pub changes: Vec<BulkChange>,
    /// Guides that change.
    pub count: u32,
    pub places: u32,
    /// Already so.
    pub same: u32,
    pub refusals: Vec<BulkRefusal>,
    pub refused: u32,
    /// What tells this plan from another.
    pub seal: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkDone {
    pub changed: u32,
    pub places: u32,
    pub refused: u32,
}
