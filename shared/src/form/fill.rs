//! What a screen needs to know while a form is being filled in.

use jiff::civil::Date;

use super::answers::is_blank;
use super::rule::{Scope, eval};
use super::{Answers, Field, FormSchema, Page, check_page};

/// How far a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStatus {
    /// Nothing is asked here for these answers.
    Skipped,
    Empty,
    WithProblems(usize),
    Complete,
}

/// The fields of a page that are shown for these answers.
#[must_use]
pub fn visible_fields<'f>(page: &'f Page, answers: &Answers, today: Date) -> Vec<&'f Field> {
    page.fields
        .iter()
        .filter(|field| eval(&field.shown, answers, today))
        .collect()
}

/// Whether a field must be answered, given the other answers.
#[must_use]
pub fn required_now(field: &Field, answers: &Answers, today: Date) -> bool {
    eval(&field.required, answers, today)
}

/// The same within a repeating group's entry.
#[must_use]
pub fn shown_in_entry(field: &Field, answers: &Answers, entry: &serde_json::Value, today: Date) -> bool {
    Scope {
        answers,
        entry: Some(entry),
        today,
    }
    .holds(&field.shown)
}

/// How far a page is.
#[must_use]
pub fn page_status(form: &FormSchema, page: &Page, answers: &Answers, today: Date) -> PageStatus {
    let fields = visible_fields(page, answers, today);
    if fields.is_empty() {
        return PageStatus::Skipped;
    }
    let problems = check_page(form, page.id.as_str(), answers, today).len();
    if problems == 0 {
        return PageStatus::Complete;
    }
    let blank = fields
        .iter()
        .all(|field| is_blank(answers.as_map().get(field.id.as_str())));
    if blank {
        PageStatus::Empty
    } else {
        PageStatus::WithProblems(problems)
    }
}

/// The first page that is not complete; none when everything is.
#[must_use]
pub fn first_incomplete_page<'f>(form: &'f FormSchema, answers: &Answers, today: Date) -> Option<&'f Page> {
    form.pages.iter().find(|page| {
        !matches!(
            page_status(form, page, answers, today),
            PageStatus::Complete | PageStatus::Skipped
        )
    })
}
