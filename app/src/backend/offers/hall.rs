//! A hall with its closures.

use jiff::Timestamp;
use shared::catalogue::Hall;
use shared::offers::Closure;
use shared::place::DivisionCode;

use crate::backend::cases::TimelineEntry;
use crate::backend::catalogue::PlaceView;

/// A closure as it concerns one place.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosureView {
    pub id: String,
    pub closure: Closure,
    /// 6 月 3 日台风停办, as told today.
    pub words: String,
    /// Where it was entered: the place itself, or one above.
    pub place: DivisionCode,
    pub place_name: String,
    /// With everything that lies in that place.
    pub whole: bool,
    pub added_by: String,
    pub added_at: Timestamp,
    pub may_remove: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct HallView {
    pub place: PlaceView,
    pub hall: Hall,
    /// Appointment slots, a line each.
    pub slots: String,
    /// 今天 8:00–12:00 开门
    pub today: Option<String>,
    pub closures: Vec<ClosureView>,
    pub may_compile: bool,
    /// How many places lie in it.
    pub below: u32,
    pub history: Vec<TimelineEntry>,
}
