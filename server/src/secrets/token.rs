//! Tokens: the browser keeps the token, the database only its hash. Who reads the database cannot sign in with it.

use std::str::FromStr;

use super::sha256;

pub(super) const LENGTH: usize = 32;

/// A session's secret as the cookie carries it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub(super) fn from_bytes(bytes: &[u8; LENGTH]) -> Self {
        Self(hex::encode(bytes))
    }

    /// The text for the cookie.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(sha256(self.0.as_bytes()))
    }
}

impl FromStr for Token {
    type Err = ();

    /// Only the exact shape is taken, so that nothing else is ever hashed or looked up.
    fn from_str(text: &str) -> Result<Self, ()> {
        let right = text.len() == LENGTH * 2 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        right.then(|| Self(text.to_owned())).ok_or(())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The hash of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHash(String);

impl TokenHash {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
