//! Reads the catalogue into a [`Snapshot`].

use std::collections::HashMap;

use app::backend::catalogue::ItemCard;
use shared::catalogue::{City, Department, Item, ItemId, LocalPart, Visits};
use shared::place::{Division, DivisionCode};
use shared::time::{Calendar, DayKind};
use sqlx::Row as _;

use super::snapshot::{Listed, Standard};
use crate::search::{Doc, Field, Index, sound_of};
use crate::store::{Day, Json, Parsed, Store, StoreError, Topic, versions};

/// What names the published catalogue and the lists of places.
pub struct Version {
    pub standard: String,
    pub lists: String,
}

/// The current ones; nothing when no city is loaded. Whatever publishes, or changes lists, names what is current then.
pub async fn version(store: &Store) -> Result<Option<Version>, StoreError> {
    let current = versions(store).await?;
    Ok(current.of(Topic::Catalogue).map(|standard| Version {
        standard: standard.to_owned(),
        lists: current.of(Topic::Lists).unwrap_or_default().to_owned(),
    }))
}

/// Reads everything lists need but for what places chose. Costs some 100 ms, once per version.
pub async fn read(store: &Store, version: String) -> Result<Standard, StoreError> {
    let (city,): (Json<City>,) = sqlx::query_as("SELECT value FROM setting WHERE name = 'city'")
        .fetch_one(store.reader())
        .await?;
    let city = city.0;
    let divisions = divisions(store).await?;
    let departments: Vec<(Json<Department>,)> = sqlx::query_as("SELECT body FROM department ORDER BY position, id")
        .fetch_all(store.reader())
        .await?;
    let departments: Vec<Department> = departments.into_iter().map(|(body,)| body.0).collect();
    let bodies: Vec<(Json<Item>,)> = sqlx::query_as(
        "SELECT v.body FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version \
         WHERE i.published = 1 ORDER BY i.position, i.id",
    )
    .fetch_all(store.reader())
    .await?;
    let bodies: Vec<Item> = bodies.into_iter().map(|(body,)| body.0).collect();
    let item_at: HashMap<ItemId, u32> = bodies.iter().map(|item| item.id.clone()).zip(0..).collect();
    let office = |item: &Item| departments.iter().find(|department| department.id == item.department);
    let (docs, quiet) = to_be_found(&bodies, &departments, &city, &divisions);
    let items = bodies.iter().map(|item| listed(item, office(item))).collect();
    // Words are cut and sorted here: some milliseconds for a city, half a second for ten thousand items.
    let index = tokio::task::spawn_blocking(move || Index::build(&docs, &quiet))
        .await
        .map_err(|error| StoreError::unreadable("catalogue", error))?;
    Ok(Standard {
        version,
        calendar: calendar(store).await?,
        division_at: divisions.iter().map(|d| d.code.clone()).zip(0..).collect(),
        sounds: divisions.iter().map(|division| sound_of(&division.name)).collect(),
        city,
        departments,
        divisions,
        items,
        index,
        item_at,
    })
}

async fn divisions(store: &Store) -> Result<Vec<Division>, StoreError> {
    let rows = sqlx::query("SELECT code, name, tier, parent, kind FROM division ORDER BY position, code")
        .fetch_all(store.reader())
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Division {
                code: row.try_get::<Parsed<_>, _>(0)?.0,
                name: row.try_get(1)?,
                tier: row.try_get::<Parsed<_>, _>(2)?.0,
                parent: row.try_get::<Parsed<_>, _>(3)?.0,
                kind: row.try_get(4)?,
            })
        })
        .collect()
}

async fn calendar(store: &Store) -> Result<Calendar, StoreError> {
    let days: Vec<(Day, String)> = sqlx::query_as("SELECT day, kind FROM workday ORDER BY day")
        .fetch_all(store.reader())
        .await?;
    Ok(Calendar::new(days.into_iter().map(|(day, kind)| {
        let kind = if kind == "holiday" {
            DayKind::Holiday
        } else {
            DayKind::MakeupWorkday
        };
        (day.0, kind)
    })))
}

/// What each place does for each item.
pub async fn parts(
    store: &Store,
    item_at: &HashMap<ItemId, u32>,
) -> Result<HashMap<DivisionCode, Vec<Option<LocalPart>>>, StoreError> {
    let rows: Vec<(String, Parsed<DivisionCode>, Parsed<LocalPart>)> =
        sqlx::query_as("SELECT item, place, part FROM local_guide ORDER BY place, item")
            .fetch_all(store.reader())
            .await?;
    let mut parts: HashMap<DivisionCode, Vec<Option<LocalPart>>> = HashMap::new();
    for (item, place, part) in rows {
        let number = item.parse::<ItemId>().ok().and_then(|item| item_at.get(&item).copied());
        let list = parts.entry(place.0).or_insert_with(|| vec![None; item_at.len()]);
        if let Some(slot) = number.and_then(|number| list.get_mut(number as usize)) {
            *slot = Some(part.0);
        }
    }
    Ok(parts)
}

/// Names that say nothing in a search of this city: its own and its towns', in full and for short.
fn quiet(city: &City, divisions: &[Division]) -> Vec<String> {
    let mut names = vec![city.name.clone(), city.short_name.clone()];
    for division in divisions {
        names.push(division.name.clone());
        let short = division.name.trim_end_matches(['镇', '乡']).trim_end_matches("街道");
        if division.tier == shared::place::Tier::Town && short.chars().count() > 1 {
            names.push(short.to_owned());
        }
    }
    names
}

fn listed(item: &Item, office: Option<&Department>) -> Listed {
    Listed {
        card: ItemCard {
            id: item.id.clone(),
            name: item.name.clone(),
            plain_name: (item.plain_name != item.name).then(|| item.plain_name.clone()),
            department: office.map_or_else(String::new, |office| office.name.clone()),
            theme: item.theme.clone(),
            case_type: item.case_type,
            visits: item.visits.as_ref().map(Visits::words),
            no_visit: item.no_visit(),
            limit: item.promised_limit.map(|limit| limit.to_string()),
            unconfirmed: item.unconfirmed() > 0,
            here: None,
            nearest: None,
        },
        department: item.department.clone(),
        audience: item.audience(),
        tiers: item.tiers.clone(),
        tiers_confirmed: item.tiers_confirmed,
        statutory: item.statutory_limit,
        promised: item.promised_limit,
        hot: item.hot,
        fee: item.fee.clone(),
    }
}

/// What the search is built from: the items, and the names that say nothing.
pub(crate) fn to_be_found(
    items: &[Item],
    departments: &[Department],
    city: &City,
    divisions: &[Division],
) -> (Vec<Doc>, Vec<String>) {
    let office = |item: &Item| departments.iter().find(|department| department.id == item.department);
    let docs = items.iter().map(|item| doc(item, office(item))).collect();
    (docs, quiet(city, divisions))
}

/// What the search reads of an item.
fn doc(item: &Item, office: Option<&Department>) -> Doc {
    let mut doc = Doc::new(item.id.as_str())
        .with(Field::PlainName, &item.plain_name)
        .with(Field::Name, &item.name)
        .with_all(Field::Alias, &item.aliases)
        .with(Field::Theme, &item.theme)
        .with_all(Field::Theme, item.person_theme.iter().chain(&item.firm_theme))
        .with(Field::Result, &item.result.value.name)
        .with(Field::WhoApplies, &item.who_applies)
        .with_all(Field::Condition, &item.conditions.value)
        .with_all(
            Field::Situation,
            item.situations.iter().map(|situation| situation.ask.label.as_str()),
        )
        .with_all(
            Field::Material,
            item.materials.iter().map(|material| material.name.as_str()),
        );
    if let Some(office) = office {
        doc = doc
            .with(Field::Department, &office.name)
            .with(Field::Department, &office.short_name);
    }
    doc
}
