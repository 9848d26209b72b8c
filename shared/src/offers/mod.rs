//! What towns and villages offer: chosen from the city's standard, with local hours, closures and appointment slots;
//! and how the standard lets them take part.
//!
//! Nothing here can change an item's name, conditions, materials, limits or fee: no type below has such a field.

mod closure;
mod delegation;
mod details;
mod drift;
mod hours;
mod labels;
mod part;
mod slots;
#[cfg(test)]
mod tests;
mod together;

pub use closure::{Closure, ClosureError, MAX_DAYS, Reason};
pub use delegation::{Announcement, Arrangement, Cell, Mode, arrange, cell, unfit};
pub use details::{HallDetails, LocalDetails, Typed};
pub use drift::{DEVIATION_DEFINITION, Drift};
pub use hours::{Hours, HoursError, OpenDay, Span};
pub use labels::PlaceForm;
pub use part::{Choice, choose, most, offers, resolve};
pub use slots::{Slot, SlotError, Slots};
pub use together::{Stand, arrangement_stands, hall_stands, local_stands, same_text, together};
