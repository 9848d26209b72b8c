//! The official list of divisions: 1 city, 19 towns and subdistricts, 399 villages and communities.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says so loudly when its own data is wrong"
)]

use std::collections::BTreeMap;

use shared::place::{Division, DivisionCode, Tier};

fn divisions() -> Vec<Division> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Division {
            code: cells[0].parse().unwrap(),
            name: cells[1].to_owned(),
            tier: cells[2].parse().unwrap(),
            parent: cells[3].parse().unwrap(),
            kind: cells[4].to_owned(),
        }
    };
    include_str!("data/divisions.csv").lines().skip(1).map(row).collect()
}

#[test]
fn the_digits_of_every_code_say_its_tier_and_what_lies_above() {
    let mut count = BTreeMap::new();
    for division in divisions() {
        *count.entry(division.tier).or_insert(0) += 1;
        assert_eq!(division.code.tier(), division.tier, "{}", division.name);
        if division.tier != Tier::City {
            assert_eq!(division.code.parent(), Some(division.parent), "{}", division.name);
        }
    }
    assert_eq!(
        count,
        BTreeMap::from([(Tier::City, 1), (Tier::Town, 19), (Tier::Village, 399)])
    );
}

#[test]
fn every_village_lies_in_one_town_and_that_in_the_city() {
    let divisions = divisions();
    let city = &divisions.iter().find(|d| d.tier == Tier::City).unwrap().code;
    for village in divisions.iter().filter(|d| d.tier == Tier::Village) {
        let over: Vec<&DivisionCode> = divisions
            .iter()
            .filter(|d| d.tier == Tier::Town && d.code.covers(&village.code))
            .map(|d| &d.code)
            .collect();
        assert_eq!(over, [&village.parent]);
        assert!(city.covers(&village.code) && !village.code.covers(&village.parent));
    }
}

#[test]
fn every_hall_has_its_fixed_name() {
    for division in divisions() {
        let ending = match division.tier {
            Tier::City => "行政服务中心",
            Tier::Town => "综合便民服务中心",
            Tier::Village => "便民服务站",
        };
        assert_eq!(division.hall_name(), format!("{}{ending}", division.name));
    }
}

#[test]
fn a_tier_reads_as_it_is_written_and_nothing_else() {
    for tier in Tier::ALL {
        assert_eq!(tier.to_string().parse(), Ok(tier));
    }
    assert_eq!(
        "county".parse::<Tier>().unwrap_err().to_string(),
        "层级里没有「county」"
    );
}
