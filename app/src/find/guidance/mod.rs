//! The one-time guidance (一口清): one question a screen, what was answered and what follows from it below. Every answer
//! is an address, so going back loses nothing and no script is needed.

mod ask;
mod result;

use leptos::prelude::*;

use self::ask::Ask;
use self::result::{Given, Outcome};
use super::api;
use super::guide::PreviewOf;
use super::item_list::element;
use crate::backend::catalogue::{GuidanceView, QuestionKind, QuestionView, query_string};
use crate::ui::address::{part, query};
use crate::ui::{ErrorState, Mark, Page, loaded};

/// The question to ask, whether answered or not; and those left out for now. No field's id begins like these.
const ASK: &str = "_ask";
const SKIP: &str = "_skip";

#[component]
pub fn GuidancePage() -> impl IntoView {
    let (id, query) = (part("id"), query());
    let place = query.get("place").unwrap_or_default();
    let answers: Vec<(String, String)> = query
        .into_iter()
        .map(|(name, value)| (name.into_owned(), value))
        .filter(|(name, _)| name != "place")
        .collect();
    let turn = Turn::read(&answers);
    let result = api::guidance(id, place.clone(), answers);
    let refused = |error| {
        view! {
            <h1>"看看我要带什么"</h1>
            <ErrorState error/>
            <p class="more"><a href="/items">"查看全部事项"</a></p>
        }
        .into_any()
    };
    view! {
        <Page title="看看我要带什么" here="items">
            {loaded(result, refused, move |view| view! { <GuidanceBody view place turn/> })}
        </Page>
    }
}

/// Which question's turn it is, as the address says.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    ask: Option<String>,
    skipped: Vec<String>,
}

impl Turn {
    /// From the address's pairs.
    #[must_use]
    pub fn read(pairs: &[(String, String)]) -> Self {
        let named = |wanted: &'static str| pairs.iter().filter(move |(name, _)| name == wanted);
        Self {
            ask: named(ASK).map(|(_, value)| value.clone()).next(),
            skipped: named(SKIP).map(|(_, value)| value.clone()).collect(),
        }
    }

    /// The question to ask now: the one asked for, else the first that is neither answered nor left out.
    fn question<'v>(&self, view: &'v GuidanceView) -> Option<(usize, &'v QuestionView)> {
        let named = |question: &&QuestionView| Some(&question.name) == self.ask.as_ref();
        let open = |question: &&QuestionView| !is_answered(question) && !self.skipped.contains(&question.name);
        let questions = &view.questions;
        let next = questions.iter().find(named).or_else(|| questions.iter().find(open))?;
        let at = questions.iter().position(|one| one.name == next.name)?;
        Some((at, next))
    }
}

/// Answered, and rightly; nothing ticked of several is an answer.
pub fn is_answered(question: &QuestionView) -> bool {
    question.problem.is_none()
        && match question.kind {
            QuestionKind::Several { .. } => !question.answers.is_empty(),
            _ => question.answers.iter().any(|answer| !answer.trim().is_empty()),
        }
}

/// Addresses of this guidance.
#[derive(Clone)]
pub struct Here {
    base: String,
    place: String,
    /// The answers as a form sends them.
    given: Vec<(String, String)>,
    skipped: Vec<String>,
}

impl Here {
    /// The parts of the address, without the answer of one question.
    fn parts(&self, without: &str) -> Vec<(String, String)> {
        let place = (!self.place.is_empty()).then(|| ("place".to_owned(), self.place.clone()));
        let answers = self.given.iter().filter(|(name, _)| name != without).cloned();
        let skipped = self.skipped.iter().filter(|name| *name != without);
        place
            .into_iter()
            .chain(answers)
            .chain(skipped.map(|name| (SKIP.to_owned(), name.clone())))
            .collect()
    }

    fn with(&self, without: &str, more: Option<(&str, &str)>) -> String {
        let mut parts = self.parts(without);
        parts.extend(more.map(|(name, value)| (name.to_owned(), value.to_owned())));
        if parts.is_empty() {
            return format!("{}/check", self.base);
        }
        let query = query_string(parts.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        format!("{}/check?{query}", self.base)
    }

    /// With this answer to this question.
    fn answered(&self, name: &str, value: &str) -> String {
        self.with(name, Some((name, value)))
    }

    /// Asked again, its answer still there.
    fn asked(&self, name: &str) -> String {
        self.with("", Some((ASK, name)))
    }

    /// Left out for now.
    fn skipped(&self, name: &str) -> String {
        self.with(name, Some((SKIP, name)))
    }
}

fn with_query(path: String, place: &str, carry: &str) -> String {
    let place = (!place.is_empty()).then(|| format!("place={place}"));
    let parts: Vec<String> = place
        .into_iter()
        .chain((!carry.is_empty()).then(|| carry.to_owned()))
        .collect();
    if parts.is_empty() {
        path
    } else {
        format!("{path}?{}", parts.join("&"))
    }
}

/// The guidance without the frame around it.
#[component]
pub fn GuidanceBody(view: GuidanceView, place: String, #[prop(optional)] turn: Turn) -> impl IntoView {
    let preview = use_context::<PreviewOf>().map(|PreviewOf(base)| base);
    let base = preview.clone().unwrap_or_else(|| format!("/items/{}", view.id));
    let guide = with_query(base.clone(), &place, "");
    let apply = match &preview {
        Some(base) => base.clone(),
        None => with_query(format!("/apply/{}", view.id), &place, &view.carry),
    };
    let here = Here {
        base,
        place,
        given: view.given.clone(),
        skipped: turn.skipped.clone(),
    };
    let count = view.questions.len();
    let asked = turn
        .question(&view)
        .map(|(at, question)| view! { <Ask question=question.clone() at count here=here.clone()/> });
    let answered: Vec<QuestionView> = view.questions.iter().filter(|one| is_answered(one)).cloned().collect();
    let started = !answered.is_empty() || view.questions.is_empty() || asked.is_none();
    let again = Here {
        skipped: Vec::new(),
        ..here.clone()
    };
    let result = started.then(|| view! { <Outcome view=view.clone() apply guide=guide.clone() open=asked.is_some()/> });
    let given = (!answered.is_empty()).then(|| view! { <Given answered here/> });
    let facts = view
        .facts
        .into_iter()
        .map(|fact| element(Mark::Plain, fact))
        .collect_view();
    let skipped = (!turn.skipped.is_empty() && asked.is_none()).then(|| {
        view! { <p class="small"><a class="tap" href=again.with("", None)>"回答跳过的问题"</a></p> }
    });
    view! {
        <p class="crumbs"><a href=guide>"返回办事指南"</a></p>
        <h1>{view.name}</h1>
        {asked}
        {result}
        {given}
        {skipped}
        <p class="tags">{facts}</p>
        <p class="small muted">"不用登录，回答不会被保存。只问和材料、条件有关的事。"</p>
    }
    .into_any()
}
