//! The plain forms of applying. Saving never judges; the next page tells what is wrong.

use std::collections::HashMap;

use app::backend::catalogue::query_string;
use app::backend::drafts::page_address;
use app::backend::{Cases, Drafts, ServiceError, Session};
use app::flash::Flash;
use axum::extract::{Path, Request, State};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{any, get, post};
use axum::{Extension, Router};
use serde::Deserialize;
use shared::case::Channel;
use shared::catalogue::ItemId;
use shared::form::{Answers, Field, FieldKind, PageSave, check_page, from_pairs, visible_fields};
use shared::id::DraftId;

use super::Web;
use super::flash::{Pairs, back, flash_of, go, go_with, sign_in, value};
use super::form::Form;
use super::rearranged::rearranged;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/apply/discard", post(discard))
        .route("/apply/{item}/start", post(start))
        .route("/apply/{item}/{draft}/page/{page}", post(save).get(page_of_draft))
        .route("/apply/{item}/{draft}/review", get(page_of_draft))
        .route("/apply/{item}/{draft}/discard", get(page_of_draft))
        // A page of the form may have had one of these names while pages stood beside them.
        .route("/apply/{item}/{draft}/submit", post(submit).get(moved))
        .route("/apply/{item}/{draft}/place", post(place).get(moved))
        .route("/apply/{item}/{draft}/{page}", any(moved))
}

/// A page of a draft, or the receipt of the case it has become: links kept, and the browser's way back.
async fn page_of_draft(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(parts): Path<HashMap<String, String>>,
    request: Request,
) -> Response {
    let page = super::pages::page(State(web.clone()), request).await;
    if page.status() != StatusCode::NOT_FOUND {
        return page;
    }
    let draft = parts.get("draft").map(String::as_str).unwrap_or_default();
    receipt(&web, &session, draft)
        .await
        .map_or(page, |receipt| go(&receipt))
}

/// Where the receipt is of what was this draft; none while it is none.
pub(super) async fn receipt(web: &Web, session: &Session, draft: &str) -> Option<String> {
    let number = web.services.became(session, &draft.parse().ok()?).await.ok()??;
    Some(format!("/mine/{number}/receipt"))
}

async fn start(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let page = format!("/apply/{item}");
    let begun = async {
        let id = item.parse().map_err(|_| ServiceError::NotFound {
            what: "这个事项".into(),
        })?;
        let place = value(&pairs, "place").parse().ok();
        let mut answers = Answers::new();
        let form = web.services.published(&id).await?.form;
        let asked: Vec<_> = form
            .fields()
            .filter(|field| !matches!(field.kind, FieldKind::Declaration { .. }))
            .collect();
        from_pairs(&asked, &mut answers, &pairs);
        if value(&pairs, "another") != "yes" && begun_there(&web, &session, &id, value(&pairs, "place")).await? {
            return Ok(Begun::Before);
        }
        let draft = web.services.start(&session, &id, place.as_ref(), answers).await?;
        let first = form.pages.first().map(|page| page.id.to_string()).unwrap_or_default();
        Ok::<_, ServiceError>(Begun::At(page_address(id.as_str(), draft.as_str(), &first)))
    }
    .await;
    // What was answered so far comes along in the address, as from the guidance.
    let carried = || query_string(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    match begun {
        Ok(Begun::At(to)) => go(&to),
        Ok(Begun::Before) => {
            let notice = Some("这件事您有一份没填完的草稿，可以接着填；要另填一份，请按“另填一份新的”。".to_owned());
            go_with(
                &format!("{page}?{}", carried()),
                &Flash {
                    notice,
                    ..Flash::default()
                },
            )
        }
        Err(ServiceError::NotSignedIn) => sign_in(&format!("{page}?{}", carried()), Pairs::new()),
        Err(error) => go_with(&page, &flash_of(&error)),
    }
}

enum Begun {
    At(String),
    /// A draft of this item at this place is there already.
    Before,
}

/// Whether one has a draft of the item for this place, or for none yet.
async fn begun_there(web: &Web, session: &Session, item: &ItemId, place: &str) -> Result<bool, ServiceError> {
    let drafts = Drafts::mine(&*web.services, session).await?;
    Ok(drafts.iter().any(|draft| {
        let there = draft.place.as_deref().unwrap_or_default();
        draft.item == *item && (there == place || there.is_empty() || place.is_empty())
    }))
}

async fn save(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((item, draft, page)): Path<(String, String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let here = page_address(&item, &draft, &page);
    match saved(&web, &session, (&item, &draft, &page), pairs.clone()).await {
        Ok(To { address, flash: None }) => go(&address),
        Ok(To {
            address,
            flash: Some(flash),
        }) => go_with(&address, &flash),
        Err(error) => not_saved(&web, &session, &error, (&draft, &here), pairs).await,
    }
}

/// Back to a page that was not saved, with what was typed; or on to what its draft has become.
pub(super) async fn not_saved(
    web: &Web,
    session: &Session,
    error: &ServiceError,
    (draft, here): (&str, &str),
    typed: Pairs,
) -> Response {
    match error {
        ServiceError::NotSignedIn => sign_in(here, typed),
        ServiceError::NotFound { .. } => match receipt(web, session, draft).await {
            Some(receipt) => go(&receipt),
            None => back(here, error, "", typed),
        },
        _ => back(here, error, "", typed),
    }
}

/// Where a page that was saved leads, and what is said there.
pub(super) struct To {
    pub address: String,
    pub flash: Option<Flash>,
}

/// Saves a page of a draft as typed.
///
/// # Errors
/// `NotSignedIn`; what the draft refuses.
pub(super) async fn saved(
    web: &Web,
    session: &Session,
    (item, draft, page): (&str, &str, &str),
    pairs: Pairs,
) -> Result<To, ServiceError> {
    let here = page_address(item, draft, page);
    let step = save_page(web, session, draft, page, &pairs).await?;
    let more = || "根据您的回答，这一页多了要填的，请接着填。".to_owned();
    let flash = match &step {
        Step::More => Some(Flash {
            notice: Some(more()),
            ..Flash::default()
        }),
        // What was typed comes back, beside what is stored.
        Step::Decide => Some(Flash {
            values: pairs.clone().into(),
            ..Flash::default()
        }),
        _ => None,
    };
    let address = match step {
        Step::Stay => rearranged(&here, &pairs).unwrap_or(here),
        Step::Mend => format!("{here}?check=1"),
        Step::More | Step::Decide => here,
        Step::On(next) => page_address(item, draft, &next),
        Step::Review => format!("/apply/{item}/{draft}/review"),
    };
    Ok(To { address, flash })
}

enum Step {
    Stay,
    Mend,
    /// An answer brought up more questions.
    More,
    /// Two places say different things.
    Decide,
    On(String),
    Review,
}

async fn save_page(web: &Web, session: &Session, draft: &str, page: &str, pairs: &Pairs) -> Result<Step, ServiceError> {
    let id: DraftId = draft.parse().map_err(|_| ServiceError::NotFound {
        what: "这份草稿".into(),
    })?;
    let today = web.services.today();
    let done = web
        .services
        .save_page(session, &id, page, &PageSave::of(pairs.to_vec()))
        .await?;
    if !done.page.clashes.is_empty() {
        return Ok(Step::Decide);
    }
    if done.page.rearranged {
        return Ok(Step::Stay);
    }
    let (form, answers) = (&done.form, &done.page.answers);
    let this = form.page(page).ok_or_else(|| ServiceError::NotFound {
        what: "这一页".into()
    })?;
    // An answer that brings up more questions on this page: show them before going on. A page with script showed them
    // already, and sent what was answered.
    let sent = |field: &Field| {
        let its = |name: &str| name.split(['.', '[']).next() == Some(field.id.as_str());
        pairs.iter().any(|(name, text)| !text.is_empty() && its(name))
    };
    let before: Vec<_> = visible_fields(form, this, &done.before, today);
    let mut new = visible_fields(form, this, answers, today);
    new.retain(|field| !before.iter().any(|known| known.id == field.id));
    let more = new.into_iter().any(|field| !sent(field));
    let files = web.services.open(session, &id).await?.files;
    let wrong = check_page(form, page, answers, today)
        .into_iter()
        .any(|problem| !files.iter().any(|file| file.path == problem.path));
    if wrong {
        return Ok(Step::Mend);
    }
    if more {
        return Ok(Step::More);
    }
    let next = form
        .pages
        .iter()
        .skip_while(|one| one.id.as_str() != page)
        .skip(1)
        .find(|one| !visible_fields(form, one, answers, today).is_empty());
    Ok(next.map_or(Step::Review, |next| Step::On(next.id.to_string())))
}

/// Where a draft's page stood before it had a segment of its own: links kept and forms open in a browser go on working.
/// The status keeps a form a form.
async fn moved(Path(parts): Path<Vec<String>>, uri: Uri) -> Response {
    // `submit` and `place` are words of the route, not among its parts: the address has them.
    let named = uri.path().rsplit('/').next().unwrap_or_default();
    let [item, draft, ..] = parts.as_slice() else {
        return go("/mine");
    };
    let mut to = page_address(item, draft, named);
    if let Some(query) = uri.query() {
        to = format!("{to}?{query}");
    }
    if super::prefs::is_local(&to) {
        Redirect::permanent(&to).into_response()
    } else {
        go("/mine")
    }
}

#[derive(Deserialize)]
struct Discard {
    draft: String,
}

async fn discard(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(form): Form<Discard>,
) -> Response {
    let Ok(id) = form.draft.parse::<DraftId>() else {
        return go("/mine");
    };
    match web.services.discard(&session, &id).await {
        Ok(()) => go("/mine"),
        Err(ServiceError::NotSignedIn) => sign_in("/mine", Pairs::new()),
        Err(error) => go_with("/mine", &flash_of(&error)),
    }
}

async fn submit(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Path((item, draft)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let here = format!("/apply/{item}/{draft}/review");
    let Ok(id) = draft.parse::<DraftId>() else {
        return go("/mine");
    };
    match web
        .services
        .submit(&session, &id, value(&pairs, "key"), channel(&headers))
        .await
    {
        Ok(receipt) => go(&format!("/mine/{}/receipt", receipt.number)),
        Err(ServiceError::NotSignedIn) => sign_in(&here, Pairs::new()),
        Err(error) => go_with(&here, &flash_of(&error)),
    }
}

/// Where it shall be handled, when it was not said at the start.
async fn place(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((item, draft)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let here = format!("/apply/{item}/{draft}/review");
    let chosen = async {
        let id: DraftId = draft.parse().map_err(|_| ServiceError::NotFound {
            what: "这份草稿".into(),
        })?;
        let place = value(&pairs, "place")
            .parse()
            .map_err(|_| ServiceError::invalid("place", "还没有选择在哪里办", "请选择您所在的村（社区）"))?;
        web.services.choose_place(&session, &id, &place).await
    }
    .await;
    match chosen {
        Ok(()) => go(&here),
        Err(error) => not_saved(&web, &session, &error, (&draft, &here), Pairs::new()).await,
    }
}

/// Phone or computer, by what the browser says of itself.
fn channel(headers: &HeaderMap) -> Channel {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default();
    if agent.contains("Mobile") || agent.contains("Android") || agent.contains("iPhone") {
        Channel::Phone
    } else {
        Channel::Computer
    }
}
