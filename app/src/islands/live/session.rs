//! One form while it is being filled in; where its answers go is its keeper's matter.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::form::{Pairs, is_under};

use super::keeper::{Keeper, Stored};
use super::kept::{self, Kept};
use super::leave::Leaving;
use super::sheet::{Sheet, listen};
use super::{Choice, Saving, dom};
use crate::wire::ServiceError;

/// A pause in typing after which the server is told.
const PAUSE_MS: u32 = 900;
/// After a save that did not get through.
const AGAIN_MS: u32 = 8_000;
/// After which what a signal brought stands on the page.
const SHOWN_MS: u32 = 50;
/// States sent without an answer; more than these no line loses in a row.
const MOST_SEEN: usize = 6;

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
    known: RefCell<Pairs>,
    /// What the page came with.
    came: Pairs,
    /// The page's states that whoever types knows of: the one it was made from, and what went off without an answer.
    seen: RefCell<Vec<Pairs>>,
    /// What an earlier visit left on this device, until it is decided about.
    found: RefCell<Option<Kept>>,
    leaving: Leaving,
    saving: RwSignal<Saving>,
    /// The page came back with something not stored: nobody types yet, and what has to be decided takes the focus.
    came_back: Cell<bool>,
}

/// The form as it came, and the signals of the island beside it.
pub struct Start {
    pub revision: u32,
    /// What came back to the page is not stored anywhere yet.
    pub unsaved: bool,
    pub saving: RwSignal<Saving>,
    pub choice: RwSignal<Option<Choice>>,
    /// When what an earlier visit left was typed.
    pub found_at: RwSignal<String>,
}

/// Takes over the form on this page. Nothing of the device is looked at before the page has come alive as the server
/// made it.
pub fn start(sheet: Rc<Sheet>, keeper: Rc<dyn Keeper>, start: Start) {
    let key = keeper.key();
    let known = dom::pairs(&sheet.element);
    let session = Rc::new(Session {
        seen: RefCell::new(dom::seen(&sheet.element).unwrap_or_else(|| vec![known.clone()])),
        came: known.clone(),
        known: RefCell::new(known),
        revision: Cell::new(start.revision),
        keeper,
        sheet,
        key,
        timer: RefCell::default(),
        busy: Cell::new(false),
        dirty: Cell::new(false),
        found: RefCell::default(),
        leaving: Leaving::default(),
        saving: start.saving,
        came_back: Cell::new(start.unsaved),
    });
    for event in ["input", "change"] {
        let typed = session.clone();
        listen(&session.sheet.element, event, move |event| typed.typed_in(event));
    }
    let left = session.sheet.clone();
    listen(&session.sheet.element, "focusout", move |event| left.left_input(event));
    let sent = session.clone();
    listen(&session.sheet.element, "submit", move |event| {
        sent.submitted(event);
    });
    let again = session.clone();
    EventListener::new(&window(), "online", move |_| again.clone().save()).forget();
    let decides = session.clone();
    Effect::new(move |_| {
        if let Some(choice) = start.choice.get() {
            decides.clone().decided(&choice);
        }
    });
    crate::islands::when_alive(move || {
        if start.unsaved {
            session.dirty.set(true);
            session.keep();
            session.saving.set(Saving::Typing);
            session.later(0);
        } else {
            session.look_for_kept(start.found_at);
        }
    });
}

impl Session {
    /// Lets the form go, or holds it until the save under way has come back.
    fn submitted(self: &Rc<Self>, event: &web_sys::Event) {
        self.let_be();
        if self.busy.get() {
            let late = self.clone();
            self.leaving.hold(event, move || {
                late.busy.set(false);
                late.leaving.go_on(|| late.let_be());
            });
        }
    }

    /// The form itself takes what was typed; the device keeps a copy until it has arrived.
    fn let_be(&self) {
        self.stop_timer();
        self.keep();
    }

    /// What an earlier visit left on this device is offered, never put in by itself: who sits here now may be another.
    fn look_for_kept(&self, at: RwSignal<String>) {
        let Some(kept) = kept::read(&self.key) else { return };
        // Full-width digits, blanks and what nobody sees are not as they were typed any more.
        let read = Kept {
            pairs: self.sheet.as_read(&kept.pairs),
            ..kept.clone()
        };
        let now = dom::pairs(&self.sheet.element);
        if kept.is_there(&now) || read.is_there(&now) {
            if self.keeper.has_home() {
                kept::forget(&self.key);
            }
            return;
        }
        at.set(kept::clock(kept.at));
        if self.keeper.has_home() {
            // A draft opens for its owner alone: what went off from this device and may arrive after the page was made
            // is no other's.
            self.knows(|seen| seen.extend(kept.seen.iter().skip(1).cloned().chain([kept.pairs.clone()])));
        }
        *self.found.borrow_mut() = Some(kept);
        self.saving.set(Saving::Found);
    }

    fn typed_in(self: &Rc<Self>, event: &web_sys::Event) {
        self.sheet.touched(event);
        self.typed();
    }

    fn typed(self: &Rc<Self>) {
        if !self.dirty.get() && *self.known.borrow() == dom::pairs(&self.sheet.element) {
            return;
        }
        self.sheet.arrange();
        self.keeper.typed(&|| self.sheet.answers());
        self.dirty.set(true);
        let (before, has_home) = (self.saving.get_untracked(), self.keeper.has_home());
        let now = before.typed(has_home, self.found.borrow().is_some());
        self.keep();
        if now != before {
            self.saving.set(now);
        }
        if has_home {
            self.later(PAUSE_MS);
        }
    }

    /// Keeps a copy on the device; not over one that is still to be decided about.
    fn keep(&self) {
        let overtaken =
            |found: &Kept| self.keeper.has_home() && found.is_overtaken(&self.came, &dom::pairs(&self.sheet.element));
        if self.found.borrow().as_ref().is_some_and(overtaken) {
            self.found.take();
        }
        if self.found.borrow().is_none() {
            self.keep_over();
        }
    }

    fn keep_over(&self) {
        let kept = Kept {
            pairs: dom::pairs(&self.sheet.element),
            seen: self.seen.borrow().clone(),
            at: kept::now(),
        };
        kept::write(&self.key, &kept);
    }

    fn later(self: &Rc<Self>, wait_ms: u32) {
        let session = self.clone();
        *self.timer.borrow_mut() = Some(Timeout::new(wait_ms, move || session.save()));
    }

    fn stop_timer(&self) {
        self.timer.take();
    }

    fn save(self: Rc<Self>) {
        if !self.keeper.has_home() || !self.dirty.get() || self.busy.replace(true) {
            return;
        }
        self.dirty.set(false);
        let pairs = dom::pairs(&self.sheet.element);
        let saving = self
            .keeper
            .save(self.revision.get(), self.seen.borrow().clone(), pairs.clone());
        // It may arrive without an answer coming back.
        self.knows(|seen| seen.push(pairs.clone()));
        spawn_local(async move {
            let saved = saving.await;
            self.busy.set(false);
            match saved {
                Ok(stored) => self.arrived(&stored, &pairs),
                Err(error) => self.failed(&error),
            }
            self.leaving.go_on(|| self.let_be());
        });
    }

    fn knows(&self, change: impl FnOnce(&mut Vec<Pairs>)) {
        let mut seen = self.seen.borrow_mut();
        change(&mut seen);
        while seen.len() > MOST_SEEN {
            // The page's own stays the first.
            seen.remove(1);
        }
        dom::set_seen(&self.sheet.element, &seen);
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
        let seen = stored.seen.clone().unwrap_or_else(|| sent.to_vec());
        self.knows(|states| *states = vec![seen]);
        self.keeper.stored();
        if self.dirty.get() {
            self.keep();
            self.later(PAUSE_MS);
        } else if self.found.borrow().is_some() {
            self.saving.set(Saving::Found);
        } else {
            if !stored.clashed {
                kept::forget(&self.key);
            }
            self.saving.set(match (stored.clashed, &stored.screen) {
                (true, _) => Saving::Clashed,
                (false, Some(_)) => Saving::Merged,
                (false, None) => Saving::Saved,
            });
            if self.came_back.take() && stored.clashed {
                let form = self.sheet.element.clone();
                // The notice is made by then.
                Timeout::new(SHOWN_MS, move || dom::show_asked(&form)).forget();
            }
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
        // The device is the only place left for it.
        self.keep_over();
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

    fn decided(self: Rc<Self>, choice: &Choice) {
        let found = self.found.take();
        match (choice, found) {
            (Choice::Mine, Some(kept)) => {
                // Only what was typed then: the rest may have been saved from elsewhere since.
                let base = kept.seen.first().cloned().unwrap_or_default();
                dom::bring_back(&self.sheet.element, &base, &kept.pairs, &self.known.borrow());
                self.knows(|seen| {
                    if !kept.seen.is_empty() {
                        *seen = kept.seen;
                    }
                });
                self.dirty.set(true);
                self.typed();
                self.stop_timer();
                self.save();
            }
            (Choice::Theirs, Some(_)) => {
                kept::forget(&self.key);
                if self.dirty.get() {
                    self.typed();
                } else {
                    self.saving.set(Saving::Rest);
                }
            }
            (Choice::Mine, None) => {
                self.dirty.set(true);
                self.saving.set(Saving::Typing);
                self.stop_timer();
                self.save();
            }
            (Choice::Theirs, None) => {
                kept::forget(&self.key);
                // Not reloaded: that would bring back what was typed.
                let _ = window().location().replace(&crate::islands::here());
            }
            (Choice::Field { path, mine, pairs }, found) => {
                *self.found.borrow_mut() = found;
                self.chose(path, *mine, pairs);
            }
        }
    }

    /// One of two texts at a field that both changed: either way, the stored one has been seen by now.
    fn chose(self: Rc<Self>, path: &str, mine: bool, stored: &[(String, String)]) {
        if !mine && !dom::put(&self.sheet.element, path, stored) {
            // Entries differ: the page is made anew from what is stored.
            kept::forget(&self.key);
            let _ = window().location().reload();
            return;
        }
        self.knows(|seen| {
            if let Some(first) = seen.first_mut() {
                first.retain(|(name, _)| !is_under(path, name));
                first.extend(stored.iter().cloned());
            }
        });
        self.dirty.set(true);
        self.saving.set(Saving::Typing);
        self.sheet.arrange();
        self.keep();
        self.stop_timer();
        self.save();
    }
}
