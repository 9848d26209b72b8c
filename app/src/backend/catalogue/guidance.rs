//! The one-time guidance (一口清) in words.

use shared::catalogue::{Confirmable, ItemId};

use super::{MaterialView, PlaceView};

/// The questions with the answers so far, and what follows from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidanceView {
    pub id: ItemId,
    pub name: String,
    pub place: Option<PlaceView>,
    pub questions: Vec<QuestionView>,
    pub answered: u32,
    /// Every question that applies is answered.
    pub done: bool,
    pub verdict: Verdict,
    pub needed: Vec<MaterialView>,
    /// Hangs on a question still open.
    pub undecided: Vec<MaterialView>,
    /// Not asked of this applicant.
    pub spared: Vec<String>,
    /// The conditions of the standard that no answer has decided.
    pub unasked: Vec<String>,
    /// What helps someone who does not qualify.
    pub instead: Vec<ItemLink>,
    /// What to bring and what to photograph, in a sentence.
    pub bring: String,
    /// The answers that count, as a form sends them.
    pub given: Vec<(String, String)>,
    /// The same as a query string, to carry into the application: `has_card=no&age=82`.
    pub carry: String,
    /// 最多跑 1 趟 · 不收费 · 10 个工作日
    pub facts: Vec<Confirmable<String>>,
}

/// Another item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLink {
    pub id: ItemId,
    pub name: String,
}

/// Whether the applicant may apply, as far as answers tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Yes,
    No {
        reasons: Vec<String>,
    },
    Open,
    /// The office looks at it; no question decides it.
    ByReview,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// The input's name.
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    pub why: Option<String>,
    pub kind: QuestionKind,
    /// What was answered, as the input's value; several for several choices.
    pub answers: Vec<String>,
    /// What is wrong with the answer.
    pub problem: Option<String>,
}

/// How it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    One { options: Vec<OptionView> },
    Several { options: Vec<OptionView> },
    Number { unit: Option<String> },
    Date,
    Text,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionView {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
}
