//! A question as concepts: stretches of it, each with what it may mean.

use super::index::{Index, MAX_PHRASE};
use super::lexicon::Say;
use super::matters::mask;
use super::text::{self, Run};
use super::vocabulary::EntryId;
use super::{MAX_QUERY_CHARS, mixed, sound};

/// A find by what is meant counts less than one by what is said.
const MEANT: f32 = 0.85;
/// The same inside of a longer expression: 孩子 in 生孩子 means little.
const MEANT_INSIDE: f32 = 0.5;
pub(super) const SOUNDS_ALIKE: f32 = 0.75;
pub(super) const SLIPPED: f32 = 0.6;
const PAIR: f32 = 0.5;
const SINGLE: f32 = 0.3;
/// Words of procedure and of kinship add little to what is asked for.
const LITTLE: f32 = 0.6;
/// A word this prominent in an item is in its names.
const NAMED: f32 = 0.3;
/// More alternatives than this are not followed.
const MAX_ALTERNATIVES: usize = 24;

/// A stretch of the question.
#[derive(Debug, Default)]
pub struct Concept {
    /// Which characters of the question it is.
    pub mask: u64,
    pub alternatives: Vec<Alternative>,
}

/// One thing a stretch may mean: terms that belong together.
#[derive(Debug)]
pub struct Alternative {
    pub quality: f32,
    pub terms: Vec<Term>,
    /// When it is what the sentence is about: where its words stand, and the share of the sentence it answers at least.
    pub matter: Option<(u64, f32)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    Word(EntryId),
    Pair([char; 2]),
    Single(char),
}

/// A question understood.
#[derive(Debug, Default)]
pub struct Query {
    pub concepts: Vec<Concept>,
    /// The characters that say something: a good find answers all of them.
    pub telling: u64,
    /// The characters of words for what the catalogue does not hold.
    pub elsewhere: u64,
    /// An item's own code was typed.
    pub exact: Option<u32>,
}

pub(super) struct Reader<'i> {
    pub(super) index: &'i Index,
    pub(super) query: Query,
    little: u64,
    pub(super) at: usize,
}

/// Reads a question.
pub fn read(index: &Index, question: &str) -> Query {
    let mut reader = Reader {
        index,
        query: Query {
            exact: index.by_id.get(&text::squeeze(question)).copied(),
            ..Query::default()
        },
        little: 0,
        at: 0,
    };
    let runs = mixed::read(index, text::runs(question, MAX_QUERY_CHARS));
    let chars: Vec<char> = runs.iter().flat_map(|run| run.text().chars()).collect();
    reader.elsewhere(&chars);
    reader.matters(&chars);
    for run in runs {
        match run {
            Run::Han(run) => {
                reader.han(&run);
                reader.at += run.chars().count();
            }
            Run::Latin(run) => {
                reader.latin(&run);
                reader.at += run.len();
            }
        }
    }
    let Reader { mut query, little, .. } = reader;
    if query.telling == 0 {
        query.telling = little;
    }
    query
}

impl Reader<'_> {
    /// Words that name what this catalogue has nothing for.
    fn elsewhere(&mut self, chars: &[char]) {
        let held = |word: &str| {
            let posting = self
                .index
                .vocabulary
                .get(word)
                .and_then(|id| self.index.words.get(id as usize));
            posting.is_some_and(|posting| posting.items.iter().any(|(_, impact)| *impact > NAMED))
        };
        let words = self.index.lexicon.matters.elsewhere(chars);
        let masks = words.into_iter().filter(|(_, word)| !held(word)).map(|(mask, _)| mask);
        self.query.elsewhere = masks.fold(0, |all, one| all | one);
    }

    /// What the sentence is about, taken together.
    fn matters(&mut self, chars: &[char]) {
        let mut alternatives = Vec::new();
        for matter in self.index.lexicon.matters.of(chars) {
            let (quality, share) = match matter.classes {
                1 => (1.0, 0.5),
                2 => (1.4, 0.75),
                _ => (1.7, 0.8),
            };
            for name in matter.means {
                let mut meant = Vec::new();
                self.alternative(name, quality, &mut meant);
                // Only as a whole: the words of a name say other things too.
                alternatives.extend(
                    meant
                        .into_iter()
                        .filter(|one| one.terms.len() == 1)
                        .map(|one| Alternative {
                            matter: Some((matter.mask, share)),
                            ..one
                        }),
                );
            }
        }
        if !alternatives.is_empty() {
            self.query.concepts.push(Concept { mask: 0, alternatives });
        }
    }

    fn han(&mut self, run: &str) {
        let chars: Vec<char> = run.chars().collect();
        let tokens = self.index.lexicon.cut(run);
        // What is known, by (start, length): the segmenter's words, then whole names and sayings.
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let (mut known, mut quiet) = (vec![false; chars.len()], vec![false; chars.len()]);
        for &(start, word) in &tokens {
            let length = word.chars().count();
            match self.index.lexicon.says(word) {
                Say::Nothing => {
                    cover(&mut quiet, start, length);
                    continue;
                }
                Say::Little => self.little |= mask(self.at + start, length),
                Say::Much => {}
            }
            if length > 1 {
                cover(&mut known, start, length);
                spans.push((start, length));
            }
        }
        for start in 0..chars.len() {
            for length in 2..=MAX_PHRASE.min(chars.len() - start) {
                let window: String = chars.iter().skip(start).take(length).collect();
                let phrase = self
                    .index
                    .vocabulary
                    .get(&window)
                    .filter(|id| self.index.vocabulary.is_phrase(*id));
                if phrase.is_some()
                    && self.index.lexicon.says(&window) != Say::Nothing
                    && !spans.contains(&(start, length))
                {
                    cover(&mut known, start, length);
                    spans.push((start, length));
                }
            }
        }
        for i in 0..chars.len() {
            let alone = chars.get(i).map(char::to_string).unwrap_or_default();
            let says = self.index.lexicon.says(&alone);
            let is = |list: &[bool]| list.get(i).copied().unwrap_or(false);
            // A word of procedure tells little wherever it stands, unless a longer expression holds it.
            let in_word = spans.iter().any(|&(start, length)| {
                (start..start + length).contains(&i) && self.says(&chars, start, length) == Say::Much
            });
            if in_word || (!is(&known) && !is(&quiet) && says == Say::Much) {
                self.query.telling |= mask(self.at + i, 1);
            } else if says == Say::Little {
                self.little |= mask(self.at + i, 1);
            }
        }
        for &(start, length) in &spans {
            let inside = spans
                .iter()
                .any(|&(s, l)| l > length && s <= start && start + length <= s + l);
            self.span(&chars, start, length, inside);
        }
        self.unknown(&chars, &known, &quiet);
    }

    fn says(&self, chars: &[char], start: usize, length: usize) -> Say {
        let word: String = chars.iter().skip(start).take(length).collect();
        self.index.lexicon.says(&word)
    }

    /// A known stretch: itself and what it means.
    fn span(&mut self, chars: &[char], start: usize, length: usize, inside: bool) {
        let word: String = chars.iter().skip(start).take(length).collect();
        let mut alternatives = Vec::new();
        // A question that is a name asks for that item.
        let whole = chars.iter().enumerate().all(|(i, c)| {
            (start..start + length).contains(&i) || self.index.lexicon.says(&c.to_string()) == Say::Nothing
        });
        let little = self.index.lexicon.says(&word) == Say::Little;
        let quality = if whole {
            1.6
        } else if little {
            LITTLE
        } else {
            1.0
        };
        self.expand(&word, quality, inside, &mut alternatives);
        self.push(mask(self.at + start, length), alternatives);
    }

    pub(super) fn push(&mut self, mask: u64, mut alternatives: Vec<Alternative>) {
        alternatives.retain(|alternative| !alternative.terms.is_empty());
        alternatives.sort_by(|a, b| b.quality.total_cmp(&a.quality));
        alternatives.truncate(MAX_ALTERNATIVES);
        if !alternatives.is_empty() {
            self.query.concepts.push(Concept { mask, alternatives });
        }
    }

    /// Adds an expression and everything it means.
    pub(super) fn expand(&self, word: &str, quality: f32, inside: bool, out: &mut Vec<Alternative>) {
        self.alternative(word, quality, out);
        let meant = quality.min(1.0) * if inside { MEANT_INSIDE } else { MEANT };
        for other in self.index.lexicon.means(word) {
            self.alternative(other, meant, out);
        }
    }

    /// An expression as the index knows it: as a whole, and as the words it is made of.
    fn alternative(&self, text: &str, quality: f32, out: &mut Vec<Alternative>) {
        let has_items = |id: &EntryId| self.index.words.get(*id as usize).is_some_and(|p| !p.items.is_empty());
        if let Some(id) = self.index.vocabulary.get(text).filter(|id| has_items(id)) {
            out.push(Alternative {
                quality,
                terms: vec![Term::Word(id)],
                matter: None,
            });
        }
        let parts: Vec<Term> = self
            .index
            .lexicon
            .cut(text)
            .into_iter()
            .filter(|(_, word)| *word != text && word.chars().nth(1).is_some())
            .filter_map(|(_, word)| self.index.vocabulary.get(word).filter(|id| has_items(id)))
            .map(Term::Word)
            .collect();
        if parts.len() > 1 {
            out.push(Alternative {
                quality: quality.min(1.0) * 0.9,
                terms: parts,
                matter: None,
            });
        }
    }

    /// Stretches nobody knows: what sounds alike, what is one slip away, and their characters in pairs.
    fn unknown(&mut self, chars: &[char], known: &[bool], quiet: &[bool]) {
        let open = |i: usize| !known.get(i).copied().unwrap_or(true);
        for start in 0..chars.len() {
            for length in 2..=8usize.min(chars.len() - start) {
                if !(start..start + length).any(open) || (start..start + length).all(|i| quiet.get(i) == Some(&true)) {
                    continue;
                }
                let window: String = chars.iter().skip(start).take(length).collect();
                let mut alternatives = Vec::new();
                let alike: Vec<EntryId> = sound::usual(&window)
                    .map(|sound| self.index.vocabulary.sounding(&sound.full).collect())
                    .unwrap_or_default();
                for id in alike {
                    let text = self.index.vocabulary.text(id);
                    if text.chars().count() == length && text != window && self.index.lexicon.says(text) == Say::Much {
                        self.expand(text, SOUNDS_ALIKE, false, &mut alternatives);
                    }
                }
                for id in self.slipped(&window, known.get(start..start + length).unwrap_or(&[])) {
                    self.expand(self.index.vocabulary.text(id), SLIPPED, false, &mut alternatives);
                }
                self.push(mask(self.at + start, length), alternatives);
            }
            let pair = chars.get(start).zip(chars.get(start + 1));
            if let Some((&a, &b)) = pair.filter(|_| open(start) && open(start + 1)) {
                let found = self.index.pairs.contains_key(&[a, b]);
                let terms = if found { vec![Term::Pair([a, b])] } else { Vec::new() };
                self.push(
                    mask(self.at + start, 2),
                    vec![Alternative {
                        quality: PAIR,
                        terms,
                        matter: None,
                    }],
                );
            }
            if let Some(&c) = chars
                .get(start)
                .filter(|_| open(start) && quiet.get(start) != Some(&true))
            {
                let mut alternatives = vec![Alternative {
                    quality: SINGLE,
                    terms: vec![Term::Single(c)],
                    matter: None,
                }];
                for other in self.index.lexicon.means(&c.to_string()) {
                    self.alternative(other, MEANT_INSIDE, &mut alternatives);
                }
                // One character is an answer only where it stands alone: not as a piece of a word nobody knows.
                let also = |i: usize| open(i) && quiet.get(i) != Some(&true);
                let joined = also(start + 1) || (start > 0 && also(start - 1));
                self.push(if joined { 0 } else { mask(self.at + start, 1) }, alternatives);
            }
        }
    }

    /// Entries one character away, where that character is a slip: not one of a word (租房 in 租房子), nor a word of
    /// its own such as 不.
    fn slipped(&self, window: &str, known: &[bool]) -> Vec<EntryId> {
        let mut found = self.index.vocabulary.slipped(window);
        found.retain(|id| {
            let text = self.index.vocabulary.text(*id);
            let mut others = window.chars().zip(known).filter(|(c, _)| !text.contains(*c));
            others.all(|(c, known)| !known && self.index.lexicon.says(&c.to_string()) != Say::Nothing)
        });
        found
    }
}

fn cover(list: &mut [bool], start: usize, length: usize) {
    for slot in list.iter_mut().skip(start).take(length) {
        *slot = true;
    }
}
