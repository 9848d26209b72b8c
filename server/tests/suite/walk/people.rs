//! Residents of every age a form may ask for, each with a checked name and number.

use shared::people::CitizenId;

use crate::harness::World;
use crate::harness::people::Person;

/// Someone who applies.
pub struct Resident {
    pub person: Person,
    pub name: &'static str,
    pub number: String,
    pub mobile: &'static str,
}

/// A citizen number of Jinjiang with its check digit.
pub fn number(birth: &str, order: &str) -> String {
    let body = format!("350582{birth}{order}");
    (0..=9)
        .map(|digit| digit.to_string())
        .chain(["X".to_owned()])
        .map(|check| format!("{body}{check}"))
        .find(|number| number.parse::<CitizenId>().is_ok())
        .unwrap_or_else(|| panic!("{body} has no check digit"))
}

pub async fn residents(world: &World) -> Vec<Resident> {
    let mut residents = Vec::new();
    for (name, birth, order, mobile) in [
        ("王建国", "19830312", "101", "13900000011"),
        ("陈秀英", "19350310", "002", "13900000012"),
        ("林美丽", "19950618", "204", "13900000013"),
        ("蔡志强", "19601120", "305", "13900000014"),
        ("许小海", "20091005", "107", "13900000015"),
    ] {
        let number = number(birth, order);
        let person = world.resident(mobile, name, &number).await;
        residents.push(Resident {
            person,
            name,
            number,
            mobile,
        });
    }
    residents
}
