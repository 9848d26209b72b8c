//! The catalogue as everyone sees it: home, items, guides, the one-time guidance, places. Nothing here needs a
//! sign-in, and nothing here is personal.

mod ask;
mod changes;
mod guidance;
mod guide;
mod home;
mod items;
mod places;
mod sites;

pub use crate::wire::query_string;
pub use ask::{DEFAULT_PER_PAGE, ItemQuery, MAX_PER_PAGE};
pub use ask::{ItemAsk, MAX_QUERY};
pub use changes::{CatalogueChange, ChangesAsk, ChangesPage};
pub use guidance::{GuidanceView, ItemLink, OptionView, QuestionKind, QuestionView, Verdict};
pub use guide::{GuideView, LawView, MaterialView, Qa, SiteLine, SiteView, StepView};
pub use home::{HelpView, HomeView, HotlineView, ThemeTile};
pub use items::{Choice, Filters, ItemCard, ItemPage, Nearest};
pub use places::{HallPublic, OpenView, PlaceView, PlacesView, TownPlaces};
pub use sites::{SitesView, TierLine, TownLine, VillageLine};

use shared::{catalogue::ItemId, place::DivisionCode};

use super::ServiceError;

/// The port to the published catalogue.
#[async_trait::async_trait]
pub trait Catalogue: Send + Sync {
    /// The home page. A `place` the city does not have counts as none: it comes from an old cookie.
    async fn home(&self, place: Option<&str>, audience: Option<&str>) -> Result<HomeView, ServiceError>;

    /// A page of items; ranked when there is text, in the catalogue's order otherwise.
    ///
    /// # Errors
    /// `Invalid` names each parameter that cannot be used.
    async fn items(&self, ask: &ItemAsk) -> Result<ItemPage, ServiceError>;

    /// The guide of an item at a place, or at the nearest one that offers it.
    ///
    /// # Errors
    /// `NotFound` for an item that is not published; `Invalid` for a place the city does not have.
    async fn guide(&self, item: &str, place: Option<&str>) -> Result<GuideView, ServiceError>;

    /// The one-time guidance for the answers given so far, named as the form's inputs are.
    ///
    /// # Errors
    /// As [`Catalogue::guide`].
    async fn guidance(
        &self,
        item: &str,
        place: Option<&str>,
        answers: &[(String, String)],
    ) -> Result<GuidanceView, ServiceError>;

    /// Towns, one town's villages, or what a text finds.
    ///
    /// # Errors
    /// `Invalid` for a town the city does not have or a text that is too long.
    async fn places(&self, town: Option<&str>, text: Option<&str>) -> Result<PlacesView, ServiceError>;

    /// One place of the city.
    ///
    /// # Errors
    /// `Invalid` at `place` when the city has none with this code.
    async fn place(&self, code: &str) -> Result<PlaceView, ServiceError>;

    /// What changed lately, the latest first.
    ///
    /// # Errors
    /// `Invalid` names each parameter that cannot be used.
    async fn changes(&self, ask: &ChangesAsk) -> Result<ChangesPage, ServiceError>;

    /// The latest changes of one item, at most `most`.
    async fn recent(&self, item: &ItemId, most: u32) -> Result<Vec<CatalogueChange>, ServiceError>;

    /// Where the item can be done: what each tier does, and each town; the villages of one town.
    ///
    /// # Errors
    /// As [`Catalogue::guide`]; `Invalid` at `town` for one the city does not have.
    async fn sites(&self, item: &str, place: Option<&str>, town: Option<&str>) -> Result<SitesView, ServiceError>;

    /// A place's hall: where it is, when it is open, whom to call.
    ///
    /// # Errors
    /// As [`Catalogue::place`].
    async fn public_hall(&self, code: &str) -> Result<HallPublic, ServiceError>;

    /// Where the item is offered for someone who lives at `place`: there, or the nearest place above or beside.
    ///
    /// # Errors
    /// `NotFound` for an item that is not published.
    async fn offered(&self, item: &ItemId, place: &DivisionCode) -> Result<Option<Nearest>, ServiceError>;
}
