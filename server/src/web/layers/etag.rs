//! Whether a reader has what it asks for already (RFC 9110 §13.1.2).

use axum::http::HeaderMap;
use axum::http::header::IF_NONE_MATCH;

/// Whether the reader names this content among what it has, by weak comparison: `*`, one tag or several, each weak or
/// strong.
pub(in crate::web) fn has(asked: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || opaque(known) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_may_name_several_tags_weak_or_strong_or_any() {
        let said = |value: &str| {
            let mut asked = HeaderMap::new();
            asked.insert(IF_NONE_MATCH, value.parse().unwrap());
            has(&asked, "W/\"abc\"")
        };
        for yes in ["W/\"abc\"", "\"abc\"", "\"x\", W/\"abc\"", "*"] {
            assert!(said(yes), "{yes}");
        }
        for no in ["\"abcd\"", "abc", "\"x\", \"y\"", ""] {
            assert!(!said(no), "{no}");
        }
        assert!(!has(&HeaderMap::new(), "W/\"abc\""));
    }
}
