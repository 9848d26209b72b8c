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
pub use entry::{Around, CatalogueEntry, EntryBody, EntryState, fits, withdraw_entry};
pub use flow::{PowerStep, edited, offers, take};
pub use id::{PowerId, PowerIdError};
pub use level::PowerLevel;
pub use list::KeptList;
pub use merge::{rewound, together};
pub use power::{Power, PowerBody, PowerState, PowerStateKind};
pub use ready::ready;

pub use crate::table::{Column, Difference, Pick, Shape, Typed, differences};

use serde::{Deserialize, Serialize};

/// Why something is not done with a power or an entry, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{why}。{way_out}")]
pub struct Refusal {
    pub kind: RefusalKind,
    pub why: String,
    pub way_out: String,
}

/// How a service answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// This person may not.
    NotYours,
    /// Not as it stands now.
    NotNow,
    /// Reasons are missing.
    NoReasons,
}

impl Refusal {
    fn new(kind: RefusalKind, why: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self {
            kind,
            why: why.into(),
            way_out: way_out.into(),
        }
    }

    fn not_now(why: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self::new(RefusalKind::NotNow, why, way_out)
    }
}
