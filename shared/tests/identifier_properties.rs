//! What must hold for every text handed to a parser, and for every number that passes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says so loudly when its own data is wrong"
)]

use proptest::prelude::*;
use shared::id::{CaseId, DepartmentId};
use shared::people::{CitizenId, CreditCode, CreditCodeError, Landline, Mobile, PersonName, Phone};
use shared::place::DivisionCode;
use shared::time::Date;

/// Numbers that pass, built by the standard, for any day and serial.
fn citizen_id(year: i16, month: i8, day: i8, serial: u16) -> CitizenId {
    let head = format!("350582{year:04}{month:02}{day:02}{serial:03}");
    "0123456789X"
        .chars()
        .find_map(|check| format!("{head}{check}").parse().ok())
        .unwrap()
}

/// Anything at all, and what is nearly right: digits of two widths, signs, Han, emoji, marks.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,40}",
        "[0-9Xx\u{ff10}-\u{ff19}\u{ff38} +()转\u{200b}-]{0,30}",
        "[0-9]{14,18}[0-9Xx陈\u{301}]{0,2}",
        "0(59[1-9]|595)[-() ]?[0-9转-]{0,14}",
        "[陈明·. \u{301}😀A-]{0,12}",
    ]
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(text in any_text()) {
        let _ = text.parse::<CitizenId>().map(|id| (id.masked(), id.birth(), id.sex(), id.age_on(Date::MAX)));
        let _ = CitizenId::parse_on(&text, Date::MIN);
        let _ = text.parse::<CreditCode>().map(|code| code.masked());
        let _ = text.parse::<Mobile>().map(|mobile| mobile.masked());
        let _ = text.parse::<Landline>().map(|landline| landline.masked());
        let _ = text.parse::<Phone>().map(|phone| phone.masked());
        let _ = text.parse::<PersonName>().map(|name| name.masked());
        let _ = text.parse::<DivisionCode>().map(|code| (code.tier(), code.parent(), code.covers(&code.city())));
        let _ = (text.parse::<CaseId>(), text.parse::<DepartmentId>());
    }

    #[test]
    fn what_is_parsed_reads_back_the_same(text in any_text()) {
        if let Ok(phone) = text.parse::<Phone>() {
            prop_assert_eq!(phone.as_str().parse::<Phone>(), Ok(phone.clone()));
        }
        if let Ok(name) = text.parse::<PersonName>() {
            prop_assert_eq!(name.as_str().parse::<PersonName>(), Ok(name.clone()));
        }
        if let Ok(id) = text.parse::<CitizenId>() {
            prop_assert_eq!(id.as_str().parse::<CitizenId>(), Ok(id.clone()));
        }
    }

    #[test]
    fn one_wrong_digit_in_a_citizen_number_is_always_found(at in 0usize..17, shift in 1u8..10) {
        let mut bytes = b"350582190102030019".to_vec();
        bytes[at] = b'0' + (bytes[at] - b'0' + shift) % 10;
        prop_assert!(String::from_utf8(bytes).unwrap().parse::<CitizenId>().is_err());
    }

    #[test]
    fn one_wrong_character_in_a_credit_code_is_always_found(at in 8usize..17, wrong in 0usize..31) {
        let alphabet = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
        let mut bytes = b"91350582MA0T00070C".to_vec();
        prop_assume!(bytes[at] != alphabet[wrong]);
        bytes[at] = alphabet[wrong];
        prop_assert_eq!(String::from_utf8(bytes).unwrap().parse::<CreditCode>(), Err(CreditCodeError::Checksum));
    }

    #[test]
    fn fifteen_digits_become_eighteen_with_the_same_birth(
        year in 0u8..100, month in 1i8..=12, day in 1i8..=28, serial in 0u16..1000,
    ) {
        let old = format!("350582{year:02}{month:02}{day:02}{serial:03}");
        let id: CitizenId = old.parse().unwrap();
        let century = if serial >= 996 { 1800 } else { 1900 };
        prop_assert_eq!(id.birth(), Date::new(century + i16::from(year), month, day).unwrap());
        prop_assert_eq!(format!("{}{}", &id.as_str()[..6], &id.as_str()[8..17]), old);
    }

    #[test]
    fn masking_never_shows_the_whole(
        year in 1900i16..2026, month in 1i8..=12, day in 1i8..=28, serial in 0u16..1000, number in 2_000_000u32..9_999_999,
    ) {
        let id = citizen_id(year, month, day, serial);
        prop_assert!(!id.masked().contains(id.as_str()) && !id.masked().contains(&id.as_str()[6..14]));
        prop_assert_eq!(id.masked().chars().count(), 18);
        let mobile: Mobile = format!("139{number:08}").parse().unwrap();
        prop_assert_eq!(mobile.masked(), format!("139****{}", mobile.tail()));
        let landline: Landline = format!("0592-{number}").parse().unwrap();
        prop_assert!(!landline.masked().contains(&number.to_string()));
    }

    #[test]
    fn a_masked_name_is_never_the_name(name in "[陈林欧阳小明][·陈林欧阳小明]{0,8}[陈明]|[A-Z][a-z]{1,9}( [A-Z][a-z]{0,9}){0,3}") {
        let name: PersonName = name.parse().unwrap();
        prop_assert!(!name.masked().contains(name.as_str()));
    }
}
