//! Ranking: what a find is worth, and which finds are answers.

use super::index::Index;
use super::query::{self, Alternative, Concept, Query, Term};

/// A find that answers less of the question than this share of the best one is a neighbour, not an answer.
const ANSWERS: f32 = 0.5;
/// So is one whose score is below this share of the best.
const SCORES: f32 = 0.3;
/// When even the best answers less of the question than this, there is no answer.
const ENOUGH: f32 = 0.3;
/// A find below this says the words somewhere, not in a name.
const LEAST: f32 = 0.9;
/// A character of a word for what is not offered weighs this much more than another.
const ELSEWHERE: f32 = 3.0;
/// Several words found together say more than each, less than all of them added up.
const TOGETHER: f32 = 1.5;
/// An item's own code beats everything.
const EXACT: f32 = 1000.0;
/// How many neighbours are told.
const NEIGHBOURS: usize = 6;

/// One item found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub item: u32,
    pub score: f32,
}

/// What the caller wants: a filter, and what to prefer.
pub struct Want<'a> {
    /// Items that may be found at all.
    pub admit: &'a dyn Fn(u32) -> bool,
    /// A factor on an item's score, e.g. 1.2 when it is offered at the reader's place.
    pub prefer: &'a dyn Fn(u32) -> f32,
    /// At most this many answers.
    pub limit: usize,
}

impl Want<'_> {
    /// Everything, nothing preferred.
    pub const ALL: Want<'static> = Want {
        admit: &|_| true,
        prefer: &|_| 1.0,
        limit: 200,
    };
}

/// The answers, best first; and what stands near when there are none or few.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    pub hits: Vec<Hit>,
    /// How many answers there are beyond the limit too.
    pub total: usize,
    pub neighbours: Vec<Hit>,
    /// How many postings were read: the cost of the search, independent of the machine.
    pub work: usize,
}

/// Values by item that start at nothing; remembers which were touched.
struct Tally {
    value: Vec<f32>,
    count: Vec<u16>,
    touched: Vec<u32>,
}

impl Tally {
    fn new(items: usize) -> Self {
        Self {
            value: vec![0.0; items],
            count: vec![0; items],
            touched: Vec::new(),
        }
    }

    fn with(&mut self, item: u32, change: impl FnOnce(f32) -> f32) {
        let i = item as usize;
        if let (Some(value), Some(count)) = (self.value.get_mut(i), self.count.get_mut(i)) {
            if *count == 0 {
                self.touched.push(item);
            }
            *count = count.saturating_add(1);
            *value = change(*value);
        }
    }

    fn drain(&mut self, mut take: impl FnMut(u32, f32, u16)) {
        for item in self.touched.drain(..) {
            let i = item as usize;
            if let (Some(value), Some(count)) = (self.value.get_mut(i), self.count.get_mut(i)) {
                take(item, *value, *count);
                *value = 0.0;
                *count = 0;
            }
        }
    }
}

impl Index {
    /// Searches. Never fails: a question without meaning finds nothing.
    #[must_use]
    pub fn search(&self, question: &str, want: &Want<'_>) -> Outcome {
        let query = query::read(self, question);
        let mut search = Search {
            index: self,
            sum: Tally::new(self.len()),
            best: Tally::new(self.len()),
            part: Tally::new(self.len()),
            answered: vec![0; self.len()],
            assured: vec![0.0; self.len()],
            work: 0,
        };
        for concept in &query.concepts {
            search.concept(concept);
        }
        search.outcome(&query, want)
    }
}

struct Search<'i> {
    index: &'i Index,
    sum: Tally,
    best: Tally,
    part: Tally,
    answered: Vec<u64>,
    /// The share of the question an item answers at least: it is what the sentence is about.
    assured: Vec<f32>,
    work: usize,
}

impl Search<'_> {
    /// Adds, for every item, the best of what a stretch may mean.
    fn concept(&mut self, concept: &Concept) {
        for alternative in &concept.alternatives {
            self.alternative(alternative);
        }
        let (sum, answered) = (&mut self.sum, &mut self.answered);
        self.best.drain(|item, value, _| {
            sum.with(item, |old| old + value);
            if let Some(mask) = answered.get_mut(item as usize) {
                *mask |= concept.mask;
            }
        });
    }

    fn alternative(&mut self, alternative: &Alternative) {
        for term in &alternative.terms {
            let posting = match term {
                Term::Word(id) => self.index.words.get(*id as usize),
                Term::Pair(pair) => self.index.pairs.get(pair),
                Term::Single(c) => self.index.singles.get(c),
            };
            let Some(posting) = posting else { continue };
            self.work += posting.items.len();
            for &(item, impact) in &posting.items {
                self.part.with(item, |old| old + posting.idf * impact);
            }
        }
        let terms = alternative.terms.len().max(1) as f32;
        let (best, answered, assured) = (&mut self.best, &mut self.answered, &mut self.assured);
        self.part.drain(|item, value, count| {
            // Words that belong together count little apart.
            let share = f32::from(count) / terms;
            let together = if terms > 1.0 { TOGETHER } else { 1.0 };
            let value = value / terms * share * together * alternative.quality;
            best.with(item, |old| old.max(value));
            if let Some((where_said, share)) = alternative.matter {
                if let Some(mask) = answered.get_mut(item as usize) {
                    *mask |= where_said;
                }
                if let Some(least) = assured.get_mut(item as usize) {
                    *least = least.max(share);
                }
            }
        });
    }

    fn outcome(mut self, query: &Query, want: &Want<'_>) -> Outcome {
        let elsewhere = query.elsewhere.count_ones() as f32;
        let telling = ((query.telling | query.elsewhere).count_ones() as f32 + ELSEWHERE * elsewhere).max(1.0);
        let mut found: Vec<(Hit, f32)> = Vec::new();
        let (answered, assured) = (&self.answered, &self.assured);
        self.sum.drain(|item, value, _| {
            if (want.admit)(item) {
                let mask = answered.get(item as usize).copied().unwrap_or(0);
                let said = (mask & query.telling & !query.elsewhere).count_ones() as f32 / telling;
                let least = assured.get(item as usize).copied().unwrap_or(0.0);
                let share = if query.elsewhere == 0 { said.max(least) } else { said };
                let score = value * (0.35 + 0.65 * share) * (want.prefer)(item);
                found.push((Hit { item, score }, share));
            }
        });
        if let Some(item) = query.exact.filter(|item| (want.admit)(*item)) {
            found.retain(|(hit, _)| hit.item != item);
            found.push((Hit { item, score: EXACT }, 1.0));
        }
        // Equal scores keep the catalogue's order.
        found.sort_unstable_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item)));
        let best_share = found.iter().map(|(_, share)| *share).fold(0.0, f32::max);
        let best_score = found.first().map_or(0.0, |(hit, _)| hit.score);
        let exact = query.exact.is_some();
        // One character alone is a name begun.
        let short = query.telling.count_ones() == 1;
        let answers = |(hit, share): &(Hit, f32)| {
            best_share >= ENOUGH
                && (best_score >= LEAST || short)
                && *share >= ANSWERS * best_share
                && (exact || hit.score >= SCORES * best_score)
        };
        let (answers, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(answers);
        let total = answers.len();
        let hits: Vec<Hit> = answers.into_iter().map(|(hit, _)| hit).take(want.limit).collect();
        // A single character in common makes no neighbour.
        // Nor is anything near to what is had elsewhere.
        let near = rest
            .into_iter()
            .filter(|(_, share)| *share > 0.0 && query.elsewhere == 0);
        Outcome {
            neighbours: near.map(|(hit, _)| hit).take(NEIGHBOURS).collect(),
            total,
            hits,
            work: self.work,
        }
    }
}
