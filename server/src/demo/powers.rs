//! A few powers for the demo's list: what the items' own legal basis says, written and reviewed by the demo's offices
//! through the same services as anywhere. A code or a law that no item names is not made up.

use app::backend::entries::Entries;
use app::backend::powers::{Powers, Written};
use app::backend::{ServiceError, Session};
use shared::access::Role;
use shared::catalogue::{Department, Item, ItemId, ItemType, TownPower};
use shared::powers::{CatalogueEntry, PowerId, PowerLevel, PowerStep, Typed};

use super::staff::Staff;
use crate::services::Services;
use crate::store::StoreError;

/// How many items' powers are registered.
const MANY: usize = 16;

/// Where each town power stands, in turn: most are in force, some are under way.
const COURSES: [&[PowerStep]; 4] = [
    &[PowerStep::Send, PowerStep::Approve],
    &[PowerStep::Send],
    &[PowerStep::Send, PowerStep::Return],
    &[],
];

fn session(staff: &Staff, role: Role) -> Session {
    Session {
        actor: staff.offices.get(&role).cloned(),
        ..Session::default()
    }
}

/// Registers the powers of the first items that rest on a law, and derives those items' entries from what is in force.
pub(super) async fn make(services: &Services, staff: &Staff, items: &[&Item]) -> Result<(), ServiceError> {
    let snapshot = services.snapshot().await?;
    let departments = &snapshot.departments;
    let mut towns = 0;
    // Those the law gives to the towns first: they are the ones that are reviewed.
    let of_towns = |item: &&&Item| item.delegation.value.to_town == TownPower::Statutory;
    let of_city = |item: &&&Item| !of_towns(item) && item.type_code != ItemType::PublicService;
    let chosen = items.iter().filter(of_towns).chain(items.iter().filter(of_city));
    for item in chosen.filter(|item| !item.legal_basis.is_empty()).take(MANY) {
        let level = if of_towns(&item) {
            PowerLevel::Town
        } else {
            PowerLevel::City
        };
        let Some(row) = row_of(item, level, departments) else {
            continue;
        };
        let office = session(staff, Role::Establishment);
        let Written::Saved { id, .. } = services.save_power(&office, None, 0, &row).await? else {
            continue;
        };
        let mut in_force = level == PowerLevel::City;
        if level == PowerLevel::Town {
            let course = COURSES.get(towns % COURSES.len()).copied().unwrap_or_default();
            towns += 1;
            review(services, staff, &id, course).await?;
            in_force = course.last() == Some(&PowerStep::Approve);
        }
        if in_force {
            derive(services, staff, &item.id, &id).await?;
        }
    }
    Ok(())
}

fn row_of(item: &Item, level: PowerLevel, departments: &[Department]) -> Option<Typed> {
    let law = item.legal_basis.first()?;
    let department = departments.iter().find(|one| one.id == item.department)?;
    let article = Some(law.article.trim()).filter(|article| !article.is_empty());
    Some(Typed::from_iter([
        ("name", item.name.as_str()),
        ("type_code", item.type_code.words()),
        ("level", level.words()),
        ("department", department.name.as_str()),
        ("law", law.law.trim_matches(['《', '》'])),
        ("article", article?),
    ]))
}

async fn review(services: &Services, staff: &Staff, id: &PowerId, course: &[PowerStep]) -> Result<(), ServiceError> {
    for (revision, step) in (1..).zip(course) {
        let (role, reason) = match step {
            PowerStep::Send => (Role::Establishment, ""),
            PowerStep::Return => (Role::Justice, "请补充授权镇（街道）实施的条款，再送审"),
            _ => (Role::Justice, ""),
        };
        services
            .step_power(&session(staff, role), id, revision, *step, reason)
            .await?;
    }
    Ok(())
}

async fn derive(services: &Services, staff: &Staff, item: &ItemId, power: &PowerId) -> Result<(), ServiceError> {
    let reform = session(staff, Role::ApprovalReform);
    let view = services.entry(&reform, item).await?;
    let names = CatalogueEntry::COLUMNS.iter().map(|column| column.name);
    let mut typed: Typed = names.zip(view.cells).collect();
    typed.set("power", power.as_str());
    match services.save_entry(&reform, view.revision, &typed).await? {
        Written::Saved { .. } => Ok(()),
        Written::Clash { .. } => Err(StoreError::unreadable("entry", "changed while the demo was made").into()),
    }
}
