//! Keeping personal values unreadable at rest, yet findable by who knows them.

mod keys;
mod password;
mod seal;
mod token;

pub use keys::{Key, KeyError, KeyRing};
pub use password::{PasswordError, Passwords};
pub use seal::{Cell, SealError};
pub use token::{Token, TokenHash};

use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::random::Rng;

/// Seals, opens, indexes and draws tokens; cheap to clone.
#[derive(Clone)]
pub struct Secrets {
    ring: Arc<KeyRing>,
    rng: Arc<dyn Rng>,
}

impl Secrets {
    #[must_use]
    pub fn new(ring: KeyRing, rng: Arc<dyn Rng>) -> Self {
        Self {
            ring: Arc::new(ring),
            rng,
        }
    }

    /// Seals a text for one cell of the database; it opens only there.
    ///
    /// # Errors
    /// Only for texts of many gigabytes.
    pub fn seal(&self, place: &Cell<'_>, text: &str) -> Result<Vec<u8>, SealError> {
        self.seal_bytes(place, text.as_bytes())
    }

    /// Seals bytes; see [`Secrets::seal`].
    ///
    /// # Errors
    /// Only for values of many gigabytes.
    pub fn seal_bytes(&self, place: &Cell<'_>, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; seal::NONCE];
        self.rng.fill(&mut nonce);
        seal::seal(&self.ring.sealing, place, &nonce, bytes)
    }

    /// Seals a value as JSON.
    ///
    /// # Errors
    /// A value that has no JSON form.
    pub fn seal_json<T: Serialize>(&self, place: &Cell<'_>, value: &T) -> Result<Vec<u8>, SealError> {
        let json = serde_json::to_vec(value).map_err(|e| SealError::Content(e.to_string()))?;
        self.seal_bytes(place, &json)
    }

    /// Opens what was sealed for this place, under the current or a retired key.
    ///
    /// # Errors
    /// An unknown key, another place, or changed bytes.
    pub fn open(&self, place: &Cell<'_>, sealed: &[u8]) -> Result<String, SealError> {
        String::from_utf8(self.open_bytes(place, sealed)?).map_err(|e| SealError::Content(e.to_string()))
    }

    /// Opens bytes; see [`Secrets::open`].
    ///
    /// # Errors
    /// An unknown key, another place, or changed bytes.
    pub fn open_bytes(&self, place: &Cell<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        seal::open(&self.ring, place, sealed)
    }

    /// Opens a value that was sealed as JSON.
    ///
    /// # Errors
    /// As [`Secrets::open`], or a value of another shape.
    pub fn open_json<T: DeserializeOwned>(&self, place: &Cell<'_>, sealed: &[u8]) -> Result<T, SealError> {
        serde_json::from_slice(&self.open_bytes(place, sealed)?).map_err(|e| SealError::Content(e.to_string()))
    }

    /// A keyed hash by which an exact value is found without opening anything. `kind` separates the columns: the
    /// same digits as a phone and as a password give different hashes. Give the value in its one normal form.
    #[must_use]
    pub fn index(&self, kind: &str, value: &str) -> String {
        let mut mac = match Hmac::<Sha256>::new_from_slice(self.ring.index.bytes()) {
            Ok(mac) => mac,
            // HMAC takes keys of any length (RFC 2104), so this cannot happen.
            Err(_) => return String::new(),
        };
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        let mut hash: Vec<u8> = mac.finalize().into_bytes().to_vec();
        hash.truncate(16);
        hex::encode(hash)
    }

    /// A fresh session token.
    #[must_use]
    pub fn token(&self) -> Token {
        let mut bytes = [0; token::LENGTH];
        self.rng.fill(&mut bytes);
        Token::from_bytes(&bytes)
    }

    /// A fresh one-time code of six digits.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{:06}", self.rng.below(1_000_000))
    }

    /// The source of randomness, for salts.
    #[must_use]
    pub fn rng(&self) -> &dyn Rng {
        self.rng.as_ref()
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

/// SHA-256 as lower-case hex: file digests, event chains, form digests.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRng;

    fn secrets(keys: KeyRing) -> Secrets {
        Secrets::new(keys, Arc::new(SystemRng))
    }

    fn key(byte: u8) -> Key {
        Key::from_bytes([byte; 32])
    }

    #[test]
    fn a_sealed_value_opens_where_it_belongs_and_nowhere_else() {
        let secrets = secrets(KeyRing::new(key(1), key(2)));
        let here = Cell::new("account", "phone", "id-1");
        let sealed = secrets.seal(&here, "13800138000").unwrap();
        assert!(!sealed.windows(5).any(|part| part == b"13800"));
        assert_eq!(secrets.open(&here, &sealed).unwrap(), "13800138000");
        for elsewhere in [
            Cell::new("account", "phone", "id-2"),
            Cell::new("account", "name", "id-1"),
            Cell::new("cases", "phone", "id-1"),
        ] {
            assert_eq!(secrets.open(&elsewhere, &sealed), Err(SealError::NotAuthentic));
        }
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let secrets = secrets(KeyRing::new(key(1), key(2)));
        let place = Cell::new("draft", "answers", "id-1");
        let sealed = secrets.seal(&place, "海边的房子").unwrap();
        for at in 5..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(
                secrets.open(&place, &changed),
                Err(SealError::NotAuthentic),
                "byte {at}"
            );
        }
        assert_eq!(secrets.open(&place, &sealed[..10]), Err(SealError::TooShort));
    }

    #[test]
    fn the_same_value_never_looks_the_same_twice_but_is_found_by_its_index() {
        let secrets = secrets(KeyRing::new(key(1), key(2)));
        let place = Cell::new("account", "phone", "id-1");
        assert_ne!(secrets.seal(&place, "1").unwrap(), secrets.seal(&place, "1").unwrap());
        assert_eq!(secrets.index("phone", "1"), secrets.index("phone", "1"));
        assert_ne!(secrets.index("phone", "1"), secrets.index("citizen", "1"));
    }

    #[test]
    fn a_retired_key_still_opens_and_a_lost_one_is_named() {
        let place = Cell::new("cases", "applicant_name", "id-1");
        let sealed = secrets(KeyRing::new(key(1), key(2))).seal(&place, "蔡小满").unwrap();
        let turned = secrets(KeyRing::new(key(3), key(2)).retired([key(1)]));
        assert_eq!(turned.open(&place, &sealed).unwrap(), "蔡小满");
        let lost = secrets(KeyRing::new(key(3), key(2)));
        assert!(matches!(lost.open(&place, &sealed), Err(SealError::UnknownKey(_))));
    }

    #[test]
    fn keys_never_show_in_debug_output() {
        let ring = KeyRing::new(key(0xAB), key(0xCD));
        let shown = format!("{ring:?} {:?}", secrets(KeyRing::new(key(0xAB), key(0xCD))));
        assert!(
            !shown.contains("ab") && !shown.contains("171") && !shown.contains("cd"),
            "{shown}"
        );
    }
}
