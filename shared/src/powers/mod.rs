//! The list of powers (权责清单) and the catalogue entries (事项目录) derived from it.
//!
//! One table of columns each ([`Power::COLUMNS`], [`CatalogueEntry::COLUMNS`]) says what is typed and how it is
//! checked: the form on the page, the workbook and the history in words all follow from it.

mod blank;
mod entry;
mod flow;
mod id;
mod level;
mod list;
mod merge;
mod power;
mod ready;

#[cfg(test)]
mod tests;

pub use blank::blank_item;
pub use entry::{Around, CatalogueEntry, EntryBody, EntryState, EntryStateKind, EntryStep, fits, step_entry};
pub use flow::{PowerStep, edited, offers, take};
pub use id::{PowerId, PowerIdError};
pub use level::PowerLevel;
pub use list::KeptList;
pub use merge::{rewound, together};
pub use power::{Power, PowerBody, PowerState, PowerStateKind};
pub use ready::ready;

pub use crate::table::{Column, Difference, Pick, Shape, Typed, differences};
