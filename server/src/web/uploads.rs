//! Taking files in and out, by plain forms and by the pages' own script.

use app::backend::files::FileHome;
use app::backend::{Cases, Files, ServiceError, Session};
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use serde::Deserialize;
use shared::case::CaseNo;
use shared::id::{DraftId, FileId};

use super::flash::{DOOR, Pairs, flash_of, go, go_with, sign_in};
use super::form::Form;
use super::problem::wants_page;
use super::{Problem, Web};

/// Uploads have a limit of their own.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/apply/files/{draft}", post(upload))
        .route("/apply/files/{draft}/remove", post(remove))
        .route("/mine/{number}/files", post(upload_to_case))
        .route("/mine/{number}/files/remove", post(remove))
}

async fn upload(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Path(draft): Path<String>,
    form: Multipart,
) -> Response {
    let Ok(id) = draft.parse::<DraftId>() else {
        return go("/mine");
    };
    put(&web, &session, FileHome::Draft(id), &headers, form).await
}

async fn upload_to_case(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Path(number): Path<String>,
    form: Multipart,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/mine");
    };
    let here = format!("/mine/{number}");
    match web.services.view(&session, &number).await {
        Ok(case) => put(&web, &session, FileHome::Case(case.id), &headers, form).await,
        Err(error) if !wants_page(&headers) => Problem::from(error).into_response(),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, Pairs::new()),
        Err(error) => go_with(&here, &flash_of(&error)),
    }
}

/// Takes the parts in the order our form sends them: path, page, then the file. A script gets the file as JSON or a
/// problem, a plain form goes back to its page.
async fn put(web: &Web, session: &Session, home: FileHome, headers: &HeaderMap, mut form: Multipart) -> Response {
    let (mut path, mut page) = (String::new(), "/mine".to_owned());
    let done = loop {
        let part = match form.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break Err(no_file(&path)),
            Err(_) => break Err(too_large(&path)),
        };
        match part.name().unwrap_or_default() {
            "path" => path = part.text().await.unwrap_or_default(),
            "page" => page = part.text().await.unwrap_or_default(),
            "file" => {
                let name = part.file_name().unwrap_or_default().to_owned();
                break match part.bytes().await {
                    Ok(content) if content.is_empty() => Err(no_file(&path)),
                    Ok(content) => web.services.put(session, &home, &path, &name, content.to_vec()).await,
                    Err(_) => Err(too_large(&path)),
                };
            }
            _ => {}
        }
    };
    match done {
        Ok(file) if !wants_page(headers) => (StatusCode::CREATED, Json(file)).into_response(),
        Ok(_) => go(&page),
        Err(error) if !wants_page(headers) => Problem::from(error).into_response(),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &page, Pairs::new()),
        Err(error) => go_with(&page, &flash_of(&error)),
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
}

async fn remove(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Form(form): Form<Remove>,
) -> Response {
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
