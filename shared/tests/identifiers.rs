//! The synthetic vectors of `data/identifiers.json`, and what must hold for every text.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::expect_used,
    reason = "a test says so loudly when its own data is wrong"
)]

use proptest::prelude::*;
use serde_json::Value;
use shared::people::{CitizenId, CitizenIdError, CreditCode, CreditCodeError, Landline, Mobile, PersonName, Phone};
use shared::place::DivisionCode;
use shared::time::Date;

fn vectors() -> Value {
    serde_json::from_str(include_str!("data/identifiers.json")).unwrap()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_str().or_else(|| v["value"].as_str()).unwrap())
}

fn today() -> Date {
    vectors()["as_of"].as_str().unwrap().parse().unwrap()
}

#[test]
fn valid_citizen_numbers_tell_birth_and_sex() {
    let vectors = vectors();
    for list in ["valid", "valid_hk_mo_tw_residence_permit"] {
        for case in vectors["citizen_id"][list].as_array().unwrap() {
            let id = CitizenId::parse_on(case["value"].as_str().unwrap(), today()).unwrap();
            assert_eq!(id.birth().to_string(), case["birth"].as_str().unwrap());
            assert_eq!(id.sex().title(), case["sex"].as_str().unwrap());
        }
    }
    for text in texts(&vectors["citizen_id"]["valid_lowercase_x_input"]) {
        assert!(CitizenId::parse_on(text, today()).unwrap().as_str().ends_with('X'));
    }
    for case in vectors["citizen_id"]["demo_by_birth"].as_array().unwrap() {
        let id = CitizenId::parse_on(case["value"].as_str().unwrap(), today()).unwrap();
        assert_eq!(i64::from(id.age_on(today())), case["age_on_as_of"].as_i64().unwrap());
    }
}

#[test]
fn old_numbers_become_new_ones() {
    for case in vectors()["citizen_id"]["legacy15_to_18"].as_array().unwrap() {
        let id: CitizenId = case["in"].as_str().unwrap().parse().unwrap();
        assert_eq!(id.as_str(), case["out"].as_str().unwrap());
    }
    let centenarian: CitizenId = "350582950203997".parse().unwrap();
    assert_eq!(centenarian.birth().year(), 1895);
}

#[test]
fn invalid_citizen_numbers_are_refused_for_the_right_reason() {
    for case in vectors()["citizen_id"]["invalid"].as_array().unwrap() {
        let expected = match case["expect"].as_str().unwrap() {
            "checksum" => CitizenIdError::Checksum,
            "birthdate" => CitizenIdError::Birthdate,
            "region" => CitizenIdError::Region,
            _ => CitizenIdError::Format,
        };
        assert_eq!(
            CitizenId::parse_on(case["value"].as_str().unwrap(), today()),
            Err(expected),
            "{case}"
        );
    }
}

#[test]
fn credit_codes() {
    let vectors = vectors();
    for text in texts(&vectors["uscc"]["valid"]) {
        assert_eq!(text.parse::<CreditCode>().unwrap().as_str(), text);
    }
    for case in vectors["uscc"]["invalid"].as_array().unwrap() {
        let expected = match case["expect"].as_str().unwrap() {
            "checksum" => CreditCodeError::Checksum,
            "region" => CreditCodeError::Region,
            _ => CreditCodeError::Format,
        };
        assert_eq!(
            case["value"].as_str().unwrap().parse::<CreditCode>(),
            Err(expected),
            "{case}"
        );
    }
}

#[test]
fn phones() {
    let vectors = vectors();
    for text in texts(&vectors["mobile"]["valid"]) {
        assert_eq!(text.parse::<Mobile>().unwrap().as_str().len(), 11);
    }
    for text in texts(&vectors["mobile"]["invalid"]) {
        assert!(text.parse::<Mobile>().is_err(), "{text}");
    }
    for text in texts(&vectors["fujian_landline"]["valid"]) {
        assert!(text.parse::<Landline>().is_ok(), "{text}");
        assert!(text.parse::<Phone>().is_ok(), "{text}");
    }
    for text in texts(&vectors["fujian_landline"]["invalid"]) {
        assert!(text.parse::<Phone>().is_err(), "{text}");
    }
    assert_eq!("(0595)88000000".parse::<Phone>().unwrap().masked(), "0595-****0000");
}

#[test]
fn names_of_every_nationality_are_taken() {
    for (text, name, masked) in [
        ("陈 明", "陈明", "陈*"),
        ("欧阳小满", "欧阳小满", "欧**满"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提", "阿******提"),
        ("Anna  Maria", "Anna Maria", "A** M**"),
        ("𬭎洋洋", "𬭎洋洋", "𬭎*洋"),
    ] {
        let parsed: PersonName = text.parse().unwrap();
        assert_eq!((parsed.as_str(), parsed.masked().as_str()), (name, masked));
    }
    for bad in ["", "陈", "陈1明", "<b>陈明</b>", "😀😀"] {
        assert!(bad.parse::<PersonName>().is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,40}", digits in "[0-9Xx0-9 +()-]{0,30}") {
        for text in [text, digits] {
            let _ = text.parse::<CitizenId>();
            let _ = text.parse::<CreditCode>();
            let _ = text.parse::<Mobile>();
            let _ = text.parse::<Landline>();
            let _ = text.parse::<Phone>().map(|p| p.masked());
            let _ = text.parse::<PersonName>().map(|n| n.masked());
            let _ = text.parse::<DivisionCode>().map(|d| (d.tier(), d.parent()));
        }
    }

    #[test]
    fn one_wrong_digit_in_a_citizen_number_is_always_found(at in 0usize..17, shift in 1u8..10) {
        let mut bytes = b"350582190102030019".to_vec();
        bytes[at] = b'0' + (bytes[at] - b'0' + shift) % 10;
        prop_assert!(String::from_utf8(bytes).unwrap().parse::<CitizenId>().is_err());
    }

    #[test]
    fn masking_never_shows_the_whole(serial in 0u32..996, year in 20u8..99) {
        let id: CitizenId = format!("350582{year:02}0203{serial:03}").parse().unwrap();
        prop_assert!(!id.masked().contains(&id.as_str()[6..14]));
        prop_assert_eq!(id.birth().year(), 1900 + i16::from(year));
        let mobile: Mobile = format!("139{:08}", serial).parse().unwrap();
        prop_assert!(!mobile.masked().contains(&mobile.as_str()[3..7]) || &mobile.as_str()[3..7] == mobile.tail());
    }
}
