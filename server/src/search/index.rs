//! The index: built once per version of the catalogue, read by every search.

use std::collections::HashMap;

use super::doc::{Doc, Field};
use super::lexicon::Lexicon;
use super::postings::{Posting, Reading};
use super::text::{self, Run};
use super::vocabulary::{EntryId, Vocabulary};

/// Names longer than this are found by their words, not as a whole.
pub const MAX_PHRASE: usize = 16;
/// Texts longer than this add nothing new.
const MAX_TEXT: usize = 2000;

/// The items in searchable form.
pub struct Index {
    pub(super) ids: Vec<String>,
    pub(super) by_id: HashMap<String, u32>,
    pub(super) lexicon: Lexicon,
    pub(super) vocabulary: Vocabulary,
    /// By entry; an entry that only leads to others (a saying) has no items.
    pub(super) words: Vec<Posting>,
    /// Pairs of neighbouring characters of names, for words nobody listed.
    pub(super) pairs: HashMap<[char; 2], Posting>,
    pub(super) singles: HashMap<char, Posting>,
}

impl Index {
    /// Reads all items. `quiet`: names that say nothing here, such as the city's and its towns'.
    #[must_use]
    pub fn build(docs: &[Doc], quiet: &[String]) -> Self {
        let taught = docs
            .iter()
            .flat_map(|doc| &doc.parts)
            .filter(|(field, _)| field.teaches())
            .map(|(_, text)| text.as_str());
        let mut index = Self {
            ids: docs.iter().map(|doc| doc.id.clone()).collect(),
            by_id: HashMap::new(),
            lexicon: Lexicon::new(taught, quiet.iter().map(String::as_str)),
            vocabulary: Vocabulary::default(),
            words: Vec::new(),
            pairs: HashMap::new(),
            singles: HashMap::new(),
        };
        let mut voiced: Vec<EntryId> = Vec::new();
        for (number, doc) in docs.iter().enumerate() {
            index.by_id.insert(text::squeeze(&doc.id), number as u32);
            index.read(number as u32, doc, &mut voiced);
        }
        let sayings: Vec<_> = index.lexicon.sayings().collect();
        for saying in sayings {
            voiced.push(index.vocabulary.add(saying, true));
        }
        voiced.sort_unstable();
        voiced.dedup();
        for id in voiced {
            index.vocabulary.voice(id);
        }
        index.vocabulary.seal();
        let all = index.words.iter_mut();
        for posting in all.chain(index.pairs.values_mut()).chain(index.singles.values_mut()) {
            posting.seal(docs);
        }
        index
    }

    fn read(&mut self, number: u32, doc: &Doc, voiced: &mut Vec<EntryId>) {
        let mut words: Reading<String> = Reading::default();
        let mut pairs: Reading<[char; 2]> = Reading::default();
        let mut singles: Reading<char> = Reading::default();
        let mut phrases: Vec<(String, f32)> = Vec::new();
        for (field, part) in &doc.parts {
            let length = part.chars().count();
            for run in text::runs(part, MAX_TEXT) {
                match run {
                    Run::Latin(word) => words.note(word, *field, length),
                    Run::Han(run) => {
                        for (_, word) in self.lexicon.cut(&run) {
                            if word.chars().nth(1).is_some() {
                                words.note(word.to_owned(), *field, length);
                            }
                        }
                        let chars: Vec<char> = run.chars().collect();
                        if field.is_name() {
                            for pair in chars.windows(2) {
                                if let [a, b] = *pair {
                                    pairs.note([a, b], *field, length);
                                }
                            }
                            for c in chars {
                                singles.note(c, *field, length);
                            }
                        }
                    }
                }
            }
            if field.is_name() || *field == Field::Theme {
                let phrase = text::squeeze(part);
                let length = phrase.chars().count();
                if (2..=MAX_PHRASE).contains(&length) {
                    let impact = match field {
                        Field::Theme => 0.4,
                        Field::Name => 0.95,
                        _ => 1.0,
                    };
                    phrases.push((phrase, impact));
                }
            }
        }
        for (word, impact) in words.impacts() {
            let id = self.entry(&word, false);
            self.post(id, number, impact);
            // Only what names say is worth finding by sound.
            if impact > 0.3 {
                voiced.push(id);
            }
        }
        for (phrase, impact) in phrases {
            let id = self.entry(&phrase, true);
            self.post(id, number, impact);
            voiced.push(id);
        }
        for (pair, impact) in pairs.impacts() {
            self.pairs.entry(pair).or_default().push(number, impact);
        }
        for (single, impact) in singles.impacts() {
            self.singles.entry(single).or_default().push(number, impact);
        }
    }

    fn entry(&mut self, text: &str, phrase: bool) -> EntryId {
        let id = self.vocabulary.add(text, phrase);
        let needed = id as usize + 1;
        if self.words.len() < needed {
            self.words.resize_with(needed, Posting::default);
        }
        id
    }

    fn post(&mut self, id: EntryId, number: u32, impact: f32) {
        if let Some(posting) = self.words.get_mut(id as usize) {
            posting.push(number, impact);
        }
    }

    /// The id of the item with this number.
    #[must_use]
    pub fn id(&self, item: u32) -> &str {
        self.ids.get(item as usize).map_or("", String::as_str)
    }

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}
