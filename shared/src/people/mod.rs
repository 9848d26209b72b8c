//! Identifiers of people and bodies, each parsed by its standard.

mod citizen_id;
mod credit_code;
mod dialled;
mod glyphs;
mod landline;
mod mobile;
mod name;
mod phone;

pub use citizen_id::{CitizenId, CitizenIdError, Sex};
pub use credit_code::{CreditCode, CreditCodeError};
pub use dialled::PhoneError;
pub use landline::Landline;
pub use mobile::{Mobile, MobileError};
pub use name::{PersonName, PersonNameError};
pub use phone::Phone;

/// The first two digits of division codes that exist: provinces, and the residence permits of Hong Kong, Macao
/// (81, 82) and Taiwan (83) residents. 71 stands on old Taiwan records, 91 abroad is never a citizen number.
pub(crate) fn is_province(digits: &str) -> bool {
    matches!(
        digits,
        "11" | "12"
            | "13"
            | "14"
            | "15"
            | "21"
            | "22"
            | "23"
            | "31"
            | "32"
            | "33"
            | "34"
            | "35"
            | "36"
            | "37"
            | "41"
            | "42"
            | "43"
            | "44"
            | "45"
            | "46"
            | "50"
            | "51"
            | "52"
            | "53"
            | "54"
            | "61"
            | "62"
            | "63"
            | "64"
            | "65"
            | "71"
            | "81"
            | "82"
            | "83"
    )
}
