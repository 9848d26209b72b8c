//! The form on the page: what is typed, what that shows, what is wrong with what was left.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use shared::form::{Answers, Filled, FormSchema, Pairs, pairs_of, take_page};
use shared::problem::FieldProblem;
use shared::time::Date;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

use super::{FORM_ID, dom};

/// An input is often left by pressing something else: what would push that away from under the finger waits.
const PRESS_MS: u32 = 300;

pub struct Sheet {
    form: FormSchema,
    page: Option<String>,
    /// Those of the other pages, and of this one as it came.
    answers: Answers,
    today: Date,
    pub element: Element,
    /// The inputs that were left with something in them: only they are told about before the page is handed on.
    left: RefCell<BTreeSet<String>>,
    told: RwSignal<String>,
}

impl Sheet {
    /// The form on this page; none when there is none.
    pub fn find(
        form: FormSchema,
        page: Option<String>,
        answers: Answers,
        today: Date,
        told: RwSignal<String>,
    ) -> Option<Rc<Self>> {
        Self::find_at(FORM_ID, form, page, answers, today, told)
    }

    fn find_at(
        id: &str,
        form: FormSchema,
        page: Option<String>,
        answers: Answers,
        today: Date,
        told: RwSignal<String>,
    ) -> Option<Rc<Self>> {
        let element = document().get_element_by_id(id)?;
        Some(Rc::new(Self {
            form,
            page,
            answers,
            today,
            element,
            left: RefCell::default(),
            told,
        }))
    }

    /// Shows and tells, and nothing else.
    #[cfg(feature = "staff")]
    pub fn try_out(form: FormSchema, page: Option<String>, answers: Answers, today: Date, told: RwSignal<String>) {
        let Some(sheet) = Self::find(form, page, answers, today, told) else {
            return;
        };
        for event in ["input", "change"] {
            let typed = sheet.clone();
            listen(&sheet.element, event, move |_| typed.arrange());
        }
        let left = sheet.clone();
        listen(&sheet.element, "focusout", move |event| left.left_input(event));
    }

    /// Tells what is wrong with what was left, and keeps a form with something wrong from being sent.
    pub fn check_before_sending(id: &str, form: FormSchema, today: Date, told: RwSignal<String>) {
        let Some(sheet) = Self::find_at(id, form, None, Answers::new(), today, told) else {
            return;
        };
        let left = sheet.clone();
        listen(&sheet.element, "focusout", move |event| left.left_input(event));
        let mended = sheet.clone();
        listen(&sheet.element, "input", move |event| {
            mended.touched(event);
            mended.arrange();
        });
        let sent = sheet.clone();
        listen(&sheet.element, "submit", move |event| {
            if let Some(first) = sent.look_whole() {
                event.prevent_default();
                event.stop_immediate_propagation();
                dom::focus(&sent.element, &first);
            }
        });
    }

    /// Tells everything that is wrong; the first path that is.
    fn look_whole(&self) -> Option<String> {
        let answers = self.answers();
        let filled = Filled::new(&self.form, &answers, self.today);
        let problems = filled.problems();
        self.left
            .borrow_mut()
            .extend(problems.iter().map(|problem| problem.path.clone()));
        self.tell(&filled);
        problems.into_iter().next().map(|problem| problem.path)
    }

    /// The answers with this page as it stands now.
    pub fn answers(&self) -> Answers {
        let mut answers = self.answers.clone();
        let pairs = dom::pairs(&self.element);
        for page in &self.form.pages {
            if self.page.as_deref().is_none_or(|only| only == page.id.as_str()) {
                take_page(&self.form, page, &mut answers, &pairs, self.today);
            }
        }
        answers
    }

    /// What these inputs say once they are read, as a page made from it has them.
    pub fn as_read(&self, typed: &[(String, String)]) -> Pairs {
        let mut answers = self.answers.clone();
        let mut pairs = Pairs::new();
        for page in &self.form.pages {
            if self.page.as_deref().is_none_or(|only| only == page.id.as_str()) {
                take_page(&self.form, page, &mut answers, typed, self.today);
                pairs.extend(pairs_of(&self.form, page, &answers));
            }
        }
        pairs
    }

    /// Shows what the answers call for, and tells what is wrong.
    pub fn arrange(&self) {
        let answers = self.answers();
        let filled = Filled::new(&self.form, &answers, self.today);
        dom::arrange(&filled);
        self.tell(&filled);
    }

    /// What is chosen is told about at once, and so is what stood in error.
    pub fn touched(&self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(target) = target else { return };
        let Some(name) = dom::name_of(&target) else { return };
        if dom::is_chosen(&target) || dom::in_error(&self.element, &name) {
            self.left.borrow_mut().insert(name);
        }
    }

    pub fn left_input(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(name) = target.as_ref().and_then(dom::name_of) else {
            return;
        };
        let filled = dom::pairs(&self.element)
            .iter()
            .any(|(key, value)| *key == name && !value.trim().is_empty());
        if filled {
            self.left.borrow_mut().insert(name);
            let sheet = self.clone();
            Timeout::new(PRESS_MS, move || {
                let answers = sheet.answers();
                sheet.tell(&Filled::new(&sheet.form, &answers, sheet.today));
            })
            .forget();
        }
    }

    /// Tells what is wrong with the inputs that were left.
    fn tell(&self, filled: &Filled<'_>) {
        let problems: Vec<FieldProblem> = match self.page.as_deref() {
            Some(page) => self
                .form
                .page(page)
                .map(|page| filled.problems_on(page))
                .unwrap_or_default(),
            None => filled.problems(),
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
}

pub fn listen(element: &Element, event: &'static str, then: impl Fn(&Event) + 'static) {
    // A form may be held back.
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    EventListener::new_with_options(element, event, options, then).forget();
}
