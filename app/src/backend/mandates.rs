//! Mandates: a resident lets their village's station act for them, and the agent finds whom they act for.

use shared::case::CaseNo;
use shared::catalogue::ItemId;
use shared::id::DraftId;
use shared::place::DivisionCode;
use shared::powers::Typed;
use shared::staff::Term;

use super::cases::CaseCard;

/// A mandate as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenMandate {
    pub id: String,
    /// 深沪镇华峰村便民服务站
    pub station: String,
    /// What for, in words.
    pub errand: String,
    pub term: Term,
    /// In force today.
    pub standing: bool,
}

/// One's mandates, and what another can be given for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnMandates {
    pub given: Vec<GivenMandate>,
    pub towns: Vec<(DivisionCode, String)>,
    /// The town that was chosen, and its villages.
    pub town: Option<DivisionCode>,
    pub villages: Vec<(DivisionCode, String)>,
    pub items: Vec<(ItemId, String)>,
    /// One's open cases.
    pub cases: Vec<(CaseNo, String)>,
    /// Name and number were checked: whoever acts for somebody acts for a known person.
    pub real_name: bool,
}

/// An application not handed in yet that an agent reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientDraft {
    pub item_name: String,
    pub address: String,
}

/// Somebody whom the agent acts for, by one mandate.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The mandate's id.
    pub mandate: String,
    pub name: String,
    pub phone_masked: Option<String>,
    pub errand: String,
    pub term: Term,
    /// Items that can be applied for by it; empty for a mandate about one case.
    pub items: Vec<(ItemId, String)>,
    pub drafts: Vec<ClientDraft>,
    pub cases: Vec<CaseCard>,
}

/// The port to mandates.
#[async_trait::async_trait]
pub trait Mandates: Send + Sync {
    /// Residents alone.
    async fn own_mandates(
        &self,
        session: &super::Session,
        town: Option<&DivisionCode>,
    ) -> Result<OwnMandates, super::ServiceError>;
    /// Gives one: `station`, `errand` (`anything`, `item` or `case`), `item`, `case`, `until`.
    ///
    /// # Errors
    /// `Invalid` at what is typed; `Refused` without a real name.
    async fn give_mandate(&self, session: &super::Session, typed: &Typed) -> Result<(), super::ServiceError>;
    /// Ends one of one's own at once.
    ///
    /// # Errors
    /// `NotFound` for another person's.
    async fn end_mandate(&self, session: &super::Session, id: &str) -> Result<(), super::ServiceError>;
    /// Whom the agents of one's station act for today.
    ///
    /// # Errors
    /// `Forbidden` for everyone but agents.
    async fn clients(&self, session: &super::Session) -> Result<Vec<Client>, super::ServiceError>;
    /// Begins an application for the mandate's owner.
    ///
    /// # Errors
    /// `NotFound` for a mandate that does not stand here today or is not for this item.
    async fn start_for(
        &self,
        session: &super::Session,
        mandate: &str,
        item: &ItemId,
    ) -> Result<DraftId, super::ServiceError>;
}
