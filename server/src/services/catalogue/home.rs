//! The home page.

use app::backend::ServiceError;
use app::backend::catalogue::{HelpView, HomeView, ItemCard, PlaceView, ThemeTile};
use shared::catalogue::Audience;

use super::snapshot::{Listed, Snapshot};
use super::{load, unavailable};
use crate::services::Services;

/// How many items the home page lists.
const ITEMS: usize = 8;
const OFTEN: usize = 5;
/// Characters that many themes share and that tell none apart.
const COMMON: &str = "社会服务管理经生公共";

impl Services {
    pub(super) async fn home_view(
        &self,
        place: Option<&str>,
        audience: Option<&str>,
    ) -> Result<HomeView, ServiceError> {
        let snapshot = self.snapshot().await?;
        let place = snapshot.still_there(place);
        let audience = match audience {
            Some("person") => Some(Audience::Person),
            Some("firm") => Some(Audience::Firm),
            _ => None,
        };
        let (items, items_total) = items(&snapshot, place.as_ref(), audience);
        Ok(HomeView {
            city: snapshot.city.name.clone(),
            audience,
            often: often(&snapshot, audience),
            themes: themes(&snapshot, audience),
            items,
            items_total,
            help: self.help(&snapshot, place.as_ref()).await?,
            place,
        })
    }

    /// Whom to ask at a place, or in the city.
    pub(super) async fn help(&self, snapshot: &Snapshot, place: Option<&PlaceView>) -> Result<HelpView, ServiceError> {
        let code = place.map_or(&snapshot.city.code, |place| &place.code);
        let hall = load::hall(&self.store, code).await.map_err(unavailable)?;
        let (address, hours, phone) = hall.map_or((None, None, None), |hall| (hall.address, hall.hours, hall.phone));
        let hours_said = hours.as_ref().map(|hours| hours.value.as_str());
        let open = self.open_at(code, hours_said, &snapshot.calendar).await?;
        Ok(HelpView {
            open,
            hall: snapshot.division(code).map(shared::place::Division::hall_name),
            address,
            hours,
            phone,
            hotlines: snapshot.hotlines(),
        })
    }
}

fn for_audience(item: &Listed, audience: Option<Audience>) -> bool {
    audience.is_none_or(|wanted| item.audience == wanted || item.audience == Audience::Both)
}

/// What the place offers, what is asked for most first; without a place, what is asked for most anywhere.
fn items(snapshot: &Snapshot, place: Option<&PlaceView>, audience: Option<Audience>) -> (Vec<ItemCard>, u32) {
    let code = place.map(|place| &place.code);
    let mut numbers: Vec<u32> = (0..)
        .zip(&snapshot.items)
        .filter(|(number, item)| {
            for_audience(item, audience) && code.is_none_or(|code| snapshot.part(*number, code).is_some())
        })
        .map(|(number, _)| number)
        .collect();
    let total = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    numbers.sort_by_key(|number| !snapshot.item(*number).is_some_and(|item| item.hot));
    let cards = numbers
        .iter()
        .take(ITEMS)
        .filter_map(|&number| snapshot.card(number, code));
    (cards.collect(), total)
}

/// What is asked for most.
pub(super) fn hot(snapshot: &Snapshot) -> Vec<u32> {
    let hot = (0..).zip(&snapshot.items).filter(|(_, item)| item.hot);
    hot.map(|(number, _)| number).take(OFTEN).collect()
}

/// Short names of what is asked for most.
fn often(snapshot: &Snapshot, audience: Option<Audience>) -> Vec<String> {
    let hot = snapshot
        .items
        .iter()
        .filter(|item| item.hot && for_audience(item, audience));
    hot.map(|item| item.card.plain_name.as_ref().unwrap_or(&item.card.name))
        .filter(|name| name.chars().count() <= 8)
        .take(OFTEN)
        .cloned()
        .collect()
}

/// A character of the name that tells it apart from the others.
fn picked(name: &str, used: &str) -> String {
    let free = |c: &char| !used.contains(*c);
    let telling = name.chars().filter(|c| !COMMON.contains(*c)).find(free);
    telling
        .or_else(|| name.chars().find(free))
        .or_else(|| name.chars().next())
        .unwrap_or('办')
        .to_string()
}

fn themes(snapshot: &Snapshot, audience: Option<Audience>) -> Vec<ThemeTile> {
    let mut used = String::new();
    snapshot
        .city
        .themes
        .iter()
        .map(|theme| {
            let items = snapshot
                .items
                .iter()
                .filter(|item| item.card.theme == theme.name && for_audience(item, audience));
            let mark = theme.mark.clone().unwrap_or_else(|| picked(&theme.name, &used));
            used.push_str(&mark);
            ThemeTile {
                name: theme.name.clone(),
                mark,
                items: u32::try_from(items.count()).unwrap_or(u32::MAX),
            }
        })
        .filter(|tile| tile.items > 0)
        .collect()
}
