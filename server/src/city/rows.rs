//! What a package becomes in the database, worked out before the transaction opens.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use shared::catalogue::{Completeness, Hall, Item, LocalGuide, LocalPart, form_for};
use shared::form::{FormId, FormSchema};
use shared::place::{Division, DivisionCode};

use super::CityError;
use super::lines::Override;
use super::package::Package;
use crate::store::StoreError;

/// A versioned thing: its version is settled against what the database already has.
pub(super) struct Versioned<T> {
    pub value: T,
    /// Of everything but the version.
    pub digest: String,
}

/// One row of `local_guide`.
pub(super) struct GuideRow {
    pub item: String,
    pub place: String,
    pub part: &'static str,
    pub body: String,
    pub completeness: Completeness,
    /// Its own hours say something the hall's do not.
    pub hours_clash: bool,
}

/// Everything that is written.
pub(super) struct Rows<'a> {
    pub package: &'a Package,
    /// Items in the order of lists: by department, then by id.
    pub items: Vec<Versioned<Item>>,
    /// The forms of the package, and what each item makes of its own.
    pub forms: Vec<Versioned<FormSchema>>,
    pub halls: Vec<Hall>,
    pub guides: Vec<GuideRow>,
    pub digest: String,
}

impl<'a> Rows<'a> {
    pub fn of(package: &'a Package) -> Result<Self, CityError> {
        let mut hash = Sha256::new();
        let items = items(package)?;
        let forms = forms(package)?;
        let halls = halls(package);
        let guides = guides(package, &halls)?;
        for digest in items
            .iter()
            .map(|item| &item.digest)
            .chain(forms.iter().map(|form| &form.digest))
        {
            hash.update(digest);
        }
        for guide in &guides {
            hash.update(&guide.body);
        }
        let counted: Vec<_> = guides.iter().map(|guide| guide.completeness).collect();
        hash.update(json(&counted)?);
        hash.update(json(&halls)?);
        hash.update(json(&package.city)?);
        hash.update(json(&package.divisions)?);
        hash.update(json(&package.departments)?);
        hash.update(json(&package.plan)?);
        for day in &package.workdays {
            hash.update(format!("{} {:?} {}", day.date, day.kind, day.name));
        }
        Ok(Self {
            package,
            items,
            forms,
            halls,
            guides,
            digest: hex(&hash.finalize()),
        })
    }
}

pub(super) fn json(value: &impl Serialize) -> Result<String, CityError> {
    serde_json::to_string(value).map_err(|error| StoreError::unreadable("package", error).into())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(value: &impl Serialize) -> Result<String, CityError> {
    Ok(hex(&Sha256::digest(json(value)?)))
}

fn items(package: &Package) -> Result<Vec<Versioned<Item>>, CityError> {
    let order: BTreeMap<_, _> = package
        .departments
        .iter()
        .enumerate()
        .map(|(at, office)| (&office.id, at))
        .collect();
    let mut items: Vec<&Item> = package.items.iter().collect();
    items.sort_by_key(|item| (order.get(&item.department), &item.id));
    items
        .into_iter()
        .map(|item| versioned(item.clone(), |item| item.version = 0))
        .collect()
}

fn versioned<T: Clone + Serialize>(value: T, blank: impl Fn(&mut T)) -> Result<Versioned<T>, CityError> {
    let mut bare = value.clone();
    blank(&mut bare);
    Ok(Versioned {
        digest: digest(&bare)?,
        value,
    })
}

fn forms(package: &Package) -> Result<Vec<Versioned<FormSchema>>, CityError> {
    let bases: BTreeMap<&FormId, &FormSchema> = package.forms.iter().map(|form| (&form.id, form)).collect();
    let composed = package
        .items
        .iter()
        .filter_map(|item| Some(form_for(item, bases.get(&item.form)?)));
    package
        .forms
        .iter()
        .cloned()
        .chain(composed)
        .map(|form| versioned(form, |form| form.version = 0))
        .collect()
}

/// Every place has a hall, known or not.
fn halls(package: &Package) -> Vec<Hall> {
    let known: BTreeMap<&DivisionCode, &Hall> = package.halls.iter().map(|hall| (&hall.place, hall)).collect();
    package
        .divisions
        .iter()
        .map(|division| match known.get(&division.code) {
            Some(hall) => Hall::clone(hall),
            None => Hall::unknown(division.code.clone()),
        })
        .collect()
}

fn guides(package: &Package, halls: &[Hall]) -> Result<Vec<GuideRow>, CityError> {
    let overrides: BTreeMap<_, &Override> = package
        .overrides
        .iter()
        .map(|row| ((&row.item, &row.place), row))
        .collect();
    let mut rows = Vec::new();
    for (division, hall) in package.divisions.iter().zip(halls) {
        for item in &package.items {
            if let Some(local) = local_guide(
                item,
                division,
                hall,
                overrides.get(&(&item.id, &division.code)).copied(),
            ) {
                rows.push(GuideRow {
                    item: item.id.to_string(),
                    place: division.code.to_string(),
                    part: local.part.as_str(),
                    completeness: Completeness::of(item, &local),
                    hours_clash: local.hours != hall.hours && local.hours_outside(hall).is_some(),
                    body: json(&local)?,
                });
            }
        }
    }
    Ok(rows)
}

/// What a site adds to an item; none when the item is not offered there.
fn local_guide(item: &Item, division: &Division, hall: &Hall, own: Option<&Override>) -> Option<LocalGuide> {
    let part = LocalPart::of(item, division.tier)?;
    let mut local = LocalGuide::at(hall, item.id.clone(), part);
    if let Some(own) = own {
        local.part = own.part.unwrap_or(local.part);
        local.window.clone_from(&own.window);
        local.address = own.address.clone().or(local.address);
        local.hours = own.hours.clone().or(local.hours);
        local.phone = own.phone.clone().or(local.phone);
    }
    Some(local)
}
