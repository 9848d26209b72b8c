//! Taking files in and out, by plain forms and by the pages' own script.
//!
//! Nothing of a file is read before it is known who sends it, that they may put it there, and that there is room for one
//! more upload: what is read is held in memory.

use app::backend::files::{FileHome, FileView};
use app::backend::{Cases, Files, ServiceError, Session};
use app::flash::Flash;
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use serde::Deserialize;
use shared::case::CaseNo;
use shared::id::{DraftId, FileId};

use super::flash::{DOOR, Pairs, flash_of, go, go_with, sign_in};
use super::form::Form;
use super::parts::{self, Missing};
use super::prefs::came_from;
use super::problem::wants_page;
use super::{Problem, Web};

/// Uploads have a limit of their own, in size and in time.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/apply/files/{draft}", post(upload))
        .route("/mine/{number}/files", post(upload_to_case))
}

pub(super) fn removals() -> Router<Web> {
    Router::new()
        .route("/apply/files/{draft}/remove", post(remove))
        .route("/mine/{number}/files/remove", post(remove))
}

async fn upload(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(draft): Path<String>,
    request: Request,
) -> Response {
    let Ok(id) = draft.parse::<DraftId>() else {
        return go("/mine");
    };
    let home = FileHome::Draft(id);
    let page = came_from(request.headers()).unwrap_or_else(|| "/mine".to_owned());
    match web.services.may_put(&session, &home).await {
        Ok(()) => put(&web, &session, home, page, request).await,
        // There is no page of it to go back to.
        Err(error @ ServiceError::NotFound { .. }) => {
            let headers = request.headers().clone();
            parts::pass_by(request.into_body()).await;
            Problem::from(error).answer(&headers)
        }
        Err(error) => refused(error, &page, request).await,
    }
}

async fn upload_to_case(
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
    match home.await {
        Ok(home) => put(&web, &session, home, here, request).await,
        Err(error) => refused(error, &here, request).await,
    }
}

/// Takes the parts in the order our form sends them: path, page, then the file.
async fn put(web: &Web, session: &Session, home: FileHome, page: String, request: Request) -> Response {
    let headers = request.headers().clone();
    let place = match web.uploads.begin(session).await {
        Ok(place) => place,
        Err(error) => return refused(error, &page, request).await,
    };
    let form = match Multipart::from_request(request, web).await {
        Ok(form) => form,
        Err(refused) => return refused.into_response(),
    };
    let parts = parts::read(form).await;
    let path = parts.texts.value("path");
    let page = match parts.texts.value("page") {
        "" => page.as_str(),
        page => page,
    };
    let done = match parts.file {
        Ok((name, content)) => web.services.put(session, &home, path, &name, content).await,
        Err(Missing::NotChosen) => Err(no_file(path)),
        Err(Missing::Empty) => Err(ServiceError::invalid(
            path,
            "这个文件是空的，里面什么也没有",
            "请重新拍照，或换一个能打开的文件",
        )),
        Err(Missing::Broken) => Err(too_large(path)),
    };
    drop(place);
    answer(done, page, &headers)
}

/// The answer to somebody whose file is not read.
async fn refused(error: ServiceError, page: &str, request: Request) -> Response {
    let headers = request.headers().clone();
    parts::pass_by(request.into_body()).await;
    answer(Err(error), page, &headers)
}

/// A script gets the file as JSON or a problem, a plain form goes back to its page.
fn answer(done: Result<FileView, ServiceError>, page: &str, headers: &HeaderMap) -> Response {
    match done {
        Ok(file) if !wants_page(headers) => (StatusCode::CREATED, Json(file)).into_response(),
        Ok(_) => go(page),
        Err(error) if !wants_page(headers) => Problem::from(error).into_response(),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, page, Pairs::new()),
        Err(error) => go_with(page, &flash_of(&error)),
    }
}

fn too_large(path: &str) -> ServiceError {
    ServiceError::invalid(
        path,
        "文件太大或没有传完",
        "请用小于 20 MB 的图片或 PDF，网络不好时换个地方再试",
    )
}

fn no_file(path: &str) -> ServiceError {
    ServiceError::invalid(path, "还没有选择文件", "请先拍照或选择文件，再上传")
}

#[derive(Deserialize)]
struct Remove {
    file: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    name: String,
    /// Asked once more, and said yes.
    #[serde(default)]
    sure: String,
}

async fn remove(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    uri: Uri,
    Form(form): Form<Remove>,
) -> Response {
    if form.sure != "yes" && wants_page(&headers) {
        let values = [
            ("file", form.file),
            ("page", form.page),
            ("name", form.name),
            ("action", uri.path().to_owned()),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value)).to_vec();
        return go_with(
            "/apply/remove-file",
            &Flash {
                values,
                ..Flash::default()
            },
        );
    }
    let done = match form.file.parse::<FileId>() {
        Ok(id) => web.services.remove(&session, &id).await,
        Err(_) => Err(ServiceError::NotFound {
            what: "这个文件".into(),
        }),
    };
    match done {
        Ok(()) if !wants_page(&headers) => StatusCode::NO_CONTENT.into_response(),
        Ok(()) => go(&form.page),
        Err(error) if !wants_page(&headers) => Problem::from(error).into_response(),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &form.page, Pairs::new()),
        Err(error) => go_with(&form.page, &flash_of(&error)),
    }
}
