//! What a sentence is about, when no word of it is an item's name: 老厝破了想重起 speaks of an old house and of building.
//!
//! Classes of words that stand for the same (`@house`), and rules that say what their meeting means (`@house @rebuild >
//! 农村建房`). A meaning that the catalogue has no name for is no find, so the list serves any city.

use std::collections::{HashMap, HashSet};

use super::numerals;

const MATTERS: &str = include_str!("words/matters.txt");
const DIALECT: &str = include_str!("words/dialect.txt");
const ELSEWHERE: &str = include_str!("words/elsewhere.txt");

/// The longest word of a class.
const MAX_CUE: usize = 8;
/// Words of this class hide the cues in them: 烧烤 is no fire.
const HIDES: &str = "@hides";

type Class = u16;

struct Rule {
    all: Vec<Class>,
    none: Vec<Class>,
    means: Vec<&'static str>,
}

/// The rules, ready to be looked up.
pub struct Matters {
    cues: HashMap<&'static str, Vec<Class>>,
    rules: Vec<Rule>,
    elsewhere: HashSet<&'static str>,
    hides: Class,
    ages: [(Class, std::ops::RangeInclusive<u32>); 3],
}

/// A rule that fits a sentence.
pub struct Matter<'m> {
    /// Where its words stand, as bits.
    pub mask: u64,
    /// How many classes met.
    pub classes: usize,
    pub means: &'m [&'static str],
}

#[derive(Default)]
struct Classes(HashMap<String, Class>);

impl Classes {
    fn id(&mut self, name: &str) -> Class {
        let next = self.0.len() as Class;
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Matters {
    pub fn new() -> Self {
        let mut classes = Classes::default();
        let mut cues: HashMap<&'static str, Vec<Class>> = HashMap::new();
        let mut note = |cue: &'static str, class: Class| {
            let list = cues.entry(cue).or_default();
            if !list.contains(&class) {
                list.push(class);
            }
        };
        let mut rules = Vec::new();
        for line in lines(MATTERS).chain(lines(DIALECT)) {
            let Some((left, right)) = line.split_once('>') else {
                let mut words = line.split_whitespace();
                let class = classes.id(words.next().unwrap_or_default());
                words.for_each(|word| note(word, class));
                continue;
            };
            let (mut all, mut none) = (Vec::new(), Vec::new());
            for part in left.split_whitespace() {
                let (list, name) = match part.strip_prefix('-') {
                    Some(name) => (&mut none, name),
                    None => (&mut all, part),
                };
                let class = classes.id(name);
                let words = name.split('|').filter(|word| !word.starts_with('@'));
                words.for_each(|word| note(word, class));
                list.push(class);
            }
            let means = right.split_whitespace().collect();
            rules.push(Rule { all, none, means });
        }
        // `@a|word` is the words of a class and one more.
        let unions: Vec<(String, Class)> = classes.0.iter().map(|(name, id)| (name.clone(), *id)).collect();
        for (name, union) in unions.iter().filter(|(name, _)| name.contains('|')) {
            for part in name.split('|').filter(|part| part.starts_with('@')) {
                let class = classes.id(part);
                for list in cues.values_mut().filter(|list| list.contains(&class)) {
                    if !list.contains(union) {
                        list.push(*union);
                    }
                }
            }
        }
        let ages = [
            (classes.id("@age40"), 40..=59),
            (classes.id("@age60"), 60..=79),
            (classes.id("@age80"), 80..=120),
        ];
        Self {
            cues,
            rules,
            elsewhere: lines(ELSEWHERE).flat_map(str::split_whitespace).collect(),
            hides: classes.id(HIDES),
            ages,
        }
    }

    /// Words for what may not be offered at all, for the segmenter.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.elsewhere.iter().copied()
    }

    /// What the sentence (only characters, letters and digits) is about.
    pub fn of(&self, chars: &[char]) -> Vec<Matter<'_>> {
        let mut hidden = vec![false; chars.len()];
        windows(chars, |start, length, window| {
            if length > 1 && self.cues.get(window).is_some_and(|list| list.contains(&self.hides)) {
                hidden.iter_mut().skip(start).take(length).for_each(|slot| *slot = true);
            }
        });
        let mut said: HashMap<Class, u64> = HashMap::new();
        windows(chars, |start, length, window| {
            let seen = !hidden.iter().skip(start).take(length).all(|hidden| *hidden);
            // A word that hides may say something itself.
            let cue = self.cues.get(window);
            if let Some(list) = cue.filter(|list| seen || list.contains(&self.hides)) {
                for class in list {
                    *said.entry(*class).or_default() |= mask(start, length);
                }
            }
        });
        for (start, length, age) in numerals::ages(chars) {
            for (class, years) in &self.ages {
                if years.contains(&age) {
                    *said.entry(*class).or_default() |= mask(start, length);
                }
            }
        }
        self.rules
            .iter()
            .filter(|rule| rule.none.iter().all(|class| !said.contains_key(class)))
            .filter_map(|rule| {
                let masks: Option<Vec<u64>> = rule.all.iter().map(|class| said.get(class).copied()).collect();
                let masks = masks?;
                // One word is not two.
                let twice = masks
                    .iter()
                    .enumerate()
                    .any(|(at, mask)| masks.iter().skip(at + 1).any(|m| m == mask));
                (!twice).then(|| Matter {
                    mask: masks.iter().fold(0, |all, one| all | one),
                    classes: rule.all.len(),
                    means: &rule.means,
                })
            })
            .collect()
    }

    /// Words for what a city's government may not offer at all: (where they stand, the word).
    pub fn elsewhere(&self, chars: &[char]) -> Vec<(u64, String)> {
        let mut found = Vec::new();
        windows(chars, |start, length, window| {
            if self.elsewhere.contains(window) {
                found.push((mask(start, length), window.to_owned()));
            }
        });
        found
    }
}

/// The bits of `length` characters from `start`; positions past the 64th share its bit.
pub fn mask(start: usize, length: usize) -> u64 {
    (start..start + length).fold(0, |mask, i| mask | 1 << i.min(63))
}

fn windows(chars: &[char], mut each: impl FnMut(usize, usize, &str)) {
    let mut window = String::new();
    for start in 0..chars.len() {
        window.clear();
        for (at, c) in chars.iter().skip(start).take(MAX_CUE).enumerate() {
            window.push(*c);
            each(start, at + 1, &window);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(sentence: &str) -> Vec<&'static str> {
        let chars: Vec<char> = sentence.chars().collect();
        let matters = Matters::new();
        matters
            .of(&chars)
            .iter()
            .flat_map(|matter| matter.means.to_vec())
            .collect()
    }

    #[test]
    fn words_that_meet_mean_something_that_none_of_them_says() {
        assert!(about("房子着火了").contains(&"临时救助"));
        assert!(about("老厝要重新起").contains(&"农村建房"));
        assert!(!about("想开烧烤店").contains(&"临时救助"));
    }

    #[test]
    fn an_age_is_read_in_figures_and_in_words() {
        for sentence in ["我爷爷八十三岁有钱领吗", "我爷爷83岁有钱领吗"] {
            assert!(about(sentence).contains(&"高龄津贴"), "{sentence}");
        }
        assert!(!about("我爷爷六十三岁有钱领吗").contains(&"高龄津贴"));
    }

    #[test]
    fn every_class_of_a_rule_has_words() {
        let matters = Matters::new();
        let ages: Vec<Class> = matters.ages.iter().map(|(class, _)| *class).collect();
        for rule in &matters.rules {
            for class in rule.all.iter().chain(&rule.none) {
                // A class that no line gives words to is a slip of the list.
                let has = ages.contains(class) || matters.cues.values().any(|list| list.contains(class));
                assert!(has, "a class without words leads to {:?}", rule.means);
            }
        }
    }
}
