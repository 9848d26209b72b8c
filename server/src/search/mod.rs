//! Search over items in plain speech.
//!
//! People write 给孩子上户口, `dibao`, `shbx`, 老人证, 第保. An [`Index`] is built from the published items: words cut by
//! a segmenter, names and aliases as whole phrases, pairs of characters where no word is known, and the sound
//! (pinyin and its initials) of all of them. A [query](query) becomes concepts, each with alternatives (the word
//! itself, what people mean by it, what sounds alike, what differs in one character), beside what the sentence is about
//! when no word of it is a name ([matters](matters)); items are ranked by how rare
//! and how prominent what they match is (BM25 with weighted fields) and by how much of the question they answer.
//!
//! It knows nothing of places, pages or databases: the caller filters and boosts by closures.

mod doc;
mod index;
mod letters;
mod lexicon;
mod matters;
mod mixed;
mod numerals;
mod postings;
mod query;
mod rank;
mod sound;
mod text;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use doc::{Doc, Field};
pub use index::Index;
pub use rank::{Hit, Outcome, Want};

/// Longer questions are cut: what matters stands in the first sentence.
pub const MAX_QUERY_CHARS: usize = 60;

pub use text::squeeze;

/// How a name sounds: pinyin and initials; empty when a character has no sound.
#[must_use]
pub fn sound_of(name: &str) -> (String, String) {
    sound::usual(name).map_or_else(Default::default, |sound| (sound.full, sound.initials))
}
