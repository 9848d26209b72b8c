//! What a browser hears of saving as one types.

use serde::{Deserialize, Serialize};
use shared::form::Pairs;
use shared::standard::Clash;

/// What the form in the browser hears of a save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageAnswer {
    pub revision: u32,
    /// What whoever types knows of from now on.
    pub seen: Pairs,
    /// The page's inputs as they stand now, when another's work of meanwhile is in them.
    pub screen: Option<Pairs>,
    /// The fields that both changed.
    pub asks: Vec<Ask>,
}

/// A field that both changed, for the applicant to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    pub path: String,
    pub label: String,
    /// In words.
    pub mine: String,
    pub theirs: String,
    /// The inputs as the stored answer fills them.
    pub pairs: Pairs,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum Kept {
    /// Saved; `merged` when another's work of meanwhile is in it too.
    Saved { revision: u32, merged: bool },
    /// Both changed the same elements. What could be brought together is saved; at the clashes the other's text stands
    /// until this person has decided.
    Clash { revision: u32, clashes: Vec<Clash> },
}

/// What became of saving as one types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Autosaved {
    pub kept: Kept,
    /// The group's inputs as they stand now, when another's work of meanwhile is in it.
    pub screen: Option<Vec<(String, String)>>,
}
