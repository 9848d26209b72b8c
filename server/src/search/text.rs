//! Text as the search sees it: half width, lower case, runs of one script.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Traditional characters, each with its simplified one.
static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let list = include_str!("words/traditional.txt").lines();
    let chars: Vec<char> = list
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::chars)
        .collect();
    let pairs = chars.chunks_exact(2);
    pairs.filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
});

/// A stretch of one script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    Han(String),
    /// Letters and digits, lower case.
    Latin(String),
}

impl Run {
    /// What is written.
    pub fn text(&self) -> &str {
        match self {
            Self::Han(text) | Self::Latin(text) => text,
        }
    }
}

/// Whether it is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}' | '〇')
}

/// Full width to half width, upper case to lower case, traditional to simplified.
fn fold(c: char) -> char {
    let c = match c {
        _ if is_han(c) => return SIMPLIFIED.get(&c).copied().unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        'ü' | 'Ü' => 'v',
        _ => c,
    };
    c.to_ascii_lowercase()
}

/// Cuts text into runs; whatever is neither a character, a letter nor a digit parts them. Letters with only spaces
/// between them stay together (`she bao ka`), an apostrophe inside pinyin is dropped (`xi'an`).
pub fn runs(text: &str, max_chars: usize) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut joined = false;
    for c in text.chars().take(max_chars).map(fold) {
        if is_han(c) {
            match out.last_mut() {
                Some(Run::Han(run)) if joined => run.push(c),
                _ => out.push(Run::Han(c.to_string())),
            }
            joined = true;
        } else if c.is_ascii_alphanumeric() {
            match out.last_mut() {
                Some(Run::Latin(run)) if joined => run.push(c),
                _ => out.push(Run::Latin(c.to_string())),
            }
            joined = true;
        } else if c == '\'' || c == '’' || (c == ' ' && matches!(out.last(), Some(Run::Latin(_)))) {
            // keeps what stands before and after together
        } else {
            joined = false;
        }
    }
    out
}

/// Only its characters, letters and digits, folded.
pub fn squeeze(text: &str) -> String {
    text.chars()
        .map(fold)
        .filter(|c| is_han(*c) || c.is_ascii_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_parted_and_folded() {
        assert_eq!(
            runs("ＳＢ卡，办卡 12", 60),
            [
                Run::Latin("sb".into()),
                Run::Han("卡".into()),
                Run::Han("办卡".into()),
                Run::Latin("12".into())
            ]
        );
        assert_eq!(runs("she bao ka", 60), [Run::Latin("shebaoka".into())]);
        assert_eq!(runs("……", 60), []);
        assert_eq!(squeeze("JJ-MZ-04"), "jjmz04");
        assert_eq!(squeeze("電錶過戶，養老證"), "电表过户养老证");
    }
}
