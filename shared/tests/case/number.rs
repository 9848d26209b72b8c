//! Case numbers: said on the phone, typed from paper.

use proptest::prelude::*;
use shared::case::{CaseNo, CaseNoError};

use super::world::*;

const ALPHABET: &str = "0123456789ACDEFGHJKMNPQRTVWXY";

fn number(random: [u8; 8]) -> CaseNo {
    CaseNo::from_random(&place(SHENHU), random)
}

/// The nine characters that carry the number.
fn letters(number: &CaseNo) -> Vec<char> {
    number
        .as_str()
        .chars()
        .filter(|letter| *letter != '-')
        .skip(2)
        .collect()
}

fn read(letters: &[char]) -> Result<CaseNo, CaseNoError> {
    letters.iter().collect::<String>().parse()
}

#[test]
fn a_number_shows_its_town_and_is_read_back() {
    let number = number([1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(number.as_str().starts_with("JB-115-"), "{number}");
    assert_eq!(number.as_str().len(), "JB-115-K7Q2X-4".len());
    assert_eq!(number.as_str().parse(), Ok(number.clone()));
    assert_eq!(
        serde_json::from_str::<CaseNo>(&serde_json::to_string(&number).unwrap()).unwrap(),
        number
    );
    assert!(
        CaseNo::from_random(&place(CITY), [9; 8])
            .as_str()
            .starts_with("JB-000-")
    );
}

#[test]
fn people_type_it_as_they_like() {
    let number = number([42; 8]);
    let bare: String = letters(&number).into_iter().collect();
    for typed in [
        bare.clone(),
        bare.to_lowercase(),
        number.as_str().to_lowercase(),
        number.as_str().replace('-', " "),
        number.as_str().replace('-', "—"),
        format!("  {number}\n"),
        number
            .as_str()
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
            .collect(),
    ] {
        assert_eq!(typed.parse(), Ok(number.clone()), "{typed}");
    }
}

#[test]
fn a_look_alike_counts_as_what_it_looks_like() {
    for (meant, typed) in [
        ('0', "oO"),
        ('1', "iIlL"),
        ('2', "zZ"),
        ('5', "sS"),
        ('8', "bB"),
        ('V', "uU"),
    ] {
        let number = (0..=255)
            .map(|byte| number([byte, 3, byte, 7, 11, byte, 5, 1]))
            .find(|number| letters(number)[3..].contains(&meant))
            .unwrap();
        for look_alike in typed.chars() {
            let typed: Vec<char> = letters(&number)
                .into_iter()
                .map(|c| if c == meant { look_alike } else { c })
                .collect();
            assert_eq!(read(&typed), Ok(number.clone()), "{typed:?}");
        }
    }
    for excluded in "OILZSBU".chars() {
        assert!(!ALPHABET.contains(excluded), "{excluded} looks like another");
    }
}

/// Every substitution at every place, and every swap of two neighbours, of a few hundred numbers.
#[test]
fn no_single_slip_and_no_swap_of_neighbours_goes_unnoticed() {
    for seed in 0..300_u64 {
        let number = number((seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)).to_le_bytes());
        let right = letters(&number);
        for position in 0..right.len() {
            for other in ALPHABET.chars().filter(|other| *other != right[position]) {
                let mut typed = right.clone();
                typed[position] = other;
                assert!(read(&typed).is_err(), "{typed:?} passed for {number}");
            }
        }
        for position in 1..right.len() {
            let mut typed = right.clone();
            typed.swap(position - 1, position);
            assert!(typed == right || read(&typed).is_err(), "{typed:?} passed for {number}");
        }
    }
}

#[test]
fn what_is_wrong_is_said_plainly() {
    assert_eq!("JB-115".parse::<CaseNo>(), Err(CaseNoError::Shape));
    assert_eq!("".parse::<CaseNo>(), Err(CaseNoError::Shape));
    assert_eq!(
        "K15-77777-7".parse::<CaseNo>(),
        Err(CaseNoError::Shape),
        "a town is three digits"
    );
    assert_eq!("JB-115-K7?2X-4".parse::<CaseNo>(), Err(CaseNoError::Character('?')));
    let mut slipped = letters(&number([42; 8]));
    slipped[8] = if slipped[8] == '7' { '9' } else { '7' };
    assert_eq!(read(&slipped), Err(CaseNoError::Check));
    let stored = serde_json::to_string(&slipped.iter().collect::<String>()).unwrap();
    assert!(
        serde_json::from_str::<CaseNo>(&stored).is_err(),
        "storage lets in no number that fails its check"
    );
}

proptest! {
    #[test]
    fn every_number_is_read_back_and_its_check_character_is_the_only_one_that_fits(random: [u8; 8]) {
        let number = number(random);
        prop_assert_eq!(number.as_str().parse::<CaseNo>(), Ok(number.clone()));
        let mut typed = letters(&number);
        let fitting = ALPHABET.chars().filter(|check| { typed[8] = *check; read(&typed).is_ok() }).count();
        prop_assert_eq!(fitting, 1);
    }

    #[test]
    fn reading_never_panics(text in ".{0,40}") {
        let _ = text.parse::<CaseNo>();
    }
}

#[test]
fn a_part_of_a_number_is_known_however_it_is_typed() {
    for (text, part) in [
        ("113-TER", Some("113TER")),
        ("ter7e", Some("TER7E")),
        ("JB-113", Some("113")),
        ("ＴＥＲ 7", Some("TER7")),
        ("7E-O", Some("7E0")),
        ("T", None),
        ("JB", None),
        ("赖德福", None),
        ("13900000001", None),
    ] {
        assert_eq!(CaseNo::part(text).as_deref(), part, "{text}");
    }
    let number = CaseNo::from_random(&"350582113000".parse().unwrap(), [7; 8]);
    assert_eq!(CaseNo::part(number.as_str()), None, "that is the whole");
    assert_eq!(number.key().len(), 9);
    assert!(number.key().starts_with("113") && number.key().ends_with(&number.tail()));
}
