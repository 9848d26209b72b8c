//! The standard of an item as its department writes it: a sheet of elements, its drafts, their review, what changed.
//!
//! One table ([`sheet`]) says of every element what it is called, where it stands in the [`crate::catalogue::Item`] and
//! how it is typed. The editor's form, the reading of what was typed, the difference between versions in words and the
//! merging of two people's work all follow from it.

mod alias;
mod choices;
mod confirm;
mod convert;
pub mod design;
mod difference;
mod elements;
mod entries;
mod filled;
mod flow;
mod mend;
mod merge;
mod model;
mod own_checks;
mod pointer;
mod schema;
mod settle;
mod sheet;
mod spec;
mod typed;

#[cfg(test)]
mod tests;

pub use alias::{holds_long_number, with_alias};
pub use confirm::{Unconfirmed, confirm, unconfirmed};
pub use convert::{answers_of, item_of, item_so_far};
pub use difference::{Change, difference};
pub use elements::{ELEMENTS, Written};
pub use filled::filled;
pub use flow::{Stage, Step, moves, next};
pub use mend::{besides, must_mend, untouched};
pub use merge::{Clash, EntryKey, Merged, merge};
pub use model::{Against, Figure, Lacking, against};
pub use schema::{group_of, groups, schema, sheet_path};
pub use settle::settle;
pub use sheet::for_editors;
