//! Drafts: what an applicant has typed and not yet handed in.

use jiff::Timestamp;
use shared::catalogue::{Confirmable, ItemId};
use shared::form::{Answers, FormSchema, SavedPage};
use shared::id::DraftId;
use shared::place::DivisionCode;

use super::catalogue::ItemLink;
use super::files::FileView;

pub use crate::wire::{Ask, PageAnswer};

/// The address of a draft's page. Pages are named by whoever writes the form, so they stand under a segment of their
/// own: none can be taken for one of our actions (`place`, `review`, `submit`).
#[must_use]
pub fn page_address(item: &str, draft: &str, page: &str) -> String {
    format!("/apply/{item}/{draft}/page/{page}")
}

/// One draft opened for filling in: the form as it stood when the draft was started, and what is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftView {
    pub id: DraftId,
    pub item: ItemId,
    pub item_version: u32,
    pub item_name: String,
    /// Where the applicant wants it handled; the review page asks when it is missing.
    pub place: Option<DivisionCode>,
    pub place_name: Option<String>,
    pub form: FormSchema,
    pub answers: Answers,
    pub files: Vec<FileView>,
    /// Counts up with every save; a save names the revision it was typed on.
    pub revision: u32,
    pub saved_at: Timestamp,
    /// Drafts are deleted at this time, with their files (个人信息保护法 §19).
    pub expires_at: Timestamp,
    /// 受理以后 4 个工作日内办结
    pub promised: Confirmable<String>,
    /// The conditions that the answers do not meet, as the guidance tells them.
    pub unmet: Vec<String>,
    /// Items that help then.
    pub instead: Vec<ItemLink>,
    /// The owner's name, where an agent fills it in for them.
    pub on_behalf_of: Option<String>,
}

/// An item's form as published now, with nothing in it.
#[derive(Clone, Debug, PartialEq)]
pub struct BlankView {
    pub item: ItemId,
    pub item_name: String,
    pub form: FormSchema,
}

/// One line in "未提交的草稿".
#[derive(Clone, Debug, PartialEq)]
pub struct DraftCard {
    pub id: DraftId,
    pub item: ItemId,
    pub item_name: String,
    /// Whom it is for, once that is filled in.
    pub applicant: Option<String>,
    pub place: Option<String>,
    pub place_name: Option<String>,
    pub saved_at: Timestamp,
    pub expires_at: Timestamp,
    /// One after the other; pages that nothing is asked on do not count.
    pub pages_done: u32,
    pub pages: u32,
    /// The page to go on with; none: everything is filled in.
    pub next: Option<String>,
}

impl DraftCard {
    /// Where one goes on.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.next {
            Some(page) => page_address(self.item.as_str(), self.id.as_str(), page),
            None => format!("/apply/{}/{}/review", self.item, self.id),
        }
    }
}

/// A save that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    pub revision: u32,
    pub at: Timestamp,
}

/// One page that was taken, with what of it came from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct PageSaved {
    pub saved: Saved,
    pub form: FormSchema,
    /// What was stored before.
    pub before: Answers,
    pub page: SavedPage,
}

/// The port to stored drafts. Every call authorises: a draft is its owner's alone.
#[async_trait::async_trait]
pub trait Drafts: Send + Sync {
    /// The form one applies with, as published now. Public.
    ///
    /// # Errors
    /// `NotFound` when the item is not published.
    async fn blank(&self, item: &ItemId) -> Result<BlankView, super::ServiceError>;

    /// Starts a draft of an item's current version, with answers carried over from the guidance or the device.
    ///
    /// # Errors
    /// `NotSignedIn`; `NotFound` when the item is not published.
    async fn start(
        &self,
        session: &super::Session,
        item: &ItemId,
        place: Option<&DivisionCode>,
        answers: Answers,
    ) -> Result<DraftId, super::ServiceError>;

    /// Opens one's own draft.
    ///
    /// # Errors
    /// `NotFound` also for another person's draft: its existence is not told.
    async fn open(&self, session: &super::Session, id: &DraftId) -> Result<DraftView, super::ServiceError>;

    /// Saves everything typed so far, complete or not, right or wrong: saving never judges.
    ///
    /// # Errors
    /// `Conflict` when another device saved something else meanwhile; nothing is overwritten.
    async fn save(
        &self,
        session: &super::Session,
        id: &DraftId,
        revision: u32,
        answers: Answers,
    ) -> Result<Saved, super::ServiceError>;

    /// Saves one page as typed, whatever it was made from: what only one side changed is taken, and where both changed
    /// the same the stored answer stands and the page is told.
    ///
    /// # Errors
    /// `NotFound` for a page the form does not have, and for another person's draft.
    async fn save_page(
        &self,
        session: &super::Session,
        id: &DraftId,
        page: &str,
        typed: &shared::form::PageSave,
    ) -> Result<PageSaved, super::ServiceError>;

    /// Chooses where it shall be handled.
    ///
    /// # Errors
    /// `Invalid` when the item is not offered there.
    async fn choose_place(
        &self,
        session: &super::Session,
        id: &DraftId,
        place: &DivisionCode,
    ) -> Result<(), super::ServiceError>;

    /// One's drafts, newest first (at most 50 live ones per person).
    async fn mine(&self, session: &super::Session) -> Result<Vec<DraftCard>, super::ServiceError>;

    /// Today where the offices are, by which forms are checked.
    fn today(&self) -> jiff::civil::Date;

    /// Deletes a draft with its files.
    async fn discard(&self, session: &super::Session, id: &DraftId) -> Result<(), super::ServiceError>;
}
