//! Choosing a place.

use app::backend::ServiceError;
use app::backend::catalogue::{MAX_QUERY, PlaceView, PlacesView, TownPlaces};
use shared::place::{Division, Tier};

use super::snapshot::Snapshot;
use crate::search::squeeze;
use crate::services::Services;

/// More finds than this are not shown.
const SHOWN: usize = 60;

impl Services {
    pub(super) async fn places_view(&self, town: Option<&str>, text: Option<&str>) -> Result<PlacesView, ServiceError> {
        let snapshot = self.snapshot().await?;
        let town = snapshot.place_asked(town)?.filter(|place| place.tier == Tier::Town);
        let text = squeeze(text.unwrap_or_default());
        if text.chars().count() > MAX_QUERY {
            let message = format!("地点名太长，最多 {MAX_QUERY} 个字");
            return Err(ServiceError::invalid("q", message, "请只写镇或村的名字，例如：深沪"));
        }
        let mut places = if text.is_empty() {
            villages(&snapshot, town.as_ref())
        } else {
            found(&snapshot, &text)
        };
        let more = places.len() > SHOWN;
        if !text.is_empty() {
            places.truncate(SHOWN);
        }
        Ok(PlacesView {
            city: snapshot.place_named(snapshot.city.code.as_str())?,
            towns: towns(&snapshot),
            more: more && !text.is_empty(),
            places,
            town,
        })
    }
}

fn towns(snapshot: &Snapshot) -> Vec<TownPlaces> {
    let count = |town: &Division| {
        let under = snapshot
            .divisions
            .iter()
            .filter(|division| division.parent == town.code);
        u32::try_from(under.count()).unwrap_or(u32::MAX)
    };
    snapshot
        .divisions
        .iter()
        .filter(|division| division.tier == Tier::Town)
        .map(|town| TownPlaces {
            code: town.code.clone(),
            name: town.name.clone(),
            villages: count(town),
        })
        .collect()
}

fn villages(snapshot: &Snapshot, town: Option<&PlaceView>) -> Vec<PlaceView> {
    let Some(town) = town else { return Vec::new() };
    snapshot
        .divisions
        .iter()
        .filter(|division| division.parent == town.code)
        .filter_map(|division| snapshot.place_view(&division.code))
        .collect()
}

/// By name, pinyin or initials: whole names first, then beginnings, then the rest.
fn found(snapshot: &Snapshot, text: &str) -> Vec<PlaceView> {
    let grade = |name: &str, (sound, initials): &(String, String)| -> Option<u8> {
        let stem = name
            .trim_end_matches(['村', '镇', '乡'])
            .trim_end_matches("社区")
            .trim_end_matches("街道");
        if name == text || stem == text || sound == text || initials == text {
            Some(0)
        } else if name.starts_with(text) || sound.starts_with(text) || initials.starts_with(text) {
            Some(1)
        } else {
            (name.contains(text) || text.contains(name)).then_some(2)
        }
    };
    let mut hits: Vec<(u8, &Division)> = snapshot
        .divisions
        .iter()
        .zip(&snapshot.sounds)
        .filter(|(division, _)| division.tier != Tier::City)
        .filter_map(|(division, sound)| Some((grade(&division.name, sound)?, division)))
        .collect();
    hits.sort_by_key(|(grade, _)| *grade);
    hits.iter()
        .filter_map(|(_, division)| snapshot.place_view(&division.code))
        .collect()
}
