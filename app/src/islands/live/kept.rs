//! Copies on the device, of what the server does not have yet. They end after some hours, and all of them when signing
//! out: a device may be shared.

use gloo::storage::{LocalStorage, Storage as _};
use serde::{Deserialize, Serialize};
use shared::form::Pairs;

/// Before there is a draft, nothing says whose it is.
const NEW_HOURS: f64 = 4.0;
/// A draft opens for its owner alone.
const DRAFT_HOURS: f64 = 72.0;
const HOUR_MS: f64 = 3_600_000.0;

/// One page as typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The inputs, by name.
    pub pairs: Pairs,
    /// The page's states that whoever typed knew of, the page's own first.
    #[serde(default)]
    pub seen: Vec<Pairs>,
    /// When, in milliseconds since 1970; a copy without it is too old.
    #[serde(default)]
    pub at: f64,
}

pub fn now() -> f64 {
    js_sys::Date::now()
}

pub fn read(key: &str) -> Option<Kept> {
    let kept: Kept = LocalStorage::get(key).ok()?;
    let hours = if key.starts_with(NEW) { NEW_HOURS } else { DRAFT_HOURS };
    let age = now() - kept.at;
    if (0.0..hours * HOUR_MS).contains(&age) {
        return Some(kept);
    }
    forget(key);
    None
}

/// A full or forbidden storage is no reason to stop anyone from typing.
pub fn write(key: &str, kept: &Kept) {
    let _ = LocalStorage::set(key, kept);
}

pub fn forget(key: &str) {
    LocalStorage::delete(key);
}

const NEW: &str = "jinban.new.";

#[cfg(feature = "citizen")]
/// `jinban.draft.<draft>.<page>`, or `jinban.new.<item>` before there is a draft.
pub fn key(item: &str, draft: Option<&str>, page: Option<&str>) -> String {
    match draft {
        Some(draft) => format!("jinban.draft.{draft}.{}", page.unwrap_or_default()),
        None => new_key(item),
    }
}

#[cfg(feature = "citizen")]
pub fn new_key(item: &str) -> String {
    format!("{NEW}{item}")
}

#[cfg(feature = "citizen")]
/// `jinban.case.<number>`: the answer to a correction, until it has gone.
pub fn case_key(case: &str) -> String {
    format!("jinban.case.{case}")
}

/// What the inputs of a name say; blanks say nothing.
pub fn said(pairs: &[(String, String)], name: &str) -> Vec<String> {
    let texts = pairs.iter().filter(|(key, value)| key == name && !value.is_empty());
    texts.map(|(_, value)| value.replace("\r\n", "\n")).collect()
}

impl Kept {
    /// Whether a page that says `now` has all that was typed, however it got there.
    pub fn is_there(&self, now: &[(String, String)]) -> bool {
        let base = self.seen.first().map(Vec::as_slice).unwrap_or_default();
        let mut names = self.pairs.iter().chain(base).map(|(name, _)| name);
        names.all(|name| {
            let typed = said(&self.pairs, name);
            typed == said(base, name) || typed == said(now, name)
        })
    }
}

impl Kept {
    /// Whether all that was typed then has been typed anew since the page came: there is nothing left to decide about.
    pub fn is_overtaken(&self, came: &[(String, String)], now: &[(String, String)]) -> bool {
        let base = self.seen.first().map(Vec::as_slice).unwrap_or_default();
        let mut names = self.pairs.iter().map(|(name, _)| name);
        names.all(|name| {
            let unchanged = said(&self.pairs, name) == said(base, name);
            unchanged || said(now, name) != said(came, name)
        })
    }
}

/// 23:05 of the clock on the device.
pub fn clock(at: f64) -> String {
    let date = js_sys::Date::new(&at.into());
    format!(
        "{} 月 {} 日 {:02}:{:02}",
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}
