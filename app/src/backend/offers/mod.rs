//! What towns and villages offer: lists chosen from the city's standard, halls, closures, many places at once, and what
//! has drifted.

mod bulk;
mod drift;
mod hall;
mod site;

pub use bulk::{BulkAsk, BulkChange, BulkDone, BulkPlan, BulkRefusal, BulkWays, BulkWhat};
pub use drift::{Deviations, DriftCounts, DriftFilter, DriftFinding, DriftLine, DriftPage, Settle};
pub use hall::{ClosureView, HallView};
pub use site::{ListCounts, ListFilter, ListPage, ListRow, LocalView, OfferState, SiteFilter, SitePage, SiteRow};

use shared::catalogue::ItemId;
use shared::offers::{Choice, Drift};
use shared::place::DivisionCode;

use super::{ServiceError, Session};

/// The port for those who compile lists. Seeing is for town leads and those who see the standards; changing for those
/// in whose territory the place lies.
#[async_trait::async_trait]
pub trait Offers: Send + Sync {
    /// The places within reach, each with its counts.
    async fn desk_sites(&self, session: &Session, filter: &SiteFilter) -> Result<SitePage, ServiceError>;

    /// A place's list: every item that the standard offers at its tier, and what the place says to it.
    ///
    /// # Errors
    /// `Invalid` at `place` when the city has none with this code; `Forbidden` outside one's territory.
    async fn list(
        &self,
        session: &Session,
        place: &DivisionCode,
        filter: &ListFilter,
    ) -> Result<ListPage, ServiceError>;

    /// Says what the place does for these items; all of them or none. Returns how many changed. `was`: what the rows said
    /// when they were chosen.
    ///
    /// # Errors
    /// `Invalid` names each refused item at `part:<item>`, in the law's words, and each that says something else by now.
    async fn choose(
        &self,
        session: &Session,
        place: &DivisionCode,
        choices: &[(ItemId, Choice)],
        was: &[(ItemId, OfferState)],
    ) -> Result<u32, ServiceError>;

    /// What the place says of its own about one item.
    ///
    /// # Errors
    /// `NotFound` when the item is not in its list.
    async fn local(&self, session: &Session, place: &DivisionCode, item: &ItemId) -> Result<LocalView, ServiceError>;

    /// Saves it as typed, and that the place has looked at the standard as it is now.
    ///
    /// # Errors
    /// `Invalid` names each problem at its input.
    async fn save_local(
        &self,
        session: &Session,
        place: &DivisionCode,
        item: &ItemId,
        typed: &[(String, String)],
    ) -> Result<(), ServiceError>;

    async fn hall(&self, session: &Session, place: &DivisionCode) -> Result<HallView, ServiceError>;

    /// Saves the hall as typed; what items leave to the hall moves with it. Returns how many guides changed.
    ///
    /// # Errors
    /// `Invalid` names each problem at its input.
    async fn save_hall(
        &self,
        session: &Session,
        place: &DivisionCode,
        typed: &[(String, String)],
    ) -> Result<u32, ServiceError>;

    /// Closes a place for some days; `whole`: with everything that lies in it. Inputs `from`, `to`, `reason`, `note`.
    ///
    /// # Errors
    /// `Invalid` names each problem at its input.
    async fn close_place(
        &self,
        session: &Session,
        place: &DivisionCode,
        typed: &[(String, String)],
    ) -> Result<String, ServiceError>;

    /// Takes a closure back.
    ///
    /// # Errors
    /// `NotFound` when there is none of this id at the place.
    async fn reopen_place(&self, session: &Session, place: &DivisionCode, id: &str) -> Result<(), ServiceError>;

    /// What a change for many places can be made of.
    async fn bulk_ways(&self, session: &Session, town: Option<&DivisionCode>) -> Result<BulkWays, ServiceError>;

    /// Keeps a change for many places until it is confirmed; returns its id.
    ///
    /// # Errors
    /// `Invalid` when nothing is chosen; `Forbidden` when a place lies outside one's territory.
    async fn plan_bulk(&self, session: &Session, ask: &BulkAsk) -> Result<String, ServiceError>;

    /// What the kept change would do now, and what standard and law refuse of it.
    ///
    /// # Errors
    /// `NotFound` when it is not this person's, or no longer there.
    async fn bulk_plan(&self, session: &Session, id: &str) -> Result<BulkPlan, ServiceError>;

    /// Does it, in one go. `seen` is the plan's [`BulkPlan::seal`] as it was shown.
    ///
    /// # Errors
    /// `Conflict` when it would do something else by now.
    async fn apply_bulk(&self, session: &Session, id: &str, seen: &str) -> Result<BulkDone, ServiceError>;

    /// What has drifted within reach: counted, and listed by kind.
    async fn drift(&self, session: &Session, filter: &DriftFilter) -> Result<DriftPage, ServiceError>;

    /// Settles findings of one kind by its one tap; returns how many.
    ///
    /// # Errors
    /// `Invalid` for a kind where something has to be typed, or when nothing is chosen.
    async fn settle(&self, session: &Session, kind: Drift, which: &Settle) -> Result<u32, ServiceError>;

    /// The statement of zero deviations, by one query.
    async fn deviations(&self, session: &Session) -> Result<Deviations, ServiceError>;
}
