//! Making a form: edits that keep it whole, conditions picked from lists, warnings of what can never be, and reusable
//! blocks. All pure: the designer's page, its service and the tests share one set of rules.

mod apply;
mod around;
mod blocks;
mod changes;
mod condition;
mod done;
mod edit;
mod faults;
mod find;
mod history;
mod kinds;
mod list;
mod moves;
mod names;
mod options;
mod picks;
mod reach;
mod rebase;
mod rules;
mod settings;
mod spot;
mod typed;
mod uses;
mod words;

pub use apply::{Applied, apply};
pub use around::Around;
pub use blocks::Block;
pub use changes::form_changes;
pub use condition::{Condition, Join};
pub use edit::{Edit, Focus, Way};
pub use faults::fault_focus;
pub use history::Turn;
pub use kinds::{KINDS, blank, kind_title};
pub use picks::{Asks, For, Pick, conditions_for};
pub use reach::{Warning, reach};
pub use rebase::{Clash, rebase};
pub use settings::{Lists, settings, settings_answers};
pub use spot::{FieldRef, FieldRefError, Slot};
pub use typed::{MOST_IN_LINE, MOST_LINES, Seen, edit_of, rule_places, rules_of};
pub use uses::{field_at, group_of};
pub use words::words;
