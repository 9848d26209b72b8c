//! What a command asks of whoever gives it.

use crate::case::Wish;
use crate::case::decide::LONGEST_TEXT;
use crate::form::{Choice, Expr, Field, FieldKind};

/// One part of a command, as its form asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// The name of the part.
    pub id: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub shape: Shape,
}

/// How a part is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Words that must be there.
    Words,
    /// Words that may be left out.
    MayWords,
    /// Somebody who works here.
    Colleague,
    /// How the result reached the applicant.
    Delivery,
    /// The number of the parcel, where there is one.
    Waybill,
    /// Words that must be there where the result went another way than the applicant chose.
    WhyOtherwise,
}

impl Ask {
    pub(super) const fn new(id: &'static str, label: &'static str, hint: &'static str, shape: Shape) -> Self {
        Self { id, label, hint, shape }
    }

    /// The question as a form has it; none for a name that is none. `colleagues` are those to choose from;
    /// `wish`: how the applicant chose to get the result.
    pub(super) fn field(&self, under: &str, colleagues: &[Choice], wish: Option<Wish>) -> Option<Field> {
        let how = format!("{under}how").parse().ok()?;
        let required = match (self.shape, wish) {
            (Shape::MayWords | Shape::WhyOtherwise, None) | (Shape::MayWords, _) => Expr::never(),
            (Shape::WhyOtherwise, Some(wish)) => Expr::All(vec![
                Expr::Answered(format!("{under}how").parse().ok()?),
                Expr::Not(Box::new(Expr::Equals(how, wish.how().into()))),
            ]),
            (Shape::Waybill, _) => Expr::Equals(how, POST.into()),
            (Shape::Words | Shape::Colleague | Shape::Delivery, _) => Expr::always(),
        };
        let hint = match (self.shape, wish) {
            (Shape::WhyOtherwise, Some(wish)) => format!(
                "申请人选的是{}；用另一种方式送达的，写明为什么，申请人会看到",
                wish.words()
            ),
            _ => self.hint.to_owned(),
        };
        Some(Field {
            id: format!("{under}{}", self.id).parse().ok()?,
            label: self.label.to_owned(),
            hint: (!hint.is_empty()).then_some(hint),
            kind: self.kind(colleagues),
            required,
            shown: Expr::always(),
            sensitive: None,
        })
    }

    fn kind(&self, colleagues: &[Choice]) -> FieldKind {
        match self.shape {
            Shape::Words | Shape::MayWords | Shape::WhyOtherwise => FieldKind::LongText {
                max: u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX),
            },
            Shape::Colleague => FieldKind::Choice {
                options: colleagues.to_vec(),
            },
            Shape::Delivery => FieldKind::Choice {
                options: DELIVERIES
                    .map(|(value, label)| Choice {
                        value: value.to_owned(),
                        label: label.to_owned(),
                        hint: None,
                    })
                    .to_vec(),
            },
            // Shorter than a form's texts may be: a parcel's number has 20 characters, and room for blanks.
            Shape::Waybill => FieldKind::Text { max: 40 },
        }
    }
}

pub(super) const WINDOW: &str = Wish::Window.how();
pub(super) const POST: &str = Wish::Post.how();

const DELIVERIES: [(&str, &str); 2] = [
    (WINDOW, "已在窗口交给申请人（或委托的人）"),
    (POST, "已邮寄，快递单号写在下面"),
];
