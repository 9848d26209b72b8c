//! What a screen needs to know while a form is being filled in. A screen that asks several of these about the same
//! answers makes one [`Filled`] and asks that.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Answers, Field, Filled, FormSchema, Page};

/// How far a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageStatus {
    /// Nothing is asked here for these answers.
    Skipped,
    Empty,
    WithProblems(usize),
    Complete,
}

impl<'f> Filled<'f> {
    /// The fields of a page that are shown.
    #[must_use]
    pub fn visible(&self, page: &'f Page) -> Vec<&'f Field> {
        page.fields
            .iter()
            .filter(|field| self.shows(field.id.as_str()))
            .collect()
    }

    /// How far a page is.
    #[must_use]
    pub fn status(&self, page: &Page) -> PageStatus {
        let mut shown = page
            .fields
            .iter()
            .filter(|field| self.shows(field.id.as_str()))
            .peekable();
        if shown.peek().is_none() {
            return PageStatus::Skipped;
        }
        // Blanks are pruned, so an answer that is there says something.
        let blank = shown.all(|field| !self.answers().as_map().contains_key(field.id.as_str()));
        match self.problems_on(page).len() {
            0 => PageStatus::Complete,
            _ if blank => PageStatus::Empty,
            problems => PageStatus::WithProblems(problems),
        }
    }

    /// How many of the pages asked are done, of how many: those that lack nothing and say something, and one that may be
    /// left empty once one has come past it, so that a blank draft has none.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let (mut done, mut asked, mut all_before) = (0, 0, !self.answers().is_empty());
        for page in &self.form().pages {
            let status = self.status(page);
            if status == PageStatus::Skipped {
                continue;
            }
            asked += 1;
            all_before &= status == PageStatus::Complete;
            let says = |field: &&Field| self.answers().as_map().contains_key(field.id.as_str());
            if status == PageStatus::Complete && (all_before || self.visible(page).iter().any(says)) {
                done += 1;
            }
        }
        (done, asked)
    }

    /// The first page that is not complete; none when everything is.
    #[must_use]
    pub fn first_incomplete(&self) -> Option<&'f Page> {
        self.form()
            .pages
            .iter()
            .find(|page| !matches!(self.status(page), PageStatus::Complete | PageStatus::Skipped))
    }
}

/// The fields of a page that are shown for these answers.
#[must_use]
pub fn visible_fields<'f>(form: &'f FormSchema, page: &'f Page, answers: &Answers, today: Date) -> Vec<&'f Field> {
    Filled::new(form, answers, today).visible(page)
}

/// Whether the field at a path, such as `phone` or `members[2].employer`, must be answered, given the other answers.
#[must_use]
pub fn required_now(form: &FormSchema, path: &str, answers: &Answers, today: Date) -> bool {
    Filled::new(form, answers, today).requires(path)
}

/// How far a page is.
#[must_use]
pub fn page_status(form: &FormSchema, page: &Page, answers: &Answers, today: Date) -> PageStatus {
    Filled::new(form, answers, today).status(page)
}

/// The first page that is not complete; none when everything is.
#[must_use]
pub fn first_incomplete_page<'f>(form: &'f FormSchema, answers: &Answers, today: Date) -> Option<&'f Page> {
    Filled::new(form, answers, today).first_incomplete()
}
