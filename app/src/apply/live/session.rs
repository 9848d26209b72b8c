//! One form while it is being filled in; where its answers go is its keeper's matter.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::form::{Answers, FormSchema, Standing, take_page};
use shared::problem::FieldProblem;
use shared::time::Date;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

use super::kept::{self, Kept};
use super::{Choice, FORM_ID, Saving, dom};
use crate::backend::ServiceError;

/// A pause in typing after which the server is told.
const PAUSE_MS: u32 = 900;
/// After a save that did not get through.
const AGAIN_MS: u32 = 8_000;
/// An input is often left by pressing something else: what would push that away from under the finger waits.
const PRESS_MS: u32 = 300;

/// What the page came with.
pub struct Given {
    pub form: FormSchema,
    pub page: Option<String>,
    pub answers: Answers,
    pub today: Date,
    pub revision: u32,
    pub keeper: Rc<dyn Keeper>,
}

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
    fn typed(&self, _answers: &Answers) {}
    /// A save has arrived.
    fn stored(&self) {}
}

struct Session {
    given: Given,
    element: Element,
    key: String,
    revision: Cell<u32>,
    /// The inputs that were left with something in them: only they are told about before the page is handed on.
    left: RefCell<BTreeSet<String>>,
    timer: RefCell<Option<Timeout>>,
    /// A save is on its way; what is typed meanwhile goes with the next.
    busy: Cell<bool>,
    dirty: Cell<bool>,
    saving: RwSignal<Saving>,
    told: RwSignal<String>,
}

/// Takes over the form on this page; nothing when there is none.
pub fn start(given: Given, saving: RwSignal<Saving>, choice: RwSignal<Option<Choice>>, told: RwSignal<String>) {
    let Some(element) = document().get_element_by_id(FORM_ID) else {
        return;
    };
    let key = given.keeper.key();
    let session = Rc::new(Session {
        revision: Cell::new(given.revision),
        given,
        element,
        key,
        left: RefCell::default(),
        timer: RefCell::default(),
        busy: Cell::new(false),
        dirty: Cell::new(false),
        saving,
        told,
    });
    session.look_for_kept();
    session.listen("input", |session, _| session.typed());
    session.listen("change", |session, _| session.typed());
    session.listen("focusout", |session, event| session.left_input(event));
    session.listen("submit", |session, _| session.sent());
    let again = session.clone();
    EventListener::new(&window(), "online", move |_| again.clone().save(false)).forget();
    Effect::new(move |_| {
        if let Some(choice) = choice.get() {
            session.clone().decided(choice);
        }
    });
}

impl Session {
    fn listen(self: &Rc<Self>, event: &'static str, then: impl Fn(&Rc<Self>, &Event) + 'static) {
        let session = self.clone();
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&self.element, event, options, move |event| then(&session, event)).forget();
    }

    /// The answers with this page as it stands now.
    fn answers(&self) -> Answers {
        let mut answers = self.given.answers.clone();
        let pairs = dom::pairs(&self.element);
        for page in &self.given.form.pages {
            if self.given.page.as_deref().is_none_or(|only| only == page.id.as_str()) {
                take_page(&self.given.form, page, &mut answers, &pairs, self.given.today);
            }
        }
        answers
    }

    /// What an earlier visit left on this device.
    fn look_for_kept(self: &Rc<Self>) {
        let Some(kept) = kept::read(&self.key) else { return };
        let arrived = kept.sent && kept.revision < self.revision.get();
        let same = kept.pairs == dom::pairs(&self.element);
        if arrived || same {
            if self.given.keeper.has_home() {
                kept::forget(&self.key);
            }
        } else if !self.given.keeper.has_home() || kept.revision == self.revision.get() {
            // Nothing else was saved since: it simply goes on.
            dom::fill(&self.element, &kept.pairs);
            self.typed();
        } else {
            self.saving.set(Saving::Found);
        }
    }

    fn typed(self: &Rc<Self>) {
        let answers = self.answers();
        let standing = Standing::new(&self.given.form, &answers, self.given.today);
        dom::arrange(&self.element, &standing);
        self.tell(&standing);
        self.given.keeper.typed(&answers);
        self.keep(false);
        self.dirty.set(true);
        if !self.given.keeper.has_home() {
            self.saving.set(Saving::OnDevice);
        } else if !matches!(self.saving.get_untracked(), Saving::Overtaken | Saving::Found) {
            self.saving.set(Saving::Typing);
            self.later(PAUSE_MS);
        }
    }

    fn keep(&self, sent: bool) {
        let pairs = dom::pairs(&self.element);
        let revision = self.revision.get();
        kept::write(&self.key, &Kept { pairs, revision, sent });
    }

    /// The form goes off by itself; the copy stays until a later revision shows that it arrived.
    fn sent(&self) {
        self.timer.take();
        self.keep(true);
    }

    fn left_input(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(name) = target.as_ref().and_then(dom::name_of) else {
            return;
        };
        let filled = dom::pairs(&self.element)
            .iter()
            .any(|(key, value)| *key == name && !value.trim().is_empty());
        if filled {
            self.left.borrow_mut().insert(name);
            let session = self.clone();
            Timeout::new(PRESS_MS, move || {
                let answers = session.answers();
                session.tell(&Standing::new(&session.given.form, &answers, session.given.today));
            })
            .forget();
        }
    }

    /// Tells what is wrong with the inputs that were left.
    fn tell(&self, standing: &Standing<'_>) {
        let problems: Vec<FieldProblem> = match self.given.page.as_deref() {
            Some(page) => self
                .given
                .form
                .page(page)
                .map(|page| standing.problems_on(page))
                .unwrap_or_default(),
            None => standing.problems(),
        };
        let mut words = String::new();
        for path in self.left.borrow().iter() {
            let problem = problems.iter().find(|problem| problem.path == *path);
            dom::tell(&self.element, path, problem);
            if let Some(problem) = problem {
                words = format!("{}。{}", problem.message, problem.fix);
            }
        }
        if self.told.get_untracked() != words {
            self.told.set(words);
        }
    }

    fn later(self: &Rc<Self>, wait_ms: u32) {
        let session = self.clone();
        *self.timer.borrow_mut() = Some(Timeout::new(wait_ms, move || session.save(false)));
    }

    /// `over`: whatever another device saved on this page meanwhile.
    fn save(self: Rc<Self>, over: bool) {
        if !self.given.keeper.has_home() || !self.dirty.get() {
            return;
        }
        if self.busy.replace(true) {
            return;
        }
        self.dirty.set(false);
        let pairs = dom::pairs(&self.element);
        let saving = self.given.keeper.save(self.revision.get(), over, pairs.clone());
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
        if let Some(screen) = &stored.screen
            && !self.bring_in(screen, sent)
        {
            return;
        }
        self.revision.set(stored.revision);
        dom::set_revision(&self.element, stored.revision);
        self.given.keeper.stored();
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
            dom::refresh(&self.element, sent, screen);
            let answers = self.answers();
            dom::arrange(
                &self.element,
                &Standing::new(&self.given.form, &answers, self.given.today),
            );
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
                if found && let Some(kept) = kept::read(&self.key) {
                    dom::fill(&self.element, &kept.pairs);
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
