//! Whose figures: every case counts in each of its scopes.

use crate::case::{Channel, Filing};
use crate::catalogue::ItemId;
use crate::id::DepartmentId;
use crate::place::{DivisionCode, Tier};

/// What cases are counted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of it. Never kept: the sum over the towns. One row that every writer in the city changes would have all of
    /// them wait in one line.
    City,
    /// Where it is handled: a town, or the city's own centre under the city's code.
    Town(DivisionCode),
    /// Where it was filed, when that is a village's station.
    Village(DivisionCode),
    /// Which department's item it is. Kept by town, like the channel's: no row is then waited for by more writers than
    /// a town's own.
    Department(DepartmentId),
    Item(ItemId),
    /// How it came in. Kept by town.
    Channel(Channel),
}

/// The scopes a case counts in, the derived city not among them.
pub fn scopes(filing: &Filing) -> impl Iterator<Item = Scope> {
    let village = (filing.filed_at.tier() == Tier::Village).then(|| Scope::Village(filing.filed_at.clone()));
    [
        Scope::Town(filing.handling.clone()),
        Scope::Department(filing.department.clone()),
        Scope::Item(filing.item.clone()),
        Scope::Channel(filing.channel),
    ]
    .into_iter()
    .chain(village)
}

impl Scope {
    /// The stable name of its kind in the counters; the city's is that of what it is summed from.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::City | Self::Town(_) => "town",
            Self::Village(_) => "village",
            Self::Department(_) => "department",
            Self::Item(_) => "item",
            Self::Channel(_) => "channel",
        }
    }

    /// Which of its kind; none for the sum over all towns.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::City => None,
            Self::Town(place) | Self::Village(place) => Some(place.as_str()),
            Self::Department(id) => Some(id.as_str()),
            Self::Item(id) => Some(id.as_str()),
            Self::Channel(channel) => Some(channel.as_str()),
        }
    }

    /// Whether its rows are kept apart by town.
    #[must_use]
    pub const fn by_town(&self) -> bool {
        matches!(self, Self::Department(_) | Self::Channel(_))
    }
}
