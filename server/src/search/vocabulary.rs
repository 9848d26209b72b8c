//! Everything that can be said: words, names, aliases and sayings, found by text, by sound, and with one slip.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::sound;
use super::text::is_han;

pub type EntryId = u32;

/// Slips are looked for in words of 3 to 8 characters; shorter ones are all neighbours of each other.
const SLIP_CHARS: std::ops::RangeInclusive<usize> = 3..=8;
/// And in pinyin of this many letters.
const SLIP_LETTERS: std::ops::RangeInclusive<usize> = 5..=20;
/// At most this many entries begin with what was typed.
const MAX_BEGINNINGS: usize = 24;

/// The entries of one language, sorted for look-up.
#[derive(Default)]
pub struct Vocabulary {
    texts: Vec<Arc<str>>,
    phrases: Vec<bool>,
    by_text: HashMap<Arc<str>, EntryId>,
    by_sound: Vec<(Box<str>, EntryId)>,
    by_initials: Vec<(Box<str>, EntryId)>,
    slips: Vec<(u64, EntryId)>,
    sound_slips: Vec<(u64, EntryId)>,
}

impl Vocabulary {
    /// Adds a word, or marks it as a phrase (a whole name or saying) when it is one.
    pub fn add(&mut self, text: &str, phrase: bool) -> EntryId {
        if let Some(&id) = self.by_text.get(text) {
            if let Some(flag) = self.phrases.get_mut(id as usize) {
                *flag |= phrase;
            }
            return id;
        }
        let id = self.texts.len() as EntryId;
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        self.phrases.push(phrase);
        self.by_text.insert(text, id);
        id
    }

    /// Makes an entry findable by sound and with a slip.
    pub fn voice(&mut self, id: EntryId) {
        let Some(text) = self.texts.get(id as usize).cloned() else {
            return;
        };
        let length = text.chars().count();
        if length < 2 || !text.chars().any(is_han) {
            return;
        }
        for sound in sound::all(&text) {
            if SLIP_LETTERS.contains(&sound.full.len()) {
                self.sound_slips.extend(slips(&sound.full).map(|slip| (slip, id)));
            }
            self.by_sound.push((sound.full.into(), id));
            self.by_initials.push((sound.initials.into(), id));
        }
        if SLIP_CHARS.contains(&length) {
            self.slips.extend(slips(&text).map(|slip| (slip, id)));
        }
    }

    /// Sorts for look-up; nothing may be added afterwards.
    pub fn seal(&mut self) {
        for list in [&mut self.by_sound, &mut self.by_initials] {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        for list in [&mut self.slips, &mut self.sound_slips] {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
    }

    pub fn text(&self, id: EntryId) -> &str {
        self.texts.get(id as usize).map_or("", |text| text)
    }

    pub fn is_phrase(&self, id: EntryId) -> bool {
        self.phrases.get(id as usize).copied().unwrap_or(false)
    }

    pub fn get(&self, text: &str) -> Option<EntryId> {
        self.by_text.get(text).copied()
    }

    /// Entries that sound exactly so.
    pub fn sounding(&self, full: &str) -> impl Iterator<Item = EntryId> + '_ {
        equal(&self.by_sound, full)
    }

    /// Entries with exactly these initials.
    pub fn with_initials(&self, initials: &str) -> impl Iterator<Item = EntryId> + '_ {
        equal(&self.by_initials, initials)
    }

    /// Entries whose sound begins so, with how much of it was typed (0 to 1).
    pub fn beginning(&self, typed: &str) -> impl Iterator<Item = (EntryId, f32)> + '_ {
        starting(&self.by_sound, typed)
    }

    /// Entries whose initials begin so, with how much was typed.
    pub fn initials_beginning(&self, typed: &str) -> impl Iterator<Item = (EntryId, f32)> + '_ {
        starting(&self.by_initials, typed)
    }

    /// Entries that differ from `text` in one character: one too many, one missing, one wrong.
    pub fn slipped(&self, text: &str) -> Vec<EntryId> {
        if !SLIP_CHARS.contains(&text.chars().count()) {
            return Vec::new();
        }
        let mut found = near(&self.slips, text);
        found.retain(|&id| one_apart(self.text(id), text));
        found
    }

    /// Entries whose pinyin differs from `typed` in one letter.
    pub fn sound_slipped(&self, typed: &str) -> Vec<EntryId> {
        if !SLIP_LETTERS.contains(&typed.len()) {
            return Vec::new();
        }
        let mut found = near(&self.sound_slips, typed);
        found.retain(|&id| sound::all(self.text(id)).iter().any(|s| one_apart(&s.full, typed)));
        found
    }
}

fn equal<'a>(list: &'a [(Box<str>, EntryId)], key: &str) -> impl Iterator<Item = EntryId> + 'a {
    let start = list.partition_point(|(text, _)| text.as_ref() < key);
    let end = list.partition_point(|(text, _)| text.as_ref() <= key);
    list.get(start..end).unwrap_or(&[]).iter().map(|(_, id)| *id)
}

fn starting<'a>(list: &'a [(Box<str>, EntryId)], typed: &str) -> impl Iterator<Item = (EntryId, f32)> + 'a {
    let start = list.partition_point(|(text, _)| text.as_ref() < typed);
    let typed = typed.to_owned();
    list.get(start..)
        .unwrap_or(&[])
        .iter()
        .take_while(move |(text, _)| text.starts_with(&typed))
        .take(MAX_BEGINNINGS)
        .map(move |(text, id)| (*id, typed_share(start, list, text)))
}

fn typed_share(start: usize, list: &[(Box<str>, EntryId)], text: &str) -> f32 {
    // The first entry of the range is the shortest that begins so.
    let shortest = list.get(start).map_or(1, |(first, _)| first.len());
    shortest as f32 / text.len().max(1) as f32
}

/// Hashes of a text and of it with each one character left out: two texts one slip apart share at least one.
fn slips(text: &str) -> impl Iterator<Item = u64> + '_ {
    let chars: Vec<char> = text.chars().collect();
    (0..=chars.len()).map(move |without| {
        let mut hasher = DefaultHasher::new();
        for (i, c) in chars.iter().enumerate() {
            if i != without {
                c.hash(&mut hasher);
            }
        }
        hasher.finish()
    })
}

fn near(list: &[(u64, EntryId)], text: &str) -> Vec<EntryId> {
    let mut found: Vec<EntryId> = slips(text)
        .flat_map(|slip| {
            let start = list.partition_point(|(key, _)| *key < slip);
            list.get(start..)
                .unwrap_or(&[])
                .iter()
                .take_while(move |(key, _)| *key == slip)
                .take(MAX_BEGINNINGS)
                .map(|(_, id)| *id)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether one text becomes the other by one insertion, deletion or replacement.
fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let longer = a.len().max(b.len());
    a != b && a.len().abs_diff(b.len()) <= 1 && head + tail + 1 >= longer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            let id = vocabulary.add(word, true);
            vocabulary.voice(id);
        }
        vocabulary.seal();
        vocabulary
    }

    fn texts(vocabulary: &Vocabulary, ids: impl IntoIterator<Item = EntryId>) -> Vec<&str> {
        ids.into_iter().map(|id| vocabulary.text(id)).collect()
    }

    #[test]
    fn words_are_found_by_sound_and_initials() {
        let v = vocabulary(&["低保", "社保卡", "社会保险", "居住证"]);
        assert_eq!(texts(&v, v.sounding("dibao")), ["低保"]);
        assert_eq!(texts(&v, v.with_initials("shbx")), ["社会保险"]);
        let mut beginning = texts(&v, v.beginning("she").map(|(id, _)| id));
        beginning.sort_unstable();
        beginning.dedup();
        assert_eq!(beginning, ["社会保险", "社保卡"]);
    }

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        let v = vocabulary(&["居住证", "高龄津贴"]);
        for typed in ["居往证", "居住", "高龄津帖", "高令津贴", "高龄老津贴"] {
            let found = v.slipped(typed);
            assert_eq!(found.len(), usize::from(typed != "居住"), "{typed}");
        }
        assert!(v.slipped("高令津帖").is_empty());
        assert_eq!(texts(&v, v.sound_slipped("juzhuzeng")), ["居住证"]);
        assert!(v.sound_slipped("juzuzeng").is_empty());
    }

    #[test]
    fn one_apart_is_one_apart() {
        for (a, b, yes) in [
            ("abc", "abc", false),
            ("abc", "abd", true),
            ("abc", "ab", true),
            ("aab", "ab", true),
            ("abc", "bac", false),
            ("abc", "a", false),
        ] {
            assert_eq!(one_apart(a, b), yes, "{a} {b}");
        }
    }
}
