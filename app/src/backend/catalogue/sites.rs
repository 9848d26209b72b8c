//! Where one item can be done, tier by tier.

use shared::catalogue::{Confirmable, ItemId, LocalPart};
use shared::place::Tier;

use super::{Nearest, PlaceView};

/// 在哪能办
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitesView {
    pub id: ItemId,
    pub name: String,
    pub version: u32,
    /// City, town, village: side by side.
    pub tiers: Vec<TierLine>,
    /// The reader's place, and where to go from there.
    pub place: Option<PlaceView>,
    pub go_to: Option<Nearest>,
    pub towns: Vec<TownLine>,
    /// The town whose villages are listed.
    pub town: Option<PlaceView>,
    pub villages: Vec<VillageLine>,
}

/// What a tier does for the item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierLine {
    pub tier: Tier,
    /// How many sites there are at this tier.
    pub all: u32,
    pub handle: u32,
    pub collect: u32,
    pub advise: u32,
    /// The tier decides, not only takes in.
    pub decides: bool,
}

impl TierLine {
    /// 18 处受理、办理，1 处收件、转送
    #[must_use]
    pub fn words(&self) -> String {
        let parts = [
            (self.handle, LocalPart::Handle),
            (self.collect, LocalPart::Collect),
            (self.advise, LocalPart::Advise),
        ];
        let said: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, part)| format!("{count} 处{}", part.public_words()))
            .collect();
        if said.is_empty() {
            "不在这一级办".to_owned()
        } else {
            said.join("，")
        }
    }
}

/// A site in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageLine {
    pub place: PlaceView,
    /// None: not offered there.
    pub part: Option<LocalPart>,
    pub hours: Option<Confirmable<String>>,
    pub phone: Option<Confirmable<String>>,
}

/// A town or the city's own centre, with its villages counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TownLine {
    pub site: VillageLine,
    /// Villages that offer it, of how many.
    pub offering: u32,
    pub villages: u32,
}
