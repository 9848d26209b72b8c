//! The synthetic vectors of `data/identifiers.json`, and how people write what they hold.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::expect_used,
    reason = "a test says so loudly when its own data is wrong"
)]

use serde_json::Value;
use shared::id::IdError;
use shared::people::{
    CitizenId, CitizenIdError, CreditCode, CreditCodeError, Landline, Mobile, MobileError, PersonName, PersonNameError,
    Phone, PhoneError,
};
use shared::place::DivisionCodeError;
use shared::problem::Explain;
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
}

#[test]
fn the_serials_996_to_999_were_kept_for_those_born_before_1900() {
    for (serial, year) in [(995, 1995), (996, 1895), (997, 1895), (998, 1895), (999, 1895)] {
        let id: CitizenId = format!("350582950203{serial}").parse().unwrap();
        assert_eq!(id.birth().year(), year, "{serial}");
    }
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
fn codes_of_xiamen_that_do_not_follow_the_standard_are_taken_with_a_doubt() {
    let code: CreditCode = "91350203M0001QKT19".parse().unwrap();
    assert!(code.is_doubtful());
    let plain: CreditCode = "91350582MA0T00070C".parse().unwrap();
    assert!(!plain.is_doubtful());
    // Another place, another series, another digit slipped: refused as ever.
    for wrong in ["91350583M0001QKT19", "91350203MA0T000700", "91350203M0001QKT29"] {
        assert_eq!(wrong.parse::<CreditCode>(), Err(CreditCodeError::Checksum), "{wrong}");
    }
}

#[test]
fn a_name_of_one_character_is_taken_with_a_doubt() {
    assert!("丹".parse::<PersonName>().unwrap().is_doubtful());
    assert!(!"陈明".parse::<PersonName>().unwrap().is_doubtful());
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
fn every_area_of_fujian_has_its_number_of_digits() {
    for area in vectors()["fujian_landline"]["area_codes"].as_array().unwrap() {
        let code = area["code"].as_str().unwrap();
        let digits = usize::try_from(area["digits"].as_u64().unwrap()).unwrap();
        for length in 6..=9 {
            let number = format!("{code}-{}", "8".repeat(length));
            assert_eq!(number.parse::<Landline>().is_ok(), length == digits, "{number}");
        }
    }
}

#[test]
fn numbers_are_taken_as_people_write_them() {
    let wide = |text: &str| -> String {
        let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
        text.chars().map(wide).collect()
    };
    for text in [
        "+86 138 0000 0000",
        "(+86)138-0000-0000",
        "138–0000–0000",
        "138.0000.0000",
        "8613800000000",
        "86-138 0000 0000",
        "\u{202d}13800000000\u{202c}",
        &wide("13800000000"),
    ] {
        assert_eq!(text.parse::<Mobile>().unwrap().as_str(), "13800000000", "{text}");
    }
    for (text, normal) in [
        ("0595 8500 0000", "0595-85000000"),
        ("0595-8500-0000", "0595-85000000"),
        ("0592-211-8888", "0592-2118888"),
        ("+86 595 85000000", "0595-85000000"),
        ("86 595 85000000", "0595-85000000"),
        ("0595.8500.0000", "0595-85000000"),
        ("0595-85000000转801", "0595-85000000-801"),
        (&wide("(0595)85000000"), "0595-85000000"),
    ] {
        assert_eq!(text.parse::<Phone>().unwrap().as_str(), normal, "{text}");
    }
    let id: CitizenId = "35058219050505009*".parse().unwrap();
    assert_eq!(id.as_str(), "35058219050505009X");
    let id = wide("35058219050505009x").parse::<CitizenId>().unwrap();
    assert_eq!(id.as_str(), "35058219050505009X");
    let code = wide(" 91350582ma0t00070c ".trim()).parse::<CreditCode>().unwrap();
    assert_eq!(code.as_str(), "91350582MA0T00070C");
}

#[test]
fn a_number_with_digits_missing_is_not_made_whole_from_its_extension() {
    for text in [
        "0595-5000000-8",
        "0595-8500-000-0",
        "0595-85000000-8-1",
        "0595-85000000-1234567",
        "0595850000001",
        "1380000转0000",
        "85000000",
        "010-62000000",
    ] {
        assert_eq!(text.parse::<Phone>(), Err(PhoneError), "{text}");
    }
}

#[test]
fn a_birthday_that_is_tomorrow_is_refused_today() {
    let id = "350582190505050129";
    let birth: Date = "1905-05-05".parse().unwrap();
    assert!(CitizenId::parse_on(id, birth).is_ok());
    assert_eq!(
        CitizenId::parse_on(id, birth.yesterday().unwrap()),
        Err(CitizenIdError::Birthdate)
    );
}

#[test]
fn who_was_born_on_february_29_is_a_year_older_on_march_1() {
    let id: CitizenId = "350501199202290718".parse().unwrap();
    for (day, age) in [
        ("2026-02-28", 33),
        ("2026-03-01", 34),
        ("2024-02-28", 31),
        ("2024-02-29", 32),
    ] {
        assert_eq!(id.age_on(day.parse().unwrap()), age, "{day}");
    }
}

#[test]
fn every_refusal_says_what_is_wrong_and_the_way_out_in_chinese() {
    let errors: Vec<Box<dyn Explain>> = vec![
        Box::new(CitizenIdError::Format),
        Box::new(CitizenIdError::Region),
        Box::new(CitizenIdError::Birthdate),
        Box::new(CitizenIdError::Checksum),
        Box::new(CreditCodeError::Format),
        Box::new(CreditCodeError::Region),
        Box::new(CreditCodeError::Checksum),
        Box::new(MobileError),
        Box::new(PhoneError),
        Box::new(PersonNameError::Length),
        Box::new(PersonNameError::Characters),
        Box::new(DivisionCodeError),
        Box::new(IdError),
    ];
    for error in errors {
        assert_eq!(error.to_string(), format!("{}。{}", error.what(), error.fix()));
        assert!(error.fix().contains("请"), "{error}");
        assert!(!error.what().ends_with('。') && !error.fix().ends_with('。'), "{error}");
    }
}

#[test]
fn what_says_who_somebody_is_stays_out_of_the_log() {
    let id: CitizenId = "350582190102030019".parse().unwrap();
    let phones: [Phone; 2] = ["13800001234".parse().unwrap(), "0595-85001234-801".parse().unwrap()];
    let name: PersonName = "欧阳小满".parse().unwrap();
    let log = format!("{id:?} {phones:?} {name:?}");
    for secret in ["19010203", "3800001", "8500", "801", "阳小"] {
        assert!(!log.contains(secret), "{log}");
    }
    assert!(log.contains("350***********0019"), "{log}");
}

#[test]
fn nothing_enters_by_json_that_the_parser_refuses() {
    assert!(serde_json::from_str::<CitizenId>("\"350582190102030010\"").is_err());
    assert!(serde_json::from_str::<Phone>("\"12800000000\"").is_err());
    let error = serde_json::from_str::<CitizenId>("\"350582190102030010\"").unwrap_err();
    assert!(
        !error.to_string().contains("350582190102030010"),
        "the number itself is not repeated"
    );
}

#[test]
fn names_of_every_nationality_are_taken() {
    for (text, name, masked) in [
        ("陈 明", "陈明", "陈*"),
        ("欧阳小满", "欧阳小满", "欧**满"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提", "阿******提"),
        ("Anna  Maria", "Anna Maria", "A** M**"),
        ("𬭎洋洋", "𬭎洋洋", "𬭎*洋"),
        ("\u{200b}陈明\u{feff}", "陈明", "陈*"),
        ("J. R. O’Neil", "J. R. O'Neil", "J** R** O**"),
        ("⾼⼤⼭", "高大山", "高*山"),
        ("丹", "丹", "*"),
        ("Jose\u{301} Mari\u{301}a", "José María", "J** M**"),
        ("A明A \u{301}", "A明Á", "A*Á"),
    ] {
        let parsed: PersonName = text.parse().unwrap();
        assert_eq!(name.parse().as_ref(), Ok(&parsed), "{name} reads back as itself");
        assert_eq!((parsed.as_str(), parsed.masked().as_str()), (name, masked));
    }
    for bad in ["", "A", "陈1明", "<b>陈明</b>", "😀😀", "··", "·陈明", "陈明·", "--"] {
        assert!(bad.parse::<PersonName>().is_err(), "{bad}");
    }
}
