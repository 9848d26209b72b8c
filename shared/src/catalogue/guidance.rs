//! One-time guidance (一口清): a few answers yield *your* list of materials and whether you qualify.

use std::collections::BTreeSet;

use super::{Eligibility, Handing, Item, ItemId, Material, Situation};
use crate::form::{Answers, Expr, Field, FormSchema, Page, Path, eval, submission};
use crate::time::Date;

/// What the answers so far say.
#[derive(Clone, Debug, PartialEq)]
pub struct Guidance<'a> {
    pub needed: Vec<&'a Material>,
    pub not_needed: Vec<&'a Material>,
    /// Depends on a question that is not answered yet.
    pub undecided: Vec<&'a Material>,
    pub qualifies: Qualifies<'a>,
    /// The conditions of the standard that no answer has decided.
    pub unasked: Vec<&'a str>,
    /// Items that help someone who does not qualify.
    pub instead: Vec<&'a ItemId>,
    /// The questions that apply, in order.
    pub questions: Vec<&'a Situation>,
}

impl Guidance<'_> {
    /// What to bring and what to photograph, in words: 「什么都不用带」 where that is so, and no promise while questions
    /// are open.
    #[must_use]
    pub fn bring_words(&self) -> String {
        let named = |handing: Handing| {
            let these = self.needed.iter().filter(|material| material.handing() == handing);
            these.map(|material| material.name.as_str()).collect::<Vec<_>>()
        };
        let (papers, photos) = (named(Handing::Paper), named(Handing::Photo));
        let open = !self.undecided.is_empty();
        let papers = match papers.as_slice() {
            [] if open => "到现在为止，什么都不用带".to_owned(),
            [] => "在网上办，什么都不用带".to_owned(),
            papers => format!("要带 {} 份纸质材料：{}", papers.len(), papers.join("、")),
        };
        match photos.as_slice() {
            [] => papers,
            photos => format!("{papers}；要拍照上传 {} 份：{}", photos.len(), photos.join("、")),
        }
    }
}

/// Whether the applicant may apply, as far as answers decide it.
#[derive(Clone, Debug, PartialEq)]
pub enum Qualifies<'a> {
    Yes,
    No {
        /// Each unmet condition in words.
        reasons: Vec<&'a str>,
    },
    /// These questions are still open.
    Unknown {
        questions: Vec<&'a Situation>,
    },
    /// No question decides it; the office looks at the conditions.
    ByReview,
}

/// The guidance for these answers.
#[must_use]
pub fn guidance<'a>(item: &'a Item, answers: &Answers, today: Date) -> Guidance<'a> {
    let asker = Asker::new(item, answers, today);
    let mut guidance = Guidance {
        needed: Vec::new(),
        not_needed: Vec::new(),
        undecided: Vec::new(),
        qualifies: asker.qualifies(item),
        unasked: item.undecided_conditions(&asker.met(item)),
        instead: asker.instead(item),
        questions: asker.asked.clone(),
    };
    for material in &item.materials {
        match asker.decides(&material.needed) {
            Some(true) => guidance.needed.push(material),
            Some(false) => guidance.not_needed.push(material),
            None => guidance.undecided.push(material),
        }
    }
    guidance
}

/// The questions as a form, which knows what may be answered.
fn questionnaire(item: &Item) -> FormSchema {
    let fields: Vec<Field> = item.situations.iter().map(|situation| situation.ask.clone()).collect();
    let page = fields.first().map(|first| Page {
        id: first.id.clone(),
        title: String::new(),
        intro: None,
        fields: fields.clone(),
    });
    FormSchema {
        id: item.form.clone(),
        version: item.version,
        title: String::new(),
        pages: page.into_iter().collect(),
        applicant: Vec::new(),
        rules: Vec::new(),
    }
}

struct Asker<'a> {
    /// The questions that apply to these answers.
    asked: Vec<&'a Situation>,
    /// The paths of those not answered, and of those that may yet apply.
    open: BTreeSet<&'a str>,
    /// Only what was asked: an answer to a question that no longer applies does not count, as in a submission.
    answers: Answers,
    today: Date,
}

impl<'a> Asker<'a> {
    fn new(item: &'a Item, answers: &Answers, today: Date) -> Self {
        let answers = submission(&questionnaire(item), answers, today);
        let mut asker = Self {
            asked: Vec::new(),
            open: BTreeSet::new(),
            answers,
            today,
        };
        // Conditions look back only, so one pass settles which questions apply.
        for situation in &item.situations {
            let applies = asker.decides(&situation.ask.shown);
            if applies == Some(true) {
                asker.asked.push(situation);
            }
            let path = situation.ask.id.as_str();
            if applies != Some(false) && asker.answers.get(path).is_none() {
                asker.open.insert(path);
            }
        }
        asker
    }

    /// Three-valued: none when the outcome hangs on an open question. A question that does not apply is not open:
    /// what hangs on it is false, as it will be in the application.
    fn decides(&self, rule: &Expr) -> Option<bool> {
        match rule {
            Expr::All(rules) => {
                let parts: Vec<Option<bool>> = rules.iter().map(|rule| self.decides(rule)).collect();
                if parts.contains(&Some(false)) {
                    Some(false)
                } else if parts.contains(&None) {
                    None
                } else {
                    Some(true)
                }
            }
            Expr::Any(rules) => {
                let parts: Vec<Option<bool>> = rules.iter().map(|rule| self.decides(rule)).collect();
                if parts.contains(&Some(true)) {
                    Some(true)
                } else if parts.contains(&None) {
                    None
                } else {
                    Some(false)
                }
            }
            Expr::Not(rule) => self.decides(rule).map(|decided| !decided),
            leaf => {
                let waits = leaf.paths().iter().any(|path| self.open.contains(path.head()));
                (!waits).then(|| eval(leaf, &self.answers, self.today))
            }
        }
    }

    /// The rules that the answers meet.
    fn met(&self, item: &'a Item) -> Vec<&'a Eligibility> {
        let rules = item.eligibility.iter();
        rules.filter(|rule| self.decides(&rule.rule) == Some(true)).collect()
    }

    fn instead(&self, item: &'a Item) -> Vec<&'a ItemId> {
        let unmet = item
            .eligibility
            .iter()
            .filter(|rule| self.decides(&rule.rule) == Some(false));
        let mut items = Vec::new();
        for id in unmet.flat_map(|rule| &rule.instead) {
            if !items.contains(&id) {
                items.push(id);
            }
        }
        items
    }

    fn qualifies(&self, item: &'a Item) -> Qualifies<'a> {
        if item.eligibility.is_empty() {
            return Qualifies::ByReview;
        }
        let mut reasons = Vec::new();
        let mut waiting = BTreeSet::new();
        for condition in &item.eligibility {
            match self.decides(&condition.rule) {
                Some(true) => {}
                Some(false) => reasons.push(condition.otherwise.as_str()),
                None => waiting.extend(condition.rule.paths().into_iter().map(Path::head)),
            }
        }
        if !reasons.is_empty() {
            return Qualifies::No { reasons };
        }
        let questions: Vec<&Situation> = self
            .asked
            .iter()
            .copied()
            .filter(|situation| {
                let path = situation.ask.id.as_str();
                self.open.contains(path) && waiting.contains(path)
            })
            .collect();
        if questions.is_empty() && waiting.is_empty() {
            Qualifies::Yes
        } else {
            Qualifies::Unknown { questions }
        }
    }
}
