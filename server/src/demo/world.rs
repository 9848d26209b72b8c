//! What the demo's cases are made from, and their making.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use shared::case::{CaseNo, Filing, Rules, Wish};
use shared::catalogue::ItemId;
use shared::id::DepartmentId;
use shared::place::DivisionCode;
use shared::time::{Calendar, day_start};

use super::answers::{Filler, uuid};
use super::dice::Dice;
use super::error::DemoError;
use super::plan::CasePlan;
use super::powers;
use super::residents::{self, Resident};
use super::sample::{self, Sample};
use super::size::{SEED, Size};
use super::staff::{self, Staff, Town};
use super::story::{Hands, asked, story};
use crate::city::CityError;
use crate::services::Services;
use crate::services::cases::{Holder, PastCase, digest_of};
use crate::services::drafts::Published;
use crate::services::files::named;
use crate::store::StoreError;

/// Everything the cases are made from.
pub(super) struct World<'a> {
    services: &'a Services,
    calendar: Calendar,
    pub(super) today: Date,
    pub(super) towns: Vec<Town>,
    pub(super) items: Vec<Published>,
    /// Who handles what: places with items.
    handles: BTreeSet<(String, String)>,
    city: DivisionCode,
    pub(super) staff: Staff,
    pub(super) residents: Vec<Resident>,
    pub(super) numbers: BTreeSet<CaseNo>,
}

/// A case with its files.
pub(super) struct Made {
    past: PastCase,
    pub(super) files: Vec<Sample>,
}

impl<'a> World<'a> {
    pub(super) async fn gather(services: &'a Services, size: Size) -> Result<Self, DemoError> {
        let reader = services.store.reader();
        let places: Vec<(String, String, String, String)> =
            sqlx::query_as("SELECT code, name, tier, parent FROM division ORDER BY position, code")
                .fetch_all(reader)
                .await
                .map_err(StoreError::from)?;
        let code = |text: &str| {
            text.parse::<DivisionCode>()
                .map_err(|e| StoreError::unreadable("division", e))
        };
        let mut villages: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let (mut city, mut towns) = (None, Vec::new());
        for (place, name, tier, parent) in &places {
            match tier.as_str() {
                "city" => city = Some(code(place)?),
                "town" => towns.push((code(place)?, name.clone())),
                _ => villages.entry(parent.clone()).or_default().push(place.clone()),
            }
        }
        let city = city.ok_or(CityError::Empty)?;
        let towns: Vec<Town> = towns
            .into_iter()
            .map(|(code, name)| Town {
                villages: villages.remove(code.as_str()).unwrap_or_default(),
                code,
                name,
            })
            .collect();
        let departments: Vec<(String, String)> =
            sqlx::query_as("SELECT id, name FROM department WHERE kind <> 'office' ORDER BY position, id")
                .fetch_all(reader)
                .await
                .map_err(StoreError::from)?;
        let departments = departments
            .into_iter()
            .map(|(id, name)| {
                Ok((
                    id.parse::<DepartmentId>()
                        .map_err(|e| StoreError::unreadable("department", e))?,
                    name,
                ))
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM item WHERE published = 1 ORDER BY position, id")
            .fetch_all(reader)
            .await
            .map_err(StoreError::from)?;
        let mut items = Vec::new();
        for id in ids {
            let id: ItemId = id.parse().map_err(|e| StoreError::unreadable("item", e))?;
            items.push(services.published(&id).await?);
        }
        let handles: Vec<(String, String)> = sqlx::query_as(
            "SELECT g.place, g.item FROM local_guide g JOIN division d ON d.code = g.place \
             WHERE g.part = 'handle' AND d.tier <> 'village'",
        )
        .fetch_all(reader)
        .await
        .map_err(StoreError::from)?;
        let staff = staff::make(services, &city, &towns, &departments).await?;
        let bodies: Vec<&shared::catalogue::Item> = items.iter().map(|one: &Published| &one.item).collect();
        powers::make(services, &staff, &bodies).await?;
        Ok(Self {
            calendar: services.calendar().await?,
            today: services.today(),
            residents: residents::make(services, SEED, size.residents).await?,
            handles: handles.into_iter().collect(),
            numbers: BTreeSet::new(),
            services,
            towns,
            items,
            city,
            staff,
        })
    }

    /// Most towns joined in time, one a little late, one not yet; those not there take no cases.
    pub(super) async fn join_towns(&self) -> Result<BTreeSet<u64>, DemoError> {
        let due: Option<(String, String)> =
            sqlx::query_as("SELECT id, due_on FROM milestone ORDER BY position LIMIT 1")
                .fetch_optional(self.services.store.reader())
                .await
                .map_err(StoreError::from)?;
        let Some((milestone, due)) = due else {
            return Ok(BTreeSet::new());
        };
        let due: Date = due.parse().map_err(|e| StoreError::unreadable("milestone", e))?;
        let mut joined = Vec::new();
        let mut left_out = BTreeSet::new();
        for (n, town) in (0u64..).zip(&self.towns) {
            let days = match n % 10 {
                7 => 12,
                9 => {
                    left_out.insert(n);
                    continue;
                }
                _ => -2 - i64::try_from(n).unwrap_or(0),
            };
            joined.push((
                town.code.to_string(),
                due.saturating_add(jiff::Span::new().days(days)).to_string(),
            ));
        }
        let (joined, milestone) = (&joined, &milestone);
        self.services
            .store
            .write(|tx| {
                Box::pin(async move {
                    for (town, on) in joined {
                        sqlx::query(
                            "INSERT INTO town_milestone (town, milestone, reached_on) VALUES ($1, $2, $3) \
                             ON CONFLICT (town, milestone) DO UPDATE SET reached_on = excluded.reached_on",
                        )
                        .bind(town)
                        .bind(milestone)
                        .bind(on)
                        .execute(tx.sql())
                        .await?;
                    }
                    Ok(())
                })
            })
            .await?;
        Ok(left_out)
    }

    /// The case of a plan; none when the town has nothing to offer, or when it would lie in the future.
    pub(super) fn make(&mut self, plan: &CasePlan) -> Option<Made> {
        let at = day_start(plan.at.date())
            .checked_add(jiff::SignedDuration::from_secs(
                i64::from(plan.at.hour()) * 3600 + i64::from(plan.at.minute()) * 60 + i64::from(plan.at.second()),
            ))
            .ok()?;
        let now = self.services.clock.now();
        if at > now {
            return None;
        }
        let mut dice = Dice::of(SEED ^ 0xCA5E, plan.n);
        let town = self.towns.get(plan.town)?;
        // Some items want another applicant than the one drawn, or are not offered here: then the next.
        (0..self.items.len())
            .find_map(|turn| {
                let published = self.items.get((plan.item + turn) % self.items.len())?;
                let offered = |place: &DivisionCode| {
                    self.handles
                        .contains(&(place.to_string(), published.item.id.to_string()))
                };
                let handling = [&town.code, &self.city]
                    .into_iter()
                    .find(|place| offered(place))?
                    .clone();
                let (resident, answers) = (0..8).find_map(|_| {
                    let resident = dice.pick(&self.residents)?;
                    let filler = Filler {
                        person: &resident.person,
                        villages: &town.villages,
                        today: plan.at.date(),
                    };
                    Some((resident, filler.fill(&published.form, &mut dice)?))
                })?;
                Some((published, handling, resident, answers))
            })
            .and_then(|(published, handling, resident, answers)| {
                let hands = self.staff.towns.get(&town.code)?;
                let department = published.item.department.clone();
                let rules = Rules::of(&published.item);
                let at_town = handling == town.code;
                let village = usize::try_from(plan.village).unwrap_or(0) % town.villages.len().max(1);
                let village = town
                    .villages
                    .get(village)
                    .and_then(|code| code.parse::<DivisionCode>().ok());
                let by = &resident.actor;
                let filed_at = village.unwrap_or_else(|| town.code.clone());
                let number = std::iter::repeat_with(|| CaseNo::from_random(&handling, dice.bytes::<8>()))
                    .take(50)
                    .find(|number| !self.numbers.contains(number))?;
                let digest = digest_of(&answers).ok()?;
                let filing = Filing {
                    id: uuid(&mut dice).parse().ok()?,
                    number,
                    applicant: resident.actor.id.clone(),
                    agent: None,
                    item: published.item.id.clone(),
                    item_version: published.item.version,
                    form_version: published.form.version,
                    filed_at,
                    handling,
                    department: department.clone(),
                    channel: plan.channel,
                    is_test: false,
                    answers: digest.clone(),
                };
                let officer = if at_town {
                    &hands.officer
                } else {
                    self.staff.officers.get(&department)?
                };
                let hands = Hands {
                    applicant: &resident.actor,
                    clerk: at_town.then_some(&hands.clerk),
                    officer,
                    asked: asked(&published.form, &answers, plan.at.date())?,
                    wish: Wish::of(&answers),
                };
                let acts = story(plan, &rules, &hands, &digest, &self.calendar, (dice.clone(), at, now));
                let files = named(&published.form, &answers)
                    .into_iter()
                    .map(|(path, id)| Sample {
                        id,
                        path,
                        owner: by.id.to_string(),
                        case: filing.id.to_string(),
                        at,
                    })
                    .collect();
                let holder = Holder {
                    name: resident.person.name.clone(),
                    citizen_number: Some(resident.person.citizen_number.clone()),
                    phone: Some(resident.person.mobile.clone()),
                };
                let applicant = published.form.applicant_of(&answers);
                let past = PastCase {
                    person: self.services.person(&filing.id, &holder, applicant.as_ref()).ok()?,
                    form: published.form.id.to_string(),
                    by: by.clone(),
                    filing,
                    rules,
                    answers,
                    at,
                    acts,
                };
                Some(Made { past, files })
            })
            .inspect(|made| {
                self.numbers.insert(made.past.filing.number.clone());
            })
    }

    pub(super) async fn write(&self, made: Vec<Made>) -> Result<(), DemoError> {
        let (cases, files): (Vec<PastCase>, Vec<Vec<Sample>>) =
            made.into_iter().map(|made| (made.past, made.files)).unzip();
        let files: Vec<Sample> = files.into_iter().flatten().collect();
        for file in &files {
            sample::put(self.services, file).await?;
        }
        self.services
            .record_past(&cases, &self.calendar, self.services.clock.now())
            .await?;
        let (services, files) = (self.services, &files);
        services
            .store
            .write(|tx| {
                Box::pin(async move {
                    for file in files {
                        sample::insert(tx, services, file).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        Ok(())
    }
}
