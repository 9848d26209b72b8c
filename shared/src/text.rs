//! Newtypes as text: one way to route serde and display through a parser.

/// Characters people type for ASCII ones: full-width digits and letters become plain, white space goes, and so do the
/// invisible marks that come along when a number is copied from a chat or a table.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| match u32::from(c) {
            code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Text as it is kept, cleaned wherever it enters: every line ends in LF, whatever the browser (HTML sends CRLF, scripts
/// read LF) or the word processor made of it, and what no XML or database holds is dropped (XML 1.0 §2.2 Char: NUL and
/// the other controls but tab and line feed, noncharacters). So is what nobody sees and what turns the direction of what
/// others read: zero-width spaces, direction marks, soft hyphens; only what joins letters and pictures stays.
#[must_use]
pub fn cleaned(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut before = '\0';
    for c in text.chars() {
        match c {
            '\n' if before == '\r' => {}
            // The breaks that word processors paste: line tabulation, form feed, next line, separators.
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\n' | '\t' => kept.push(c),
            '\u{200c}' | '\u{200d}' => kept.push(c),
            _ if c.is_control() || is_noncharacter(c) || is_invisible(c) => {}
            _ => kept.push(c),
        }
        before = c;
    }
    kept
}

/// The code points Unicode keeps for nobody: U+FDD0 to U+FDEF, and the last two of every plane.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code)
}

/// Zero-width spaces and joiners, direction marks, soft hyphens, byte-order marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF)
}

/// Implements `Debug` by `masked()`: what says who somebody is must not reach a log by way of `{:?}`
/// (个人信息保护法 §51).
macro_rules! masked_debug {
    ($name:ident) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.masked())
            }
        }
    };
}
pub(crate) use masked_debug;

/// Implements `Display`, `AsRef<str>`, `TryFrom<String>` and `From<Self> for String` for a newtype over `String`
/// that has `FromStr`; with `#[serde(try_from = "String", into = "String")]` nothing enters unparsed.
macro_rules! text_newtype {
    ($name:ident) => {
        impl $name {
            /// The value in its one normal form.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = <$name as std::str::FromStr>::Err;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
pub(crate) use text_newtype;

#[cfg(test)]
mod tests {
    use super::{cleaned, plain};

    #[test]
    fn lines_end_one_way_and_count_once() {
        for typed in ["a\nb", "a\r\nb", "a\rb", "a\u{b}b", "a\u{2028}b", "a\u{85}b"] {
            assert_eq!(cleaned(typed), "a\nb", "{typed:?}");
        }
        assert_eq!(cleaned("a\r\n\r\nb\n\nc"), "a\n\nb\n\nc");
    }

    #[test]
    fn what_neither_xml_nor_a_database_holds_is_dropped_and_nothing_else() {
        assert_eq!(
            cleaned("a\0b\u{1b}\u{7f}\u{9f}c\u{fffe}\u{ffff}\u{1fffe}\u{fdd0}"),
            "abc"
        );
        let kept = "陈\u{2003}一\t𠮷 ⾼ e\u{301} \u{fffd} \u{e000}";
        assert_eq!(cleaned(kept), kept);
    }

    #[test]
    fn what_nobody_sees_and_what_turns_the_direction_is_dropped_but_not_what_joins() {
        assert_eq!(cleaned("林\u{200b}阿\u{202e}花\u{feff}\u{2066}\u{ad}"), "林阿花");
        let family = "👨\u{200d}👩\u{200d}👧 می\u{200c}خواهم ☺\u{fe0f}";
        assert_eq!(cleaned(family), family);
    }

    #[test]
    fn full_width_characters_become_plain_and_spaces_go() {
        assert_eq!(plain(" 138 0000\t0000 "), "13800000000");
        assert_eq!(plain("\u{ff11}\u{ff13}\u{ff18}\u{3000}\u{ff38}\u{ff0d}"), "138X-");
        assert_eq!(plain("Xx-"), "Xx-");
    }

    #[test]
    fn invisible_marks_copied_along_go() {
        assert_eq!(plain("\u{feff}\u{202d}138\u{200b}0000\u{202c}"), "1380000");
    }
}
