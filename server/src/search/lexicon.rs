//! The language of the search: the segmenter with its words, what people mean by them, and what says nothing.
//!
//! The segmenter's own dictionary (349,000 words) costs 32 MB resident and 46 MB while it is read, against 80 MB for
//! the whole idle server; the words here with those of the catalogue cost about 1.5 MB. Words nobody listed are found
//! by pairs of characters.

use std::collections::{HashMap, HashSet};

use jieba_rs::Jieba;

use super::matters::Matters;
use super::text::is_han;

const WORDS: &str = include_str!("words/words.txt");
const SYNONYMS: &str = include_str!("words/synonyms.txt");
const STOP: &str = include_str!("words/stop.txt");
const WEAK: &str = include_str!("words/weak.txt");

/// Words longer than this are phrases: the segmenter only sees the words in them.
const MAX_WORD: usize = 4;

/// How much a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    /// Nothing: 怎么, 我要.
    Nothing,
    /// A little: 办理, 登记.
    Little,
    Much,
}

pub struct Lexicon {
    jieba: Jieba,
    quiet: HashSet<String>,
    weak: HashSet<&'static str>,
    synonyms: HashMap<&'static str, Vec<&'static str>>,
    pub matters: Matters,
}

/// The entries of a word list, without its comments.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    lines(list).flat_map(str::split_whitespace)
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Lexicon {
    /// With the words of a catalogue (`taught`), and names that shall say nothing (`quiet`: the city and its towns).
    pub fn new<'a>(taught: impl IntoIterator<Item = &'a str>, quiet: impl IntoIterator<Item = &'a str>) -> Self {
        let mut jieba = Jieba::empty();
        let quiet: HashSet<String> = entries(STOP)
            .map(str::to_owned)
            .chain(quiet.into_iter().map(str::to_owned))
            .collect();
        let synonyms = read_synonyms();
        let matters = Matters::new();
        let teachable = |word: &str| (2..=MAX_WORD).contains(&word.chars().count()) && word.chars().all(is_han);
        // All words weigh the same: the segmenter then takes the fewest words that cover a sentence.
        let mut teach = |word: &str| {
            if teachable(word) {
                jieba.add_word(word, Some(1000), None);
            }
        };
        entries(WORDS).chain(entries(WEAK)).for_each(&mut teach);
        for (said, meant) in &synonyms {
            teach(said);
            meant.iter().copied().for_each(&mut teach);
        }
        matters.words().for_each(&mut teach);
        quiet.iter().map(String::as_str).for_each(&mut teach);
        taught.into_iter().for_each(&mut teach);
        Self {
            jieba,
            quiet,
            weak: entries(WEAK).collect(),
            synonyms,
            matters,
        }
    }

    /// The words of a sentence, with the words inside of longer ones; each with its first character's position.
    pub fn cut<'t>(&self, run: &'t str) -> Vec<(usize, &'t str)> {
        self.jieba
            .tokenize(run, jieba_rs::TokenizeMode::Search, false)
            .into_iter()
            .map(|token| (token.start, token.word))
            .collect()
    }

    pub fn says(&self, word: &str) -> Say {
        if self.quiet.contains(word) {
            Say::Nothing
        } else if self.weak.contains(word) {
            Say::Little
        } else {
            Say::Much
        }
    }

    /// What people mean when they say it.
    pub fn means(&self, word: &str) -> &[&'static str] {
        self.synonyms.get(word).map_or(&[], Vec::as_slice)
    }

    /// Everything people say that means something else.
    pub fn sayings(&self) -> impl Iterator<Item = &'static str> {
        self.synonyms.keys().copied()
    }
}

fn read_synonyms() -> HashMap<&'static str, Vec<&'static str>> {
    let mut synonyms: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in lines(SYNONYMS) {
        let (said, meant) = line.split_once('>').unwrap_or((line, ""));
        let said: Vec<_> = said.split_whitespace().collect();
        let mutual = meant.is_empty();
        for word in &said {
            let list = synonyms.entry(word).or_default();
            let others = said.iter().copied().filter(|_| mutual);
            for other in others.chain(meant.split_whitespace()) {
                if other != *word && !list.contains(&other) {
                    list.push(other);
                }
            }
        }
    }
    synonyms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'a>(lexicon: &Lexicon, text: &'a str) -> Vec<&'a str> {
        lexicon.cut(text).into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn a_sentence_is_cut_into_the_words_people_use() {
        let lexicon = Lexicon::new([], []);
        assert_eq!(
            words(&lexicon, "给孩子上户口"),
            ["给", "孩子", "上户", "户口", "上户口"]
        );
        assert_eq!(words(&lexicon, "老人证怎么办"), ["老人", "老人证", "怎么", "怎么办"]);
        assert!(words(&lexicon, "城乡居民基本养老保险参保登记").contains(&"养老保险"));
    }

    #[test]
    fn the_catalogue_teaches_its_own_words() {
        assert_eq!(words(&Lexicon::new([], []), "蟳埔女"), ["蟳", "埔", "女"]);
        assert_eq!(words(&Lexicon::new(["蟳埔女"], []), "蟳埔女"), ["蟳埔女"]);
    }

    #[test]
    fn words_that_mean_the_same_find_each_other_and_others_only_one_way() {
        let lexicon = Lexicon::new([], ["深沪"]);
        assert!(lexicon.means("社保卡").contains(&"社会保障卡"));
        assert!(lexicon.means("社会保障卡").contains(&"社保卡"));
        assert!(lexicon.means("摆摊").contains(&"个体工商户"));
        assert!(!lexicon.means("个体工商户").contains(&"摆摊"));
        assert_eq!(lexicon.says("怎么办"), Say::Nothing);
        assert_eq!(lexicon.says("深沪"), Say::Nothing);
        assert_eq!(lexicon.says("登记"), Say::Little);
        assert_eq!(lexicon.says("低保"), Say::Much);
    }
}
