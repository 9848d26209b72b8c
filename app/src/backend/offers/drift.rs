//! What has drifted from the standard, and the statement that nothing deviates from it.

use shared::catalogue::ItemId;
use shared::offers::Drift;
use shared::place::DivisionCode;

use crate::backend::catalogue::PlaceView;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DriftFilter {
    /// Everything that lies in it; none: all within reach.
    pub place: Option<DivisionCode>,
    pub kind: Option<Drift>,
    /// From 1.
    pub page: u32,
}

/// How many of each kind, in the order of [`Drift::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DriftCounts(pub Vec<(Drift, u32)>);

impl DriftCounts {
    #[must_use]
    pub fn of(&self, kind: Drift) -> u32 {
        self.0
            .iter()
            .find(|(known, _)| *known == kind)
            .map_or(0, |(_, count)| *count)
    }

    #[must_use]
    pub fn sum(&self) -> u32 {
        self.0.iter().map(|(_, count)| count).sum()
    }
}

/// The findings below one place, counted.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftLine {
    pub place: DivisionCode,
    pub name: String,
    pub counts: DriftCounts,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftFinding {
    pub place: PlaceView,
    /// None: it is about the hall.
    pub item: Option<(ItemId, String)>,
    /// What exactly: 周六 8:00–9:00 大厅不开门.
    pub detail: Option<String>,
    pub may_settle: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DriftPage {
    pub place: PlaceView,
    /// What lies above, for the way back.
    pub above: Vec<PlaceView>,
    pub kind: Drift,
    pub counts: DriftCounts,
    /// City: its towns. Town: the town itself and its villages. Only places with findings.
    pub lines: Vec<DriftLine>,
    pub findings: Vec<DriftFinding>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
}

/// Which findings of a kind are settled.
#[derive(Clone, Debug, PartialEq)]
pub enum Settle {
    These(Vec<(DivisionCode, ItemId)>),
    /// Everything that is found in this place by now.
    AllIn(DivisionCode),
}

/// The statement of zero deviations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviations {
    /// Every guide that any site shows.
    pub guides: u32,
    /// Those whose item has no standard in force.
    pub without_standard: u32,
    /// Those in which a site says of its own what the standard alone may say.
    pub own_elements: u32,
    /// Those where the site does more than standard, arrangement and law let it.
    pub beyond: u32,
    /// The query, as it was run.
    pub query: String,
}

impl Deviations {
    /// The numerator.
    #[must_use]
    pub const fn deviating(&self) -> u32 {
        self.without_standard + self.own_elements
    }
}
