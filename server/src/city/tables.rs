//! The tables of a package, row by row.

use shared::catalogue::{Confirmable, Department, Hall};
use shared::place::Division;
use shared::time::DayKind;

use super::lines::{Override, Workday};
use super::problem::Problems;
use super::table::{Row, Table};

pub(super) const DIVISIONS: &[&str] = &["code", "name", "tier", "parent_code", "kind"];
pub(super) const WORKDAYS: &[&str] = &["date", "kind", "name"];
pub(super) const DEPARTMENTS: &[&str] = &[
    "id",
    "name",
    "short_name",
    "kind",
    "credit_code",
    "address",
    "hours",
    "phone",
    "complaints",
    "contacts_confirmed",
];
pub(super) const HALLS: &[&str] = &[
    "place",
    "address",
    "address_confirmed",
    "directions",
    "directions_confirmed",
    "hours",
    "hours_confirmed",
    "phone",
    "phone_confirmed",
    "complaints",
    "complaints_confirmed",
    "courier",
    "courier_confirmed",
    "appointment",
    "appointment_confirmed",
];
pub(super) const OVERRIDES: &[&str] = &[
    "item",
    "place",
    "part",
    "window",
    "window_confirmed",
    "address",
    "address_confirmed",
    "hours",
    "hours_confirmed",
    "phone",
    "phone_confirmed",
];

/// Reads every row that is right, each with its line; what is wrong with the others is noted.
fn rows<T>(
    text: &str,
    columns: &'static [&'static str],
    problems: &mut Problems<'_>,
    read: impl Fn(&Row, &mut Problems<'_>) -> Option<T>,
) -> Vec<(u64, T)> {
    let Some(table) = Table::parse(text, columns, problems) else {
        return Vec::new();
    };
    let mut right = Vec::new();
    for row in table.rows() {
        match read(row, problems) {
            Some(value) => right.push((row.line, value)),
            // Whoever refers to it refers to something that is there, if wrong.
            None => problems.broken(columns.first().map_or("", |key| row.text(key))),
        }
    }
    right
}

pub(super) fn divisions(text: &str, problems: &mut Problems<'_>) -> Vec<(u64, Division)> {
    rows(text, DIVISIONS, problems, |row, problems| {
        let (code, name) = (row.parse("code", problems), row.required("name", problems));
        let (tier, parent) = (row.parse("tier", problems), row.parse("parent_code", problems));
        let kind = row.required("kind", problems);
        Some(Division {
            code: code?,
            name: name?,
            tier: tier?,
            parent: parent?,
            kind: kind?,
        })
    })
}

pub(super) fn workdays(text: &str, problems: &mut Problems<'_>) -> Vec<(u64, Workday)> {
    rows(text, WORKDAYS, problems, |row, problems| {
        let date = row.parse("date", problems);
        let kind = match row.text("kind") {
            "holiday" => Some(DayKind::Holiday),
            "makeup_workday" => Some(DayKind::MakeupWorkday),
            other => {
                let what = format!("应为 holiday 或 makeup_workday，却是「{other}」");
                problems.add_at(row.line, "kind", what);
                None
            }
        };
        Some(Workday {
            date: date?,
            kind: kind?,
            name: row.text("name").to_owned(),
        })
    })
}

pub(super) fn departments(text: &str, problems: &mut Problems<'_>) -> Vec<(u64, Department)> {
    rows(text, DEPARTMENTS, problems, |row, problems| {
        let (id, name) = (row.parse("id", problems), row.required("name", problems));
        let (short_name, kind) = (row.required("short_name", problems), row.parse("kind", problems));
        let credit_code = row.optional("credit_code", problems);
        let contacts = ["address", "hours", "phone", "complaints"];
        let confirmed = if contacts.iter().all(|column| row.text(column).is_empty()) {
            Some(false)
        } else {
            row.flag("contacts_confirmed", problems)
        };
        let confirmed = confirmed?;
        let contact = |column| {
            Some(row.text(column).to_owned())
                .filter(|text| !text.is_empty())
                .map(|value| Confirmable { value, confirmed })
        };
        Some(Department {
            id: id?,
            name: name?,
            short_name: short_name?,
            kind: kind?,
            credit_code: credit_code?,
            address: contact("address"),
            hours: contact("hours"),
            phone: contact("phone"),
            complaints: contact("complaints"),
        })
    })
}

pub(super) fn halls(text: &str, problems: &mut Problems<'_>) -> Vec<(u64, Hall)> {
    rows(text, HALLS, problems, |row, problems| {
        let place = row.parse("place", problems);
        let address = row.confirmable("address", "address_confirmed", problems);
        let directions = row.confirmable("directions", "directions_confirmed", problems);
        let hours = row.confirmable("hours", "hours_confirmed", problems);
        let phone = row.confirmable("phone", "phone_confirmed", problems);
        let complaints = row.confirmable("complaints", "complaints_confirmed", problems);
        let courier = row.confirmable_flag("courier", "courier_confirmed", problems);
        let appointment = row.confirmable_flag("appointment", "appointment_confirmed", problems);
        Some(Hall {
            place: place?,
            address: address?,
            directions: directions?,
            hours: hours?,
            phone: phone?,
            complaints: complaints?,
            courier: courier?,
            appointment: appointment?,
        })
    })
}

pub(super) fn overrides(text: &str, problems: &mut Problems<'_>) -> Vec<(u64, Override)> {
    rows(text, OVERRIDES, problems, |row, problems| {
        let (item, place) = (row.parse("item", problems), row.parse("place", problems));
        let part = row.optional("part", problems);
        let window = row.confirmable("window", "window_confirmed", problems);
        let address = row.confirmable("address", "address_confirmed", problems);
        let hours = row.confirmable("hours", "hours_confirmed", problems);
        let phone = row.confirmable("phone", "phone_confirmed", problems);
        Some(Override {
            item: item?,
            place: place?,
            part: part?,
            window: window?,
            address: address?,
            hours: hours?,
            phone: phone?,
        })
    })
}
