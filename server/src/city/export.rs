//! Writes what the database holds back as a package, so that load → export → check comes round.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::board::{Milestone, Reached};
use shared::catalogue::{City, Confirmable, Department, Hall, Item, LocalGuide, LocalPart};
use shared::form::FormSchema;

use super::package::Plan;
use super::{CityError, tables};
use crate::store::{Day, Json, Parsed, Store, StoreError};

/// Writes the city's package into `dir`, which is created when it is missing. Files of the same names are replaced.
///
/// # Errors
/// When nothing was ever loaded, the database fails, or a file cannot be written.
pub async fn export(store: &Store, dir: &Path) -> Result<(), CityError> {
    let city: Option<(Json<City>,)> = sqlx::query_as("SELECT value FROM setting WHERE name = 'city'")
        .fetch_optional(store.reader())
        .await
        .map_err(StoreError::from)?;
    let Some((Json(city),)) = city else {
        return Err(CityError::Empty);
    };
    let out = Out { dir };
    for folder in ["", "items", "forms", "local"] {
        out.folder(folder)?;
    }
    out.toml("city.toml", &city)?;
    out.table("divisions.csv", tables::DIVISIONS, divisions(store).await?)?;
    out.table("departments.csv", tables::DEPARTMENTS, departments(store).await?)?;
    out.table("workdays.csv", tables::WORKDAYS, workdays(store).await?)?;
    out.toml("plan.toml", &plan(store).await?)?;
    let items: Vec<Item> = bodies(
        store,
        "SELECT v.body FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version \
         WHERE i.published = 1 ORDER BY i.id",
    )
    .await?;
    for item in &items {
        out.json(&format!("items/{}.json", item.id), item)?;
    }
    for form in forms(store, &items).await? {
        out.json(&format!("forms/{}.json", form.id), &form)?;
    }
    let halls: Vec<Hall> = bodies(
        store,
        "SELECT h.body FROM hall h JOIN division d ON d.code = h.place ORDER BY d.position",
    )
    .await?;
    out.table(
        "local/guides.csv",
        tables::OVERRIDES,
        overrides(store, &items, &halls).await?,
    )?;
    out.table("local/halls.csv", tables::HALLS, halls.iter().map(hall).collect())
}

struct Out<'a> {
    dir: &'a Path,
}

impl Out<'_> {
    fn folder(&self, name: &str) -> Result<(), CityError> {
        let path = self.dir.join(name);
        std::fs::create_dir_all(&path).map_err(|why| failed(&path, why))
    }

    fn file(&self, name: &str, text: &str) -> Result<(), CityError> {
        let path = self.dir.join(name);
        std::fs::write(&path, text).map_err(|why| failed(&path, why))
    }

    fn json(&self, name: &str, value: &impl Serialize) -> Result<(), CityError> {
        let mut text = serde_json::to_string_pretty(value).map_err(unreadable)?;
        text.push('\n');
        self.file(name, &text)
    }

    fn toml(&self, name: &str, value: &impl Serialize) -> Result<(), CityError> {
        self.file(name, &toml::to_string(value).map_err(unreadable)?)
    }

    fn table(&self, name: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Result<(), CityError> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(columns).map_err(unreadable)?;
        for row in rows {
            writer.write_record(row).map_err(unreadable)?;
        }
        let bytes = writer.into_inner().map_err(unreadable)?;
        self.file(name, &String::from_utf8_lossy(&bytes))
    }
}

fn failed(path: &Path, why: std::io::Error) -> CityError {
    CityError::Write {
        path: path.display().to_string(),
        why,
    }
}

fn unreadable(why: impl std::fmt::Display) -> CityError {
    StoreError::unreadable("package", why).into()
}

async fn bodies<T: DeserializeOwned + Send + Unpin + 'static>(
    store: &Store,
    sql: &'static str,
) -> Result<Vec<T>, StoreError> {
    let rows: Vec<(Json<T>,)> = sqlx::query_as(sql).fetch_all(store.reader()).await?;
    Ok(rows.into_iter().map(|(Json(body),)| body).collect())
}

async fn divisions(store: &Store) -> Result<Vec<Vec<String>>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> =
        sqlx::query_as("SELECT code, name, tier, parent, kind FROM division ORDER BY position, code")
            .fetch_all(store.reader())
            .await?;
    Ok(rows
        .into_iter()
        .map(|(code, name, tier, parent, kind)| vec![code, name, tier, parent, kind])
        .collect())
}

async fn departments(store: &Store) -> Result<Vec<Vec<String>>, StoreError> {
    let departments: Vec<Department> = bodies(store, "SELECT body FROM department ORDER BY position, id").await?;
    Ok(departments.into_iter().map(department).collect())
}

fn department(department: Department) -> Vec<String> {
    let contacts = [
        department.address,
        department.hours,
        department.phone,
        department.complaints,
    ];
    let confirmed = match contacts.iter().flatten().next() {
        Some(contact) => yes_no(contact.confirmed),
        None => String::new(),
    };
    let mut row = vec![
        department.id.into(),
        department.name,
        department.short_name,
        department.kind.as_str().to_owned(),
        department.credit_code.map(String::from).unwrap_or_default(),
    ];
    row.extend(contacts.map(|contact| contact.map(|contact| contact.value).unwrap_or_default()));
    row.push(confirmed);
    row
}

async fn workdays(store: &Store) -> Result<Vec<Vec<String>>, StoreError> {
    let rows: Vec<(String, String, String)> = sqlx::query_as("SELECT day, kind, name FROM workday ORDER BY day")
        .fetch_all(store.reader())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(day, kind, name)| {
            let kind = if kind == "makeup" { "makeup_workday" } else { "holiday" };
            vec![day, kind.to_owned(), name]
        })
        .collect())
}

async fn plan(store: &Store) -> Result<Plan, StoreError> {
    let milestones: Vec<Milestone> = bodies(store, "SELECT body FROM milestone ORDER BY position, id").await?;
    let reached: Vec<(Parsed<_>, Parsed<_>, Day)> = sqlx::query_as(
        "SELECT town, milestone, reached_on FROM town_milestone WHERE reached_on IS NOT NULL ORDER BY milestone, town",
    )
    .fetch_all(store.reader())
    .await?;
    let reached = reached
        .into_iter()
        .map(|(town, milestone, on)| Reached {
            town: town.0,
            milestone: milestone.0,
            on: Some(on.0),
        })
        .collect();
    Ok(Plan { milestones, reached })
}

/// The newest version of every form of the package; what is made of an item is not one.
async fn forms(store: &Store, items: &[Item]) -> Result<Vec<FormSchema>, StoreError> {
    let forms: Vec<FormSchema> = bodies(
        store,
        "SELECT f.body FROM form f WHERE f.version = (SELECT MAX(n.version) FROM form n WHERE n.id = f.id) ORDER BY f.id",
    )
    .await?;
    Ok(forms
        .into_iter()
        .filter(|form| items.iter().all(|item| item.form_id() != form.id))
        .collect())
}

fn yes_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

fn marked<T>(value: Option<&Confirmable<T>>, words: impl Fn(&T) -> String) -> [String; 2] {
    match value {
        Some(value) => [words(&value.value), yes_no(value.confirmed)],
        None => [String::new(), String::new()],
    }
}

fn words(value: Option<&Confirmable<String>>) -> [String; 2] {
    marked(value, String::clone)
}

fn hall(hall: &Hall) -> Vec<String> {
    let mut row = vec![hall.place.to_string()];
    row.extend(words(hall.address.as_ref()));
    row.extend(words(hall.directions.as_ref()));
    row.extend(words(hall.hours.as_ref()));
    row.extend(words(hall.phone.as_ref()));
    row.extend(words(hall.complaints.as_ref()));
    row.extend(marked(hall.courier.as_ref(), |value| yes_no(*value)));
    row.extend(marked(hall.appointment.as_ref(), |value| yes_no(*value)));
    row
}

/// The guides that differ from what their hall says for every item, place by place.
async fn overrides(store: &Store, items: &[Item], halls: &[Hall]) -> Result<Vec<Vec<String>>, StoreError> {
    let mut rows = Vec::new();
    for hall in halls {
        let guides: Vec<(Json<LocalGuide>,)> =
            sqlx::query_as("SELECT body FROM local_guide WHERE place = $1 ORDER BY item")
                .bind(hall.place.as_str())
                .fetch_all(store.reader())
                .await?;
        for (Json(local),) in guides {
            let Some(item) = items.iter().find(|item| item.id == local.item) else {
                continue;
            };
            let Some(part) = LocalPart::of(item, hall.place.tier()) else {
                continue;
            };
            if local != LocalGuide::at(hall, local.item.clone(), part) {
                rows.push(override_row(&local, hall, part));
            }
        }
    }
    Ok(rows)
}

fn override_row(local: &LocalGuide, hall: &Hall, part: LocalPart) -> Vec<String> {
    let own = |mine: &Option<Confirmable<String>>, halls: &Option<Confirmable<String>>| {
        words(mine.as_ref().filter(|_| mine != halls))
    };
    let mut row = vec![local.item.to_string(), local.place.to_string()];
    row.push(if local.part == part { "" } else { local.part.as_str() }.to_owned());
    row.extend(words(local.window.as_ref()));
    row.extend(own(&local.address, &hall.address));
    row.extend(own(&local.hours, &hall.hours));
    row.extend(own(&local.phone, &hall.phone));
    row
}
