//! The catalogue in memory: what lists and searches need of it, rebuilt when a new version is published. Guides are not
//! in it; they are read when they are asked for.

use std::collections::HashMap;
use std::sync::Arc;

use app::backend::ServiceError;
use app::backend::catalogue::{HotlineView, ItemCard, ItemLink, Nearest, PlaceView};
use shared::catalogue::{Audience, City, Confirmable, Department, Fee, ItemId, LocalPart};
use shared::id::DepartmentId;
use shared::place::{Division, DivisionCode, Tier};
use shared::problem::FieldProblem;
use shared::time::{Calendar, Limit};

use crate::search::Index;

/// An item as lists know it.
pub struct Listed {
    /// Without what depends on the reader's place.
    pub card: ItemCard,
    pub department: DepartmentId,
    pub audience: Audience,
    pub tiers: Vec<Tier>,
    pub tiers_confirmed: bool,
    pub statutory: Confirmable<Option<Limit>>,
    pub promised: Confirmable<Limit>,
    pub hot: bool,
    pub fee: Confirmable<Fee>,
}

/// One version of the catalogue: the standard, and what each place chose of it. Lists change more often than the
/// standard does, and are read anew without it.
pub struct Snapshot {
    pub(super) standard: Arc<Standard>,
    pub(super) lists: String,
    /// By place: what it does for each item.
    pub(super) parts: HashMap<DivisionCode, Vec<Option<LocalPart>>>,
}

/// What a publish changes.
pub struct Standard {
    /// Changes with every publish; part of what caches compare.
    pub version: String,
    pub city: City,
    pub calendar: Calendar,
    pub departments: Vec<Department>,
    /// City, towns and villages in the official order.
    pub divisions: Vec<Division>,
    /// Items in the catalogue's order.
    pub items: Vec<Listed>,
    pub index: Index,
    pub(super) division_at: HashMap<DivisionCode, usize>,
    pub(super) item_at: HashMap<ItemId, u32>,
    /// How each division's name sounds: (pinyin, initials), in the order of `divisions`.
    pub(super) sounds: Vec<(String, String)>,
}

impl std::ops::Deref for Snapshot {
    type Target = Standard;
    fn deref(&self) -> &Standard {
        &self.standard
    }
}

/// Where an item is to be had, seen from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What the place itself does.
    pub here: Option<LocalPart>,
    /// Where to go instead, when the place does nothing or only advises.
    pub nearest: Option<Nearest>,
}

impl Offer {
    /// The one place to go to: the reader's own when it takes the application.
    pub fn go_to(self, snapshot: &Snapshot, place: &DivisionCode) -> Option<Nearest> {
        match (self.here, self.nearest) {
            (_, Some(nearest)) => Some(nearest),
            (Some(part), None) => snapshot.nearest(place, part),
            (None, None) => None,
        }
    }
}

impl Snapshot {
    pub fn division(&self, code: &DivisionCode) -> Option<&Division> {
        self.divisions.get(*self.division_at.get(code)?)
    }

    pub fn place_view(&self, code: &DivisionCode) -> Option<PlaceView> {
        let division = self.division(code)?;
        let town = division.code.town().filter(|town| *town != division.code);
        Some(PlaceView {
            code: division.code.clone(),
            name: division.name.clone(),
            tier: division.tier,
            town: town.and_then(|town| self.division(&town)).map(|town| town.name.clone()),
            hall: division.hall_name(),
        })
    }

    /// A place named by a person or an address.
    ///
    /// # Errors
    /// `Invalid` at `place` when the city has none with this code.
    pub fn place_named(&self, code: &str) -> Result<PlaceView, ServiceError> {
        code.parse::<DivisionCode>()
            .ok()
            .and_then(|code| self.place_view(&code))
            .ok_or_else(|| no_place(&self.city.name))
    }

    /// The place when there is one; an empty text is none.
    ///
    /// # Errors
    /// As [`Snapshot::place_named`].
    pub fn place_asked(&self, code: Option<&str>) -> Result<Option<PlaceView>, ServiceError> {
        code.filter(|code| !code.is_empty())
            .map(|code| self.place_named(code))
            .transpose()
    }

    /// A place that the reader chose earlier; none when the city has it no more.
    pub(super) fn still_there(&self, place: Option<&str>) -> Option<PlaceView> {
        place.and_then(|place| self.place_named(place).ok())
    }

    pub fn number(&self, item: &ItemId) -> Option<u32> {
        self.item_at.get(item).copied()
    }

    pub fn item(&self, number: u32) -> Option<&Listed> {
        self.items.get(number as usize)
    }

    /// Another item as a link, while the city offers it.
    pub(super) fn link(&self, id: &ItemId) -> Option<ItemLink> {
        let name = self.item(self.number(id)?)?.card.name.clone();
        Some(ItemLink { id: id.clone(), name })
    }

    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments.iter().find(|department| department.id == *id)
    }

    /// The departments that keep items, to narrow a list by; offices that only steer keep none.
    pub fn keepers(&self) -> Vec<(DepartmentId, String)> {
        let keepers = self.departments.iter().filter(|one| one.keeps_items());
        keepers.map(|one| (one.id.clone(), one.name.clone())).collect()
    }

    /// What a place does for an item.
    pub fn part(&self, item: u32, place: &DivisionCode) -> Option<LocalPart> {
        *self.parts.get(place)?.get(item as usize)?
    }

    /// How many items a place offers.
    pub fn offered_at(&self, place: &DivisionCode) -> usize {
        self.parts.get(place).map_or(0, |parts| parts.iter().flatten().count())
    }

    pub(super) fn nearest(&self, place: &DivisionCode, part: LocalPart) -> Option<Nearest> {
        let division = self.division(place)?;
        Some(Nearest {
            place: division.code.clone(),
            hall: division.hall_name(),
            part,
        })
    }

    /// Where an item is to be had for someone at `place`: there; else at the own town's hall, at the city's centre, or
    /// at the nearest town on the tile map. A place that only advises leads on to one that takes the application.
    pub fn offer(&self, item: u32, place: Option<&DivisionCode>) -> Offer {
        let here = place.and_then(|place| self.part(item, place));
        let takes = |part: LocalPart| part != LocalPart::Advise;
        if here.is_some_and(takes) {
            return Offer { here, nearest: None };
        }
        let at = |code: &DivisionCode| {
            let part = self.part(item, code).filter(|part| takes(*part))?;
            self.nearest(code, part)
        };
        let town = place.and_then(DivisionCode::town);
        let nearest = town
            .as_ref()
            .and_then(at)
            .or_else(|| at(&self.city.code))
            .or_else(|| self.towns_from(town.as_ref()).iter().find_map(at));
        Offer { here, nearest }
    }

    /// The towns, the nearest to `town` first; in the official order when there is none to measure from.
    fn towns_from(&self, town: Option<&DivisionCode>) -> Vec<DivisionCode> {
        let tile = |code: &DivisionCode| self.city.tiles.iter().find(|tile| tile.town == *code);
        let from = town.and_then(tile);
        let distance = |code: &DivisionCode| match (from, tile(code)) {
            (Some(from), Some(to)) => {
                let across = u32::from(from.column.abs_diff(to.column));
                let down = u32::from(from.row.abs_diff(to.row));
                across * across + down * down
            }
            _ => u32::MAX,
        };
        let mut towns: Vec<DivisionCode> = self
            .divisions
            .iter()
            .filter(|division| division.tier == Tier::Town)
            .map(|division| division.code.clone())
            .collect();
        towns.sort_by_key(|code| distance(code));
        towns
    }

    /// An item's line for a reader at `place`.
    pub fn card(&self, item: u32, place: Option<&DivisionCode>) -> Option<ItemCard> {
        let mut card = self.item(item)?.card.clone();
        if place.is_some() {
            let offer = self.offer(item, place);
            card.here = offer.here;
            card.nearest = offer.nearest;
        }
        Some(card)
    }

    pub fn hotlines(&self) -> Vec<HotlineView> {
        let lines = self.city.hotlines.iter();
        lines
            .map(|line| HotlineView {
                name: line.name.clone(),
                phone: Confirmable {
                    value: line.phone.clone(),
                    confirmed: line.confirmed,
                },
            })
            .collect()
    }
}

fn no_place(city: &str) -> ServiceError {
    ServiceError::Invalid {
        problems: vec![FieldProblem::new(
            "place",
            format!("{city}没有这个地点"),
            "请从地点列表中选择您的镇（街道）或村（社区）",
        )],
    }
}
