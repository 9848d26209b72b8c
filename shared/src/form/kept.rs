//! Numbers and codes in the one form in which they are kept, whatever keyboard they were typed on: half-width, without
//! the spaces and hyphens by which they are printed.

use super::{Field, FieldKind};
use crate::people::{CreditCode, Mobile, Phone};
use crate::text::plain;

/// A typed text as a field keeps it; what reads as none of its kind stays as typed, for `check` to tell about.
pub(super) fn kept(field: &Field, typed: &str) -> String {
    let read = match &field.kind {
        FieldKind::CitizenNumber => citizen_number(typed),
        FieldKind::Mobile => mobile(typed),
        FieldKind::Phone => typed.parse::<Phone>().ok().map(|phone| phone.as_str().to_owned()),
        FieldKind::CreditCode => typed.parse::<CreditCode>().ok().map(|code| code.as_str().to_owned()),
        FieldKind::Text { .. } if field.is_digits() => digits(typed),
        _ => None,
    };
    read.unwrap_or_else(|| typed.to_owned())
}

/// The same for a part of a person: `citizen_number`, `mobile`; a name and a relation stay.
pub(super) fn kept_part(name: &str, typed: &str) -> String {
    let read = match name {
        "citizen_number" => citizen_number(typed),
        "mobile" => mobile(typed),
        _ => None,
    };
    read.unwrap_or_else(|| typed.to_owned())
}

fn mobile(typed: &str) -> Option<String> {
    typed.parse::<Mobile>().ok().map(|mobile| mobile.as_str().to_owned())
}

/// Of either length: whoever types the first fifteen characters has not written an old number. A star is an X at the end
/// alone: elsewhere it masks.
fn citizen_number(typed: &str) -> Option<String> {
    let number = plain(typed).to_ascii_uppercase();
    let mut body = number.chars();
    let last = match body.next_back()? {
        '*' | '×' => 'X',
        last => last,
    };
    let body = body.as_str();
    let right = body.bytes().all(|byte| byte.is_ascii_digit()) && (last == 'X' || last.is_ascii_digit());
    (right && matches!(body.len(), 14 | 17)).then(|| format!("{body}{last}"))
}

/// The digits of a number that is printed in groups. A leading sign is no part of one.
fn digits(typed: &str) -> Option<String> {
    let plain = plain(typed);
    let number: String = plain.split('-').collect();
    let right = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (right && !plain.starts_with('-')).then_some(number)
}
