//! Where a form's answers go: a draft, a standard, the device alone.

use std::future::Future;
use std::pin::Pin;

use shared::form::{Answers, Pairs};

use crate::wire::ServiceError;

/// What the server says of a save.
pub struct Stored {
    pub revision: u32,
    /// What whoever types knows of from now on; none: what was sent.
    pub seen: Option<Pairs>,
    /// The page's inputs as they stand now, when another's work of meanwhile is in them.
    pub screen: Option<Pairs>,
    /// Both changed the same: the server keeps both texts until this person has decided.
    pub clashed: bool,
}

pub type Saved = Pin<Box<dyn Future<Output = Result<Stored, ServiceError>>>>;

/// Where a form's answers go, and what else follows from them.
pub trait Keeper {
    /// The name of its copy on the device.
    fn key(&self) -> String;
    /// Whether the server keeps it; otherwise the device alone does.
    fn has_home(&self) -> bool;
    /// Tells the server. `revision` is the one it was typed on, `seen` the page's states that whoever typed knows of.
    fn save(&self, revision: u32, seen: Vec<Pairs>, pairs: Pairs) -> Saved;
    /// Something was typed.
    fn typed(&self, _answers: &dyn Fn() -> Answers) {}
    /// A save has arrived.
    fn stored(&self) {}
}
