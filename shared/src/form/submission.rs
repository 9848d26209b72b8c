//! What is handed in: only what was asked.

use jiff::civil::Date;

use super::{Answers, Filled, FormSchema};

/// The answers that go into the application: hidden and unknown fields are dropped, blanks too.
#[must_use]
pub fn submission(form: &FormSchema, answers: &Answers, today: Date) -> Answers {
    Filled::new(form, answers, today).into_answers()
}
