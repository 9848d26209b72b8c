//! What one site may add to the standard: place, windows, hours, phones, courier, appointments. There is no field
//! here by which a town could change a condition.

use serde::{Deserialize, Serialize};

use super::{Capability, Confirmable, Item, ItemId, TownPower};
use crate::place::{DivisionCode, Tier};
use crate::value_list;

value_list! {
    /// What a site does for an item, in the words of those who keep the lists.
    pub enum LocalPart, "站点分工" {
        /// Takes it on and decides, or has it decided.
        Handle = "handle", "受理、办理";
        /// Collects, files and delivers (代办).
        Collect = "collect", "收件、代办";
        /// Tells how and where.
        Advise = "advise", "咨询引导";
    }
}

impl LocalPart {
    /// In words for residents: no more than the product does.
    #[must_use]
    pub const fn public_words(self) -> &'static str {
        match self {
            Self::Collect if !Capability::AgentsFile.available() => "收件、转送",
            part => part.words(),
        }
    }

    /// What a site of a tier does by the standard; none when the item is not offered there. A village collects and
    /// files, it never accepts or decides (行政许可法 §24); a town decides where the power is its own or handed down.
    #[must_use]
    pub fn of(item: &Item, tier: Tier) -> Option<Self> {
        if !item.tiers.contains(&tier) {
            return None;
        }
        Some(match tier {
            Tier::City => Self::Handle,
            Tier::Town if item.delegation.value.to_town == TownPower::None => Self::Collect,
            Tier::Town => Self::Handle,
            Tier::Village if item.agency.value.files => Self::Collect,
            Tier::Village => Self::Advise,
        })
    }
}

/// A site's hall or station, for all items it offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hall {
    pub place: DivisionCode,
    pub address: Option<Confirmable<String>>,
    /// How to get there, in words.
    pub directions: Option<Confirmable<String>>,
    pub hours: Option<Confirmable<String>>,
    /// The advice phone.
    pub phone: Option<Confirmable<String>>,
    /// The complaints phone.
    pub complaints: Option<Confirmable<String>>,
    pub courier: Option<Confirmable<bool>>,
    pub appointment: Option<Confirmable<bool>>,
}

impl Hall {
    /// A hall of which nothing is known yet.
    #[must_use]
    pub fn unknown(place: DivisionCode) -> Self {
        Self {
            place,
            address: None,
            directions: None,
            hours: None,
            phone: None,
            complaints: None,
            courier: None,
            appointment: None,
        }
    }
}

/// What one site adds to one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalGuide {
    pub item: ItemId,
    pub place: DivisionCode,
    pub part: LocalPart,
    pub address: Option<Confirmable<String>>,
    pub directions: Option<Confirmable<String>>,
    pub window: Option<Confirmable<String>>,
    pub hours: Option<Confirmable<String>>,
    pub phone: Option<Confirmable<String>>,
    pub complaints: Option<Confirmable<String>>,
    pub courier: Option<Confirmable<bool>>,
    pub appointment: Option<Confirmable<bool>>,
}

impl LocalGuide {
    /// What the hall says for every item it offers.
    #[must_use]
    pub fn at(hall: &Hall, item: ItemId, part: LocalPart) -> Self {
        Self {
            item,
            place: hall.place.clone(),
            part,
            address: hall.address.clone(),
            directions: hall.directions.clone(),
            window: None,
            hours: hall.hours.clone(),
            phone: hall.phone.clone(),
            complaints: hall.complaints.clone(),
            courier: hall.courier,
            appointment: hall.appointment,
        }
    }
}
