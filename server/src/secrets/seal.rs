//! XChaCha20-Poly1305 over one value. Layout: version (1), key id (4), nonce (24), ciphertext with tag.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use thiserror::Error;

use super::keys::{Key, KeyRing};

pub(super) const NONCE: usize = 24;
const VERSION: u8 = 1;
const TAG: usize = 16;
const HEAD: usize = 1 + 4 + NONCE;

/// The cell a value is sealed for. It is authenticated with the value: a sealed phone moved to another row or
/// column does not open there.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    table: &'a str,
    column: &'a str,
    row: &'a str,
}

impl<'a> Cell<'a> {
    #[must_use]
    pub fn new(table: &'a str, column: &'a str, row: &'a str) -> Self {
        Self { table, column, row }
    }

    fn bytes(&self) -> Vec<u8> {
        [self.table, self.column, self.row].join("\0").into_bytes()
    }
}

/// Why a value cannot be sealed or opened. Says nothing about the value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    #[error("sealed value is too short or of an unknown version")]
    TooShort,
    #[error("sealed under key {0}, which is not among the configured keys")]
    UnknownKey(String),
    #[error("sealed value was changed or belongs elsewhere")]
    NotAuthentic,
    #[error("content cannot be understood: {0}")]
    Content(String),
}

pub(super) fn seal(key: &Key, place: &Cell<'_>, nonce: &[u8; NONCE], value: &[u8]) -> Result<Vec<u8>, SealError> {
    let sealed = XChaCha20Poly1305::new(key.bytes().into())
        .encrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: value,
                aad: &place.bytes(),
            },
        )
        .map_err(|_| SealError::Content("too long".into()))?;
    let mut out = Vec::with_capacity(HEAD + sealed.len());
    out.push(VERSION);
    out.extend_from_slice(&key.id());
    out.extend_from_slice(nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

pub(super) fn open(ring: &KeyRing, place: &Cell<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (&[version, ref rest @ ..], content) = sealed.split_first_chunk::<HEAD>().ok_or(SealError::TooShort)?;
    let (id, nonce) = rest.split_first_chunk::<4>().ok_or(SealError::TooShort)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| SealError::TooShort)?;
    if version != VERSION || content.len() < TAG {
        return Err(SealError::TooShort);
    }
    let key = ring.by_id(*id).ok_or_else(|| SealError::UnknownKey(hex::encode(id)))?;
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: content,
                aad: &place.bytes(),
            },
        )
        .map_err(|_| SealError::NotAuthentic)
}
