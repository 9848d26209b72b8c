//! One page as a browser hands it in: what is typed, and what whoever typed it had before them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Answers, Clash, Field, FieldKind, FormSchema, Page, drop_untouched, from_pairs, merge, rearrange, take_page,
    to_pairs,
};

/// Inputs by name, in their order.
pub type Pairs = Vec<(String, String)>;

/// The input with the page's states that whoever types knows of, as JSON: first the one the page was made from.
pub const SEEN: &str = "seen";
/// The input with what was stored at the fields asked about, as JSON.
pub const OFFERED: &str = "offered";
/// Before a path: the choice at a field that both changed, [`MINE`] or [`THEIRS`].
pub const KEEP: &str = "keep:";
pub const MINE: &str = "mine";
pub const THEIRS: &str = "theirs";

/// One page as handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSave {
    pub pairs: Pairs,
    /// The page's states that the writer knows of, the page's own first; none when the page did not say.
    pub seen: Vec<Pairs>,
    /// The revision the page was made from, for a page that says no more.
    pub revision: Option<u32>,
    /// The page is handed in whole and made anew: entries that were added and left untouched go.
    pub whole: bool,
}

impl PageSave {
    /// From the inputs of a plain form.
    #[must_use]
    pub fn of(pairs: Pairs) -> Self {
        let value = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        Self {
            seen: value(SEEN)
                .and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_default(),
            revision: value("revision").and_then(|text| text.parse().ok()),
            whole: true,
            pairs,
        }
    }

    /// As the page's hidden input carries the states.
    #[must_use]
    pub fn seen_text(seen: &[Pairs]) -> String {
        serde_json::to_string(seen).unwrap_or_default()
    }
}

/// A page brought together with what is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedPage {
    /// To be stored; at a clash the stored answer stands.
    pub answers: Answers,
    pub clashes: Vec<Clash>,
    /// A button of a list was pressed.
    pub rearranged: bool,
    /// Something of the page comes from another save.
    pub brought: bool,
    /// The page's inputs for whoever goes on typing: at a clash what they typed stands.
    pub screen: Pairs,
    /// What whoever goes on typing knows of once `answers` are stored.
    pub seen: Pairs,
    /// The same while they are not.
    pub seen_unsaved: Pairs,
}

/// Brings one page together with what is stored now; `revision` is the stored one.
#[must_use]
pub fn save_page(
    form: &FormSchema,
    page: &Page,
    typed: &PageSave,
    theirs: &Answers,
    revision: u32,
    today: Date,
) -> SavedPage {
    let mut mine = theirs.clone();
    take_page(form, page, &mut mine, &typed.pairs, today);
    let rearranged = rearrange(form, &mut mine, &typed.pairs).is_some();
    if typed.whole && !rearranged {
        drop_untouched(form, &mut mine);
    }
    let mut seen: Vec<Answers> = typed.seen.iter().map(|state| of_page(page, theirs, state)).collect();
    if seen.is_empty() && typed.revision.is_none_or(|on| on == revision) {
        seen.push(theirs.clone());
    }
    decide(page, typed, &mut seen, &mut mine, theirs);
    let states: Vec<&Answers> = seen.iter().collect();
    let merged = merge(form, &states, &mine, theirs);
    let mut screen = merged.answers.clone();
    for clash in &merged.clashes {
        screen.put(&clash.path, mine.get(&clash.path).cloned().unwrap_or_default());
    }
    // A text that was never asked about has been seen by nobody: there the page's own state stays.
    let known = |stored: &Answers| {
        let mut known = stored.clone();
        for clash in &merged.clashes {
            let base = seen.first().and_then(|base| base.get(&clash.path)).cloned();
            known.put(&clash.path, base.unwrap_or_default());
        }
        pairs_of(form, page, &known)
    };
    SavedPage {
        brought: pairs_of(form, page, &screen) != pairs_of(form, page, &mine),
        screen: pairs_of(form, page, &screen),
        seen: known(&merged.answers),
        seen_unsaved: known(theirs),
        answers: merged.answers,
        clashes: merged.clashes,
        rearranged,
    }
}

/// Where both had changed a field and the applicant has chosen since: what they chose counts over what they were shown,
/// and only over that.
fn decide(page: &Page, typed: &PageSave, seen: &mut [Answers], mine: &mut Answers, theirs: &Answers) {
    let choices: BTreeMap<&str, &str> = typed
        .pairs
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(KEEP)?, value.as_str())))
        .collect();
    if choices.is_empty() {
        return;
    }
    let offered = typed.pairs.iter().find(|(name, _)| name == OFFERED);
    let offered: Pairs = offered
        .and_then(|(_, text)| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let offered = of_page(page, theirs, &offered);
    for (path, choice) in choices {
        let here = path.split(['.', '[']).next().unwrap_or_default();
        if !page.fields.iter().any(|field| field.id.as_str() == here) {
            continue;
        }
        let at = |answers: &Answers| answers.get(path).cloned().unwrap_or_default();
        match choice {
            MINE => {
                if let Some(base) = seen.first_mut() {
                    base.put(path, at(&offered));
                }
            }
            THEIRS => mine.put(path, at(theirs)),
            _ => {}
        }
    }
}

/// The stored answers with this page as one of its states says; what the state leaves out was blank.
fn of_page(page: &Page, stored: &Answers, state: &[(String, String)]) -> Answers {
    let asked: Vec<&Field> = page
        .fields
        .iter()
        .filter(|field| !matches!(field.kind, FieldKind::Material { .. }))
        .collect();
    let mut answers = stored.clone();
    for field in &asked {
        answers.as_map_mut().remove(field.id.as_str());
    }
    from_pairs(&asked, &mut answers, state);
    answers
}

/// The inputs of a page as these answers fill them; blanks are left out.
#[must_use]
pub fn pairs_of(form: &FormSchema, page: &Page, answers: &Answers) -> Pairs {
    let here = |name: &str| {
        let head = name.split(['.', '[']).next().unwrap_or_default();
        page.fields.iter().any(|field| field.id.as_str() == head)
    };
    to_pairs(form, answers)
        .into_iter()
        .filter(|(name, value)| here(name) && (!value.is_empty() || is_marker(form, name)))
        .collect()
}

/// Of a list, or of one of its entries.
fn is_marker(form: &FormSchema, name: &str) -> bool {
    name.ends_with(']')
        || form
            .field_at(name)
            .is_some_and(|field| matches!(field.kind, FieldKind::Repeat { .. }))
}

/// Whether an input belongs to a path: its own, a part's, an entry's.
#[must_use]
pub fn is_under(path: &str, name: &str) -> bool {
    name.strip_prefix(path)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

impl Clash {
    /// Both texts as people read them.
    #[must_use]
    pub fn words(&self, form: &FormSchema, place: &dyn Fn(&str) -> Option<String>) -> [String; 2] {
        [&self.mine, &self.theirs].map(|value| {
            let words = match (form.field_at(&self.path), value) {
                (Some(field), Value::String(part)) => match &field.kind {
                    FieldKind::Person { parts } => {
                        let relation = parts.relation.iter().find(|one| one.value == *part);
                        relation.map_or_else(|| part.clone(), |one| one.label.clone())
                    }
                    _ => super::show_answer(field, Some(value), place),
                },
                (Some(field), value) => super::show_answer(field, Some(value), place),
                (None, value) => value.as_str().unwrap_or_default().to_owned(),
            };
            if words.is_empty() {
                "（没有填）".to_owned()
            } else {
                words
            }
        })
    }
}
