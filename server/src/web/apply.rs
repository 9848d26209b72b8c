//! The plain forms of applying. Saving never judges; the next page tells what is wrong.

use app::backend::catalogue::query_string;
use app::backend::drafts::page_address;
use app::backend::{Cases, Drafts, ServiceError, Session};
use axum::extract::{Path, State};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{any, get, post};
use axum::{Extension, Router};
use serde::Deserialize;
use shared::case::Channel;
use shared::form::{Answers, FieldKind, check_page, drop_untouched, from_pairs, rearrange, take_page, visible_fields};
use shared::id::DraftId;

use super::Web;
use super::flash::{DOOR, Pairs, back, flash_of, go, go_with, sign_in, value};
use super::form::Form;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/apply/discard", post(discard))
        .route("/apply/{item}/start", post(start))
        .route("/apply/{item}/{draft}/page/{page}", post(save).get(super::pages::page))
        .route("/apply/{item}/{draft}/review", get(super::pages::page))
        // A page of the form may have had one of these names while pages stood beside them.
        .route("/apply/{item}/{draft}/submit", post(submit).get(moved))
        .route("/apply/{item}/{draft}/place", post(place).get(moved))
        .route("/apply/{item}/{draft}/{page}", any(moved))
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
        let draft = web.services.start(&session, &id, place.as_ref(), answers).await?;
        let first = form.pages.first().map(|page| page.id.to_string()).unwrap_or_default();
        Ok::<_, ServiceError>(page_address(id.as_str(), draft.as_str(), &first))
    }
    .await;
    match begun {
        Ok(to) => go(&to),
        // What was answered before signing in comes along in the address, as from the guidance.
        Err(ServiceError::NotSignedIn) => {
            let carried = query_string(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            sign_in(DOOR, &format!("{page}?{carried}"), Pairs::new())
        }
        Err(error) => go_with(&page, &flash_of(&error)),
    }
}

async fn save(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((item, draft, page)): Path<(String, String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let here = page_address(&item, &draft, &page);
    match save_page(&web, &session, &draft, &page, &pairs).await {
        Ok(Step::Stay) => go(&here),
        Ok(Step::Mend) => go(&format!("{here}?check=1")),
        Ok(Step::On(next)) => go(&page_address(&item, &draft, &next)),
        Ok(Step::Review) => go(&format!("/apply/{item}/{draft}/review")),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, pairs),
        // What was typed comes back over what another device saved.
        Err(error) => back(&here, &error, "", pairs),
    }
}

enum Step {
    Stay,
    Mend,
    On(String),
    Review,
}

async fn save_page(web: &Web, session: &Session, draft: &str, page: &str, pairs: &Pairs) -> Result<Step, ServiceError> {
    let id: DraftId = draft.parse().map_err(|_| ServiceError::NotFound {
        what: "这份草稿".into(),
    })?;
    let open = web.services.open(session, &id).await?;
    let this = open.form.page(page).ok_or_else(|| ServiceError::NotFound {
        what: "这一页".into()
    })?;
    let today = web.services.today();
    let mut answers = open.answers.clone();
    let before = visible_fields(&open.form, this, &answers, today).len();
    take_page(&open.form, this, &mut answers, pairs, today);
    let rearranged = rearrange(&open.form, &mut answers, pairs).is_some();
    if !rearranged {
        drop_untouched(&open.form, &mut answers);
    }
    let revision = value(pairs, "revision").parse().unwrap_or(open.revision);
    web.services.save(session, &id, revision, answers.clone()).await?;
    // An answer that brings up more questions on this page: show them before going on.
    let more = visible_fields(&open.form, this, &answers, today).len() > before;
    if rearranged {
        return Ok(Step::Stay);
    }
    let files: Vec<String> = open.files.iter().map(|file| file.path.clone()).collect();
    let wrong = check_page(&open.form, page, &answers, today)
        .into_iter()
        .any(|problem| !files.contains(&problem.path));
    if more || wrong {
        return Ok(Step::Mend);
    }
    let next = open
        .form
        .pages
        .iter()
        .skip_while(|one| one.id.as_str() != page)
        .skip(1)
        .find(|one| !visible_fields(&open.form, one, &answers, today).is_empty());
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
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, "/mine", Pairs::new()),
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
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, Pairs::new()),
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
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, Pairs::new()),
        Err(error) => go_with(&here, &flash_of(&error)),
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
