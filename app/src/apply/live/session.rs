//! One form while it is being filled in; where its answers go is its keeper's matter.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::form::Answers;

use super::kept::{self, Kept};
use super::sheet::{Sheet, listen};
use super::{Choice, Saving, dom};
use crate::backend::ServiceError;

/// A pause in typing after which the server is told.
const PAUSE_MS: u32 = 900;
/// After a save that did not get through.
const AGAIN_MS: u32 = 8_000;

/// What the server says of a save.
pub struct Stored {
    pub revision: u32,
    /// The page's inputs as they stand now, when another's work of meanwhile is in them.
    pub screen: Option<Vec<(String, String)>>,
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
    /// Tells the server. `revision` is the one it was typed on; `over` takes it over whatever was saved meanwhile.
    fn save(&self, revision: u32, over: bool, pairs: Vec<(String, String)>) -> Saved;
    /// Something was typed.
    fn typed(&self, _answers: &dyn Fn() -> Answers) {}
    /// A save has arrived.
    fn stored(&self) {}
}

struct Session {
    keeper: Rc<dyn Keeper>,
    sheet: Rc<Sheet>,
    key: String,
    revision: Cell<u32>,
    timer: RefCell<Option<Timeout>>,
    /// A save is on its way; what is typed meanwhile goes with the next.
    busy: Cell<bool>,
    dirty: Cell<bool>,
    /// What the server has, or the page came with: an input that is only left changes nothing.
    known: RefCell<Vec<(String, String)>>,
    saving: RwSignal<Saving>,
}

/// Takes over the form on this page.
pub fn start(
    sheet: Rc<Sheet>,
    keeper: Rc<dyn Keeper>,
    revision: u32,
    saving: RwSignal<Saving>,
    choice: RwSignal<Option<Choice>>,
) {
    let key = keeper.key();
    let known = RefCell::new(dom::pairs(&sheet.element));
    let session = Rc::new(Session {
        known,
        revision: Cell::new(revision),
        keeper,
        sheet,
        key,
        timer: RefCell::default(),
        busy: Cell::new(false),
        dirty: Cell::new(false),
        saving,
    });
    session.look_for_kept();
    for event in ["input", "change"] {
        let typed = session.clone();
        listen(&session.sheet.element, event, move |_| typed.typed());
    }
    let left = session.sheet.clone();
    listen(&session.sheet.element, "focusout", move |event| left.left_input(event));
    let sent = session.clone();
    listen(&session.sheet.element, "submit", move |_| sent.sent());
    let again = session.clone();
    EventListener::new(&window(), "online", move |_| again.clone().save(false)).forget();
    Effect::new(move |_| {
        if let Some(choice) = choice.get() {
            session.clone().decided(choice);
        }
    });
}

impl Session {
    /// What an earlier visit left on this device.
    fn look_for_kept(self: &Rc<Self>) {
        let Some(kept) = kept::read(&self.key) else { return };
        let arrived = kept.sent && kept.revision < self.revision.get();
        let same = kept.pairs == dom::pairs(&self.sheet.element);
        if arrived || same {
            if self.keeper.has_home() {
                kept::forget(&self.key);
            }
        } else if !self.keeper.has_home() || kept.revision == self.revision.get() {
            // Nothing else was saved since: it simply goes on.
            dom::fill(&self.sheet.element, &kept.pairs);
            self.typed();
        } else {
            self.saving.set(Saving::Found);
        }
    }

    fn typed(self: &Rc<Self>) {
        if !self.dirty.get() && *self.known.borrow() == dom::pairs(&self.sheet.element) {
            return;
        }
        self.sheet.arrange();
        self.keeper.typed(&|| self.sheet.answers());
        self.keep(false);
        self.dirty.set(true);
        if !self.keeper.has_home() {
            self.saving.set(Saving::OnDevice);
        } else if !matches!(self.saving.get_untracked(), Saving::Overtaken | Saving::Found) {
            self.saving.set(Saving::Typing);
            self.later(PAUSE_MS);
        }
    }

    fn keep(&self, sent: bool) {
        let pairs = dom::pairs(&self.sheet.element);
        let revision = self.revision.get();
        kept::write(&self.key, &Kept { pairs, revision, sent });
    }

    /// The form goes off by itself; the copy stays until a later revision shows that it arrived.
    fn sent(&self) {
        self.timer.take();
        self.keep(true);
    }

    fn later(self: &Rc<Self>, wait_ms: u32) {
        let session = self.clone();
        *self.timer.borrow_mut() = Some(Timeout::new(wait_ms, move || session.save(false)));
    }

    /// `over`: whatever another device saved on this page meanwhile.
    fn save(self: Rc<Self>, over: bool) {
        if !self.keeper.has_home() || !self.dirty.get() {
            return;
        }
        if self.busy.replace(true) {
            return;
        }
        self.dirty.set(false);
        let pairs = dom::pairs(&self.sheet.element);
        let saving = self.keeper.save(self.revision.get(), over, pairs.clone());
        spawn_local(async move {
            let saved = saving.await;
            self.busy.set(false);
            match saved {
                Ok(stored) => self.arrived(&stored, &pairs),
                Err(error) => self.failed(&error),
            }
        });
    }

    fn arrived(self: &Rc<Self>, stored: &Stored, sent: &[(String, String)]) {
        *self.known.borrow_mut() = sent.to_vec();
        if let Some(screen) = &stored.screen
            && !self.bring_in(screen, sent)
        {
            return;
        }
        self.revision.set(stored.revision);
        dom::set_revision(&self.sheet.element, stored.revision);
        self.keeper.stored();
        if self.dirty.get() {
            self.keep(false);
            self.later(PAUSE_MS);
        } else {
            kept::forget(&self.key);
            self.saving.set(match (stored.clashed, &stored.screen) {
                (true, _) => Saving::Clashed,
                (false, Some(_)) => Saving::Merged,
                (false, None) => Saving::Saved,
            });
        }
    }

    /// Shows what another wrote meanwhile, where nothing was typed since. False: the page is not in line with what was
    /// saved, because entries came or went.
    fn bring_in(self: &Rc<Self>, screen: &[(String, String)], sent: &[(String, String)]) -> bool {
        if dom::entries(screen) == dom::entries(sent) {
            dom::refresh(&self.sheet.element, sent, screen);
            self.sheet.arrange();
            self.keeper.typed(&|| self.sheet.answers());
            if !self.dirty.get() {
                *self.known.borrow_mut() = dom::pairs(&self.sheet.element);
            }
            return true;
        }
        if self.dirty.get() {
            // What was typed since stands on the page of before: it is brought together from there.
            self.later(0);
        } else {
            kept::forget(&self.key);
            let _ = window().location().reload();
        }
        false
    }

    fn failed(self: &Rc<Self>, error: &ServiceError) {
        self.dirty.set(true);
        self.saving.set(match error {
            ServiceError::Conflict { .. } => Saving::Overtaken,
            ServiceError::NotSignedIn => Saving::SignedOut,
            ServiceError::Unavailable | ServiceError::TooMany { .. } => {
                self.later(AGAIN_MS);
                Saving::Offline
            }
            _ => Saving::Refused,
        });
    }

    fn decided(self: Rc<Self>, choice: Choice) {
        let found = self.saving.get_untracked() == Saving::Found;
        match choice {
            Choice::Mine => {
                // Decided is as good as typed.
                self.dirty.set(true);
                if found && let Some(kept) = kept::read(&self.key) {
                    dom::fill(&self.sheet.element, &kept.pairs);
                }
                self.saving.set(Saving::Typing);
                self.typed();
                self.timer.take();
                self.save(true);
            }
            Choice::Theirs => {
                kept::forget(&self.key);
                if found {
                    self.saving.set(Saving::Rest);
                } else {
                    let _ = window().location().reload();
                }
            }
        }
    }
}
