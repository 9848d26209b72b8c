//! Where one item can be done: counted from the copy in memory, hours and phones read for the sites that are shown.

use std::collections::HashMap;

use app::backend::ServiceError;
use app::backend::catalogue::{SitesView, TierLine, TownLine, VillageLine};
use shared::catalogue::{Item, ItemId, LocalGuide, LocalPart};
use shared::place::{Division, DivisionCode, Tier};

use super::snapshot::Snapshot;
use super::{load, no_item, unavailable};
use crate::services::Services;
use crate::store::{Json, Parsed, Sql, Store, StoreError};

impl Services {
    pub(super) async fn sites_view(
        &self,
        item: &str,
        place: Option<&str>,
        town: Option<&str>,
    ) -> Result<SitesView, ServiceError> {
        let snapshot = self.snapshot().await?;
        let id: ItemId = item.parse().map_err(|_| no_item())?;
        let number = snapshot.number(&id).ok_or_else(no_item)?;
        let place = snapshot.place_asked(place)?;
        let open = snapshot.place_asked(town)?.filter(|town| town.tier == Tier::Town);
        let (item, _) = load::published_item(&self.store, &id)
            .await
            .map_err(unavailable)?
            .ok_or_else(no_item)?;
        // The city's own centre stands with the towns; a town's villages only when it is open.
        let halls: Vec<&Division> = snapshot
            .divisions
            .iter()
            .filter(|division| division.tier != Tier::Village)
            .collect();
        let inside = |town: &DivisionCode| -> Vec<&Division> {
            let villages = snapshot.divisions.iter().filter(|division| division.parent == *town);
            villages.filter(|division| division.tier == Tier::Village).collect()
        };
        let villages = open.as_ref().map(|town| inside(&town.code)).unwrap_or_default();
        let shown = halls.iter().chain(&villages).map(|division| &division.code);
        let details = locals(&self.store, &id, shown).await.map_err(unavailable)?;
        let line = |division: &Division| line(&snapshot, number, division, &details);
        let towns = halls
            .iter()
            .filter_map(|hall| {
                let inside = if hall.tier == Tier::Town {
                    inside(&hall.code)
                } else {
                    Vec::new()
                };
                let offering = inside.iter().filter(|one| snapshot.part(number, &one.code).is_some());
                Some(TownLine {
                    site: line(hall)?,
                    offering: count(offering.count()),
                    villages: count(inside.len()),
                })
            })
            .collect();
        Ok(SitesView {
            tiers: [Tier::City, Tier::Town, Tier::Village]
                .into_iter()
                .map(|tier| tier_line(&snapshot, number, &item, tier))
                .collect(),
            go_to: place
                .as_ref()
                .and_then(|place| snapshot.offer(number, Some(&place.code)).go_to(&snapshot, &place.code)),
            villages: villages.into_iter().filter_map(line).collect(),
            name: item.name,
            version: item.version,
            town: open,
            towns,
            place,
            id,
        })
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn tier_line(snapshot: &Snapshot, number: u32, item: &Item, tier: Tier) -> TierLine {
    let of_tier = || snapshot.divisions.iter().filter(|division| division.tier == tier);
    let doing = |part: LocalPart| {
        count(
            of_tier()
                .filter(|division| snapshot.part(number, &division.code) == Some(part))
                .count(),
        )
    };
    TierLine {
        tier,
        all: count(of_tier().count()),
        handle: doing(LocalPart::Handle),
        collect: doing(LocalPart::Collect),
        advise: doing(LocalPart::Advise),
        decides: match tier {
            Tier::City => item.tiers.contains(&Tier::City),
            Tier::Town => item.town_decides(),
            // 行政许可法 §24
            Tier::Village => false,
        },
    }
}

fn line(
    snapshot: &Snapshot,
    number: u32,
    division: &Division,
    details: &HashMap<DivisionCode, LocalGuide>,
) -> Option<VillageLine> {
    let local = details.get(&division.code);
    Some(VillageLine {
        place: snapshot.place_view(&division.code)?,
        part: snapshot.part(number, &division.code),
        hours: local.and_then(|local| local.hours.clone()),
        phone: local.and_then(|local| local.phone.clone()),
    })
}

async fn locals(
    store: &Store,
    item: &ItemId,
    places: impl Iterator<Item = &DivisionCode>,
) -> Result<HashMap<DivisionCode, LocalGuide>, StoreError> {
    let rows: Vec<(Parsed<DivisionCode>, Json<LocalGuide>)> = Sql::new("SELECT place, body FROM local_guide")
        .and_arg("item =", item.as_str())
        .and_in("place", places.map(DivisionCode::as_str))
        .rows()
        .fetch_all(store.reader())
        .await?;
    Ok(rows.into_iter().map(|(place, local)| (place.0, local.0)).collect())
}
