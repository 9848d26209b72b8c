//! Lists of towns and villages, halls, closures, what is delegated how, and what has drifted.

mod bulk;
mod delegation;
mod drift;
mod hall;
mod list;

use app::backend::offers::{ListFilter, ListPage, ListRow, Offers};
use shared::access::Role;
use shared::catalogue::{ItemId, LocalPart};
use shared::offers::Choice;
use shared::place::DivisionCode;

use crate::harness::World;
use crate::harness::people::{CITY, Person};

/// 林木采伐许可: a licence handed down to towns, for which villages collect.
pub const LICENCE: &str = "JJ-ZR-02";
/// 农药经营许可: a licence that the city alone decides; towns collect, villages do not offer it.
pub const KEPT: &str = "JJ-NY-04";
/// 旅馆业特种行业许可: offered by the city alone.
pub const CITY_ONLY: &str = "JJ-GA-08";

pub fn item(id: &str) -> ItemId {
    id.parse().unwrap()
}

pub fn place(code: &str) -> DivisionCode {
    code.parse().unwrap()
}

pub fn pairs(typed: &[(&str, &str)]) -> Vec<(String, String)> {
    typed
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

pub async fn reform(world: &World) -> Person {
    world.staff("reform", Role::ApprovalReform, CITY, None).await
}

pub async fn centre(world: &World) -> Person {
    world.staff("centre", Role::ServiceCentre, CITY, None).await
}

pub async fn list(world: &World, who: &Person, at: &str) -> ListPage {
    let filter = ListFilter::default();
    world.services.list(&who.session, &place(at), &filter).await.unwrap()
}

pub async fn line(world: &World, who: &Person, at: &str, id: &str) -> ListRow {
    for page in 1..4 {
        let filter = ListFilter {
            page,
            ..ListFilter::default()
        };
        let read = world.services.list(&who.session, &place(at), &filter).await.unwrap();
        if let Some(row) = read.rows.into_iter().find(|row| row.item.as_str() == id) {
            return row;
        }
    }
    panic!("{id} is not in the list of {at}")
}

pub async fn choose(world: &World, who: &Person, at: &str, id: &str, choice: Choice) -> u32 {
    world.clock.advance(std::time::Duration::from_secs(60));
    let chosen = [(item(id), choice)];
    world
        .services
        .choose(&who.session, &place(at), &chosen, &[])
        .await
        .unwrap()
}

pub const fn part(part: LocalPart) -> Choice {
    Choice::Part(part)
}
