//! Copies on the device, of what the server does not have yet.

use gloo::storage::{LocalStorage, Storage as _};
use serde::{Deserialize, Serialize};

/// One page as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The inputs, by name.
    pub pairs: Vec<(String, String)>,
    /// The draft's revision it was typed on.
    pub revision: u32,
    /// It went off with the form itself; a later revision means that it arrived.
    pub sent: bool,
}

pub fn read(key: &str) -> Option<Kept> {
    LocalStorage::get(key).ok()
}

/// A full or forbidden storage is no reason to stop anyone from typing.
pub fn write(key: &str, kept: &Kept) {
    let _ = LocalStorage::set(key, kept);
}

pub fn forget(key: &str) {
    LocalStorage::delete(key);
}

/// `jinban.draft.<draft>.<page>`, or `jinban.new.<item>` before there is a draft.
pub fn key(item: &str, draft: Option<&str>, page: Option<&str>) -> String {
    match draft {
        Some(draft) => format!("jinban.draft.{draft}.{}", page.unwrap_or_default()),
        None => new_key(item),
    }
}

pub fn new_key(item: &str) -> String {
    format!("jinban.new.{item}")
}
