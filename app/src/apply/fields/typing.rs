//! How something is typed: the keyboard a phone shows, and what the browser may fill in by itself.

use shared::form::{Field, FieldKind};

/// The keyboard, the purpose of the input (WCAG 2.1 §1.3.5), and a word about typing it. No input has a `maxlength`: it
/// would cut what is pasted without a word, where the form's rule says how much is too much.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    pub mode: &'static str,
    pub purpose: Option<&'static str>,
    pub hint: Option<&'static str>,
}

impl Typing {
    pub fn text(purpose: Option<&'static str>) -> Self {
        Self {
            mode: "text",
            purpose,
            hint: None,
        }
    }

    /// Digits with a star: keypads have no X, which one number in eleven ends in.
    pub fn citizen_number() -> Self {
        Self {
            mode: "tel",
            purpose: None,
            hint: Some("末位是 X 的，可以按 * 代替"),
        }
    }

    /// `own`: the applicant's.
    pub fn phone(own: bool) -> Self {
        Self {
            mode: "tel",
            purpose: own.then_some("tel"),
            hint: None,
        }
    }

    pub fn of(field: &Field) -> Self {
        match field.kind {
            FieldKind::CitizenNumber => Self::citizen_number(),
            FieldKind::Phone | FieldKind::Mobile => Self::phone(false),
            FieldKind::Text { .. } if field.is_digits() => Self {
                mode: "numeric",
                ..Self::text(None)
            },
            _ => Self::text(None),
        }
    }
}
