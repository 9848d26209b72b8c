//! How every page writes, looked at whenever a story opens a page.

use super::browser::Page;

/// A word and a year have a space between them: 至 2027 年, not 至2027 年.
pub fn numbers_stand_apart(page: &Page) {
    let text = page.text();
    assert_eq!(joined(&text), None, "{}", page.at);
}

/// The first year that follows a Chinese character at once.
fn joined(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let found = chars.windows(7).find(|seen| match seen {
        [word, year @ .., ' ', '年'] => {
            ('\u{4e00}'..='\u{9fff}').contains(word) && year.iter().all(char::is_ascii_digit)
        }
        _ => false,
    });
    found.map(|seen| seen.iter().collect())
}

#[test]
fn a_year_that_follows_a_word_at_once_is_found() {
    assert_eq!(joined("2026 年 11 月 30 日至 2027 年 1 月 31 日，2026 年"), None);
    assert_eq!(joined("11 月 30 日至2027 年").as_deref(), Some("至2027 年"));
}
