//! One form while it is being filled in.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kept::{self, Kept};
use super::sheet::{Sheet, listen};
use super::{Choice, Saving, dom};
use crate::apply::api::save_page;
use crate::backend::ServiceError;

/// A pause in typing after which the server is told.
const PAUSE_MS: u32 = 900;
/// After a save that did not get through.
const AGAIN_MS: u32 = 8_000;

/// What the page came with.
pub struct Given {
    pub page: Option<String>,
    pub item: String,
    pub draft: Option<String>,
    pub revision: u32,
}

struct Session {
    given: Given,
    sheet: Rc<Sheet>,
    key: String,
    revision: Cell<u32>,
    timer: RefCell<Option<Timeout>>,
    /// A save is on its way; what is typed meanwhile goes with the next.
    busy: Cell<bool>,
    dirty: Cell<bool>,
    saving: RwSignal<Saving>,
}

/// Takes over the form on this page.
pub fn start(sheet: Rc<Sheet>, given: Given, saving: RwSignal<Saving>, choice: RwSignal<Option<Choice>>) {
    let key = kept::key(&given.item, given.draft.as_deref(), given.page.as_deref());
    let session = Rc::new(Session {
        revision: Cell::new(given.revision),
        given,
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
            if self.given.draft.is_some() {
                kept::forget(&self.key);
            }
        } else if self.given.draft.is_none() || kept.revision == self.revision.get() {
            // Nothing else was saved since: it simply goes on.
            dom::fill(&self.sheet.element, &kept.pairs);
            self.typed();
        } else {
            self.saving.set(Saving::Found);
        }
    }

    fn typed(self: &Rc<Self>) {
        self.sheet.arrange();
        self.keep(false);
        self.dirty.set(true);
        if self.given.draft.is_none() {
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
        let (Some(draft), true) = (self.given.draft.clone(), self.dirty.get()) else {
            return;
        };
        if self.busy.replace(true) {
            return;
        }
        self.dirty.set(false);
        let page = self.given.page.clone().unwrap_or_default();
        let pairs = dom::pairs(&self.sheet.element);
        let revision = (!over).then(|| self.revision.get());
        spawn_local(async move {
            let saved = save_page(draft, page, revision, pairs).await;
            self.busy.set(false);
            match saved {
                Ok(saved) => self.arrived(saved.revision),
                Err(error) => self.failed(&error),
            }
        });
    }

    fn arrived(self: &Rc<Self>, revision: u32) {
        self.revision.set(revision);
        dom::set_revision(&self.sheet.element, revision);
        if self.dirty.get() {
            self.keep(false);
            self.later(PAUSE_MS);
        } else {
            kept::forget(&self.key);
            self.saving.set(Saving::Saved);
        }
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
