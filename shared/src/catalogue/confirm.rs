//! Values that carry whether the department in charge has confirmed them.

use serde::{Deserialize, Serialize};

/// A value and whether the department in charge stands by it. The mark travels with the value to the screen, where an
/// unconfirmed one reads 待主管部门确认.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmable<T> {
    pub value: T,
    pub confirmed: bool,
}

impl<T> Confirmable<T> {
    /// What every screen says beside an unconfirmed value.
    pub const MARK: &'static str = "待主管部门确认";

    /// A value the department stands by.
    pub const fn confirmed(value: T) -> Self {
        Self { value, confirmed: true }
    }

    /// A value nobody has confirmed yet.
    pub const fn unconfirmed(value: T) -> Self {
        Self {
            value,
            confirmed: false,
        }
    }

    /// The same mark on what `f` makes of the value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Confirmable<U> {
        Confirmable {
            value: f(self.value),
            confirmed: self.confirmed,
        }
    }

    /// The same mark on a borrow.
    pub const fn as_ref(&self) -> Confirmable<&T> {
        Confirmable {
            value: &self.value,
            confirmed: self.confirmed,
        }
    }

    /// 待主管部门确认 when it is not confirmed.
    #[must_use]
    pub fn mark(&self) -> Option<&'static str> {
        (!self.confirmed).then_some(Self::MARK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_must_be_written_and_survives_a_round_trip() {
        let text = r#"{"value":10,"confirmed":false}"#;
        let limit: Confirmable<u16> = serde_json::from_str(text).unwrap();
        assert_eq!(limit.mark(), Some("待主管部门确认"));
        assert_eq!(serde_json::to_string(&limit).unwrap(), text);
        // Silence is not consent.
        assert!(serde_json::from_str::<Confirmable<u16>>(r#"{"value":10}"#).is_err());
        assert_eq!(limit.map(|days| days + 1), Confirmable::unconfirmed(11));
    }
}
