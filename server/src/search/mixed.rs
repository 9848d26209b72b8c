//! Words begun in characters and ended in letters, as a keyboard leaves them half typed: 户kou, 低bao, 社会保障k.

use super::index::Index;
use super::sound;
use super::text::Run;

/// Characters before and after the letters that may belong to the same word.
const AROUND: usize = 4;
/// More letters than this are words of their own.
const MAX_LETTERS: usize = 12;
/// A beginning shorter than this is any word's.
const MIN_SOUND: usize = 3;

/// Puts the characters that the letters beside characters stand for.
pub fn read(index: &Index, runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    let mut runs = runs.into_iter().peekable();
    while let Some(run) = runs.next() {
        let Run::Latin(letters) = &run else {
            match (out.last_mut(), &run) {
                // What was put joins what follows.
                (Some(Run::Han(before)), Run::Han(after)) if before.ends_with(JOIN) => {
                    before.pop();
                    before.push_str(after);
                }
                _ => out.push(run),
            }
            continue;
        };
        let is_sound = letters.len() <= MAX_LETTERS && letters.bytes().all(|b| b.is_ascii_lowercase());
        let before: Vec<char> = match out.last() {
            Some(Run::Han(text)) => text.chars().filter(|c| *c != JOIN).collect(),
            _ => Vec::new(),
        };
        let after: Vec<char> = match runs.peek() {
            Some(Run::Han(text)) => text.chars().collect(),
            _ => Vec::new(),
        };
        match is_sound.then(|| word(index, &before, letters, &after)).flatten() {
            Some((taken, left, text)) => {
                let kept: String = before.iter().take(before.len() - taken).collect();
                if !before.is_empty() {
                    out.pop();
                }
                let rest: String = after.iter().skip(left).collect();
                if !after.is_empty() {
                    runs.next();
                }
                let mut joined = format!("{kept}{text}{rest}");
                joined.push(JOIN);
                out.push(Run::Han(joined));
            }
            None => out.push(run),
        }
    }
    for run in &mut out {
        if let Run::Han(text) = run {
            text.retain(|c| c != JOIN);
        }
    }
    out
}

/// Marks text that goes on in the next run of characters; never typed, for runs hold nothing but characters.
const JOIN: char = '\u{0}';

/// The word that letters are part of: characters taken before, characters taken after, the word. The longest wins, and
/// a whole sound before a beginning.
fn word(index: &Index, before: &[char], letters: &str, after: &[char]) -> Option<(usize, usize, String)> {
    let mut ways: Vec<(usize, usize)> = (0..=AROUND.min(before.len()))
        .flat_map(|b| (0..=AROUND.min(after.len())).map(move |a| (b, a)))
        .filter(|(b, a)| b + a > 0)
        .collect();
    ways.sort_by_key(|(b, a)| std::cmp::Reverse(b + a));
    let way = |&(b, a): &(usize, usize), whole: bool| {
        let head: String = before.iter().skip(before.len() - b).collect();
        let tail: String = after.iter().take(a).collect();
        let typed = format!("{}{letters}{}", sound::usual(&head)?.full, sound::usual(&tail)?.full);
        if typed.len() < MIN_SOUND {
            return None;
        }
        let fits = |text: &str| {
            let length = text.chars().count();
            text.starts_with(&head) && text.ends_with(&tail) && length > a + b
        };
        let vocabulary = &index.vocabulary;
        let found = if whole {
            vocabulary
                .sounding(&typed)
                .map(|id| vocabulary.text(id))
                .find(|text| fits(text))
        } else {
            // What is half typed is a short word rather than a long one.
            let begun = vocabulary.beginning(&typed).map(|(id, _)| vocabulary.text(id));
            begun.filter(|text| fits(text)).min_by_key(|text| text.chars().count())
        };
        found.map(|text| (b, a, text.to_owned()))
    };
    let begun = || {
        ways.iter()
            .filter(|(b, a)| *b > 0 && *a == 0)
            .find_map(|at| way(at, false))
    };
    ways.iter().find_map(|at| way(at, true)).or_else(begun)
}

#[cfg(test)]
mod tests {
    use super::super::{Doc, Field};
    use super::*;
    use crate::search::text::runs;

    #[test]
    fn letters_beside_characters_become_the_word_they_belong_to() {
        let docs = [Doc::new("a").with_all(
            Field::Alias,
            ["上户口", "低保", "社会保障卡", "五保户", "失业登记", "天然气"],
        )];
        let index = Index::build(&docs, &[]);
        let typed = |text: &str| -> String { read(&index, runs(text, 60)).iter().map(Run::text).collect() };
        for (mixed, plain) in [
            ("户kou", "户口"),
            ("低bao怎么办", "低保怎么办"),
            ("社会保障k", "社会保障卡"),
            ("五bao户和失ye登记", "五保户和失业登记"),
            ("天然qi", "天然气"),
            ("办wifi", "办wifi"),
            ("sfz过期", "sfz过期"),
        ] {
            assert_eq!(typed(mixed), plain);
        }
    }
}
