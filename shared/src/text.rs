//! Newtypes as text: one way to route serde and display through a parser.

/// Characters people type for ASCII ones: full-width digits and letters become plain, white space goes.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match u32::from(c) {
            code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

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
    use super::plain;

    #[test]
    fn full_width_characters_become_plain_and_spaces_go() {
        assert_eq!(plain(" 138 0000\t0000 "), "13800000000");
        assert_eq!(plain("Xx-"), "Xx-");
    }
}
