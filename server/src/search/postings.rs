//! Which items say a word, and how prominently.

use std::collections::HashMap;

use super::doc::{Doc, Field};

/// Occurrences saturate: BM25's k1 on weighted fields.
const K1: f32 = 4.0;
/// A name longer than this is a little less about each of its words (BM25's b).
const USUAL_NAME: f32 = 8.0;
const B: f32 = 0.3;

/// The items of one word, in their order, each with an impact between 0 and 1.
#[derive(Default)]
pub struct Posting {
    pub idf: f32,
    pub items: Vec<(u32, f32)>,
}

/// What one item says, while it is being read.
#[derive(Default)]
pub struct Reading<K> {
    said: HashMap<K, Vec<(Field, f32)>>,
}

impl<K: Eq + std::hash::Hash> Reading<K> {
    /// Notes an occurrence in a field of `length` characters. A field counts once per word, at its shortest text.
    pub fn note(&mut self, key: K, field: Field, length: usize) {
        let weight = if field.is_name() {
            field.weight() / (1.0 - B + B * (length as f32 / USUAL_NAME).max(0.5))
        } else {
            field.weight()
        };
        let fields = self.said.entry(key).or_default();
        match fields.iter_mut().find(|(f, _)| *f == field) {
            Some((_, best)) => *best = best.max(weight),
            None => fields.push((field, weight)),
        }
    }

    pub fn impacts(self) -> impl Iterator<Item = (K, f32)> {
        self.said.into_iter().map(|(key, fields)| {
            let sum: f32 = fields.iter().map(|(_, weight)| weight).sum();
            (key, sum / (sum + K1))
        })
    }
}

impl Posting {
    pub fn push(&mut self, item: u32, impact: f32) {
        match self.items.last_mut() {
            Some((last, best)) if *last == item => *best = best.max(impact),
            _ => self.items.push((item, impact)),
        }
    }

    /// Knows its rarity once all items are in.
    pub fn seal(&mut self, docs: &[Doc]) {
        let (n, df) = (docs.len() as f32, self.items.len() as f32);
        self.idf = (1.0 + (n - df + 0.5) / (df + 0.5)).ln();
        self.items.shrink_to_fit();
    }
}
