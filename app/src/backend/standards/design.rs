//! The form designer: an item's form in the making, as part of its standard's draft.

use jiff::{Timestamp, civil::Date};
use shared::catalogue::ItemId;
use shared::form::FormSchema;
use shared::problem::FieldProblem;
use shared::standard::Change;
use shared::standard::design::{Focus, Lists};

/// One step of a design, as the list of what was done shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignStep {
    pub at: Timestamp,
    pub by: String,
    /// 增加字段「婚姻状况」
    pub words: String,
}

/// An item's form as it stands in the draft of its standard; without a draft, as published.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignView {
    pub item: ItemId,
    pub name: String,
    pub department_name: String,
    /// What is designed.
    pub base: FormSchema,
    /// With the item's own questions and materials: what applicants fill in.
    pub whole: FormSchema,
    /// 0 while nothing was changed.
    pub revision: u32,
    /// A draft is open and being written, by someone who may.
    pub may_edit: bool,
    /// Someone who may could begin a draft.
    pub may_begin: bool,
    /// Why it cannot be changed now, for someone who may otherwise.
    pub closed: Option<String>,
    pub can_undo: bool,
    pub can_redo: bool,
    /// Against the form of what is published, in words.
    pub changes: Vec<Change>,
    /// Newest first.
    pub steps: Vec<DesignStep>,
    pub lists: Lists,
    pub today: Date,
}

/// What the draft does to the form, for those who review it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesignState {
    /// In words; nothing when it changes nothing.
    pub changes: Vec<Change>,
    /// What keeps it from being published.
    pub problems: Vec<FieldProblem>,
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Designed {
    /// Done; `merged` when somebody else's changes of meanwhile are in the form too.
    Done {
        revision: u32,
        focus: Focus,
        words: String,
        merged: bool,
    },
    /// Somebody else changed the same thing meanwhile: theirs stands, mine is told.
    Clash { what: String, mine: String, theirs: String },
}

/// The port of the form designer. Every call authorises by role and department.
#[async_trait::async_trait]
pub trait Designs: Send + Sync {
    /// # Errors
    /// `NotFound` when there is no such item, or not in this person's department.
    async fn design(
        &self,
        session: &crate::backend::Session,
        item: &ItemId,
    ) -> Result<DesignView, crate::backend::ServiceError>;
    /// Does what the designer's plain form says. `revision` is the one it was filled in on; what others changed since
    /// stays.
    ///
    /// # Errors
    /// `Invalid` names what is wrong, at its input; `Conflict` when the draft is not being written now.
    async fn edit_design(
        &self,
        session: &crate::backend::Session,
        item: &ItemId,
        revision: u32,
        typed: &[(String, String)],
    ) -> Result<Designed, crate::backend::ServiceError>;
    /// Takes the last change back, or brings it back.
    ///
    /// # Errors
    /// `Conflict` when there is nothing to take back, or somebody changed the form meanwhile.
    async fn turn_design(
        &self,
        session: &crate::backend::Session,
        item: &ItemId,
        revision: u32,
        redo: bool,
    ) -> Result<Designed, crate::backend::ServiceError>;
    /// What the draft changes of the form, and what is wrong with it.
    async fn design_state(
        &self,
        session: &crate::backend::Session,
        item: &ItemId,
    ) -> Result<DesignState, crate::backend::ServiceError>;
}
