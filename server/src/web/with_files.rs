//! A page handed in whole, with the files chosen on it: what its main button does where no script sends them.

use app::backend::drafts::page_address;
use app::backend::files::FileHome;
use app::backend::{Cases as _, Files as _, ServiceError, Session};
use app::flash::Flash;
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Extension, Router};
use shared::case::CaseNo;
use shared::id::DraftId;
use shared::problem::FieldProblem;

use super::flash::{Pairs, TEXTS_WAIT, flash_of, go, go_with, sign_in, sign_in_with};
use super::{Web, apply, mine, parts, uploads};

/// Uploads have a limit of their own, in size and in time.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/apply/{item}/{draft}/page/{page}/files", post(save).get(to_page))
        .route("/mine/{number}/supply/files", post(supply).get(to_case))
}

async fn to_page(Path((item, draft, page)): Path<(String, String, String)>) -> Response {
    go(&page_address(&item, &draft, &page))
}

async fn to_case(Path(number): Path<String>) -> Response {
    go(&format!("/mine/{number}"))
}

async fn save(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((item, draft, page)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let here = page_address(&item, &draft, &page);
    let home = async {
        let home = FileHome::Draft(draft.parse::<DraftId>().map_err(|_| ServiceError::NotFound {
            what: "这份草稿".into(),
        })?);
        web.services.may_put(&session, &home).await?;
        Ok(home)
    };
    let handed = match take(&web, &session, home.await, request).await {
        Ok(handed) => handed,
        Err(Refused::Told(error @ ServiceError::NotFound { .. }, texts, _)) => {
            return apply::not_saved(&web, &session, &error, (&draft, &here), texts).await;
        }
        Err(refused) => return refused.answer(&here),
    };
    if handed.broken {
        return back(&here, handed.problems, handed.texts);
    }
    let saved = apply::saved(&web, &session, (&item, &draft, &page), handed.texts.clone()).await;
    match (handed.problems.is_empty(), saved) {
        (_, Err(ServiceError::NotSignedIn)) => sign_in(&here, handed.texts),
        (true, Ok(to)) => go_with_if(&to.address, to.flash),
        (true, Err(error)) => apply::not_saved(&web, &session, &error, (&draft, &here), handed.texts).await,
        // What was typed is stored; what is wrong with a file is told where it was chosen.
        (false, Ok(to)) => {
            let values = to.flash.map(|flash| flash.values).unwrap_or_default();
            back(&here, handed.problems, values)
        }
        (false, Err(error)) => {
            let problems = handed.problems.into_iter().chain(flash_of(&error).problems).collect();
            back(&here, problems, handed.texts)
        }
    }
}

async fn supply(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
    request: Request,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/mine");
    };
    let here = format!("/mine/{number}");
    let home = async {
        let home = FileHome::Case(web.services.view(&session, &number).await?.id);
        web.services.may_put(&session, &home).await?;
        Ok(home)
    };
    match take(&web, &session, home.await, request).await {
        Ok(handed) if handed.problems.is_empty() => mine::supplied(&web, &session, &number, handed.texts).await,
        // An answer goes whole or not at all; the files that were right are there.
        Ok(handed) => back(&here, handed.problems, handed.texts),
        Err(refused) => refused.answer(&here),
    }
}

/// What was typed beside files that are stored by now.
struct Handed {
    texts: Pairs,
    /// What is wrong with the others.
    problems: Vec<FieldProblem>,
    /// Not all has arrived.
    broken: bool,
}

/// Why no file was taken.
enum Refused {
    /// With what was typed all the same, and whether files were chosen.
    Told(ServiceError, Pairs, bool),
    /// Nobody can make sense of it.
    Unreadable(Response),
}

impl Refused {
    fn answer(self, here: &str) -> Response {
        match self {
            Self::Told(ServiceError::NotSignedIn, texts, true) => sign_in_with(here, texts, TEXTS_WAIT),
            Self::Told(ServiceError::NotSignedIn, texts, false) => sign_in(here, texts),
            Self::Told(error, texts, _) => super::flash::back(here, &error, "", texts),
            Self::Unreadable(response) => response,
        }
    }
}

/// Takes the files of a page, and what was typed beside them. Of whoever may not put files there, none is held in
/// memory.
async fn take(
    web: &Web,
    session: &Session,
    home: Result<FileHome, ServiceError>,
    request: Request,
) -> Result<Handed, Refused> {
    let may = match home {
        Ok(home) => web.uploads.begin(session).await.map(|place| (home, place)),
        Err(error) => Err(error),
    };
    let form = Multipart::from_request(request, web)
        .await
        .map_err(|refused| Refused::Unreadable(refused.into_response()))?;
    let (home, place) = match may {
        Ok(may) => may,
        Err(error) => {
            let (texts, chosen) = parts::read_texts(form).await;
            return Err(Refused::Told(error, texts, chosen));
        }
    };
    let parts = parts::read(form).await;
    let done = uploads::store(web, session, &home, parts.files, "").await;
    drop(place);
    Ok(Handed {
        texts: parts.texts,
        problems: done.refused.iter().flat_map(|error| flash_of(error).problems).collect(),
        broken: done.broken,
    })
}

fn back(here: &str, problems: Vec<FieldProblem>, values: impl Into<Vec<(String, String)>>) -> Response {
    let flash = Flash {
        problems,
        values: values.into(),
        ..Flash::default()
    };
    go_with(here, &flash)
}

fn go_with_if(to: &str, flash: Option<Flash>) -> Response {
    match flash {
        Some(flash) => go_with(to, &flash),
        None => go(to),
    }
}
