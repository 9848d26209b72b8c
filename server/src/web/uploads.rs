//! Taking files in and out, by plain forms and by the pages' own script.
//!
//! Nothing of a file is read before it is known who sends it, that they may put it there, and that there is room for one
//! more upload: what is read is held in memory.

use app::backend::files::{FILE, FileHome, FileView, TYPED};
use app::backend::{Cases, Files, ServiceError, Session};
use app::flash::Flash;
use axum::extract::{FromRequest as _, Multipart, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use serde::Deserialize;
use shared::case::CaseNo;
use shared::id::{DraftId, FileId};

use super::flash::{Pairs, flash_of, go, go_with, is_changed, sign_in, value};
use super::form::Form;
use super::parts::{self, Missing, Part};
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

/// Where a button says that its file belongs, and where to come back to.
#[derive(Default, Deserialize)]
struct Pressed {
    #[serde(default)]
    path: String,
    #[serde(default)]
    page: String,
}

/// Takes every file that was chosen. A script sends one, with `path` and `page` as texts before it; a page without script
/// sends all of itself, and gets back what was typed.
async fn put(web: &Web, session: &Session, home: FileHome, page: String, request: Request) -> Response {
    let headers = request.headers().clone();
    let pressed = Query::<Pressed>::try_from_uri(request.uri());
    let Query(pressed) = pressed.unwrap_or_default();
    let place = match web.uploads.begin(session).await {
        Ok(place) => place,
        Err(error) => return refused(error, &page, request).await,
    };
    let form = match Multipart::from_request(request, web).await {
        Ok(form) => form,
        Err(refused) => return refused.into_response(),
    };
    let parts = parts::read(form).await;
    let said = |said: &str, text: &str| match said {
        "" => parts.texts.value(text).to_owned(),
        said => said.to_owned(),
    };
    let path = said(&pressed.path, "path");
    let page = Some(said(&pressed.page, "page"))
        .filter(|page| !page.is_empty())
        .unwrap_or(page);
    let mut done = store(web, session, &home, parts.files, &path).await;
    drop(place);
    if done.taken.is_empty() && done.refused.is_empty() {
        done.refused.push(no_file(&path));
    }
    // Of a script's parts none was typed.
    let typed = match pressed.path.is_empty() {
        true => Pairs::new(),
        false => parts.texts,
    };
    done.answer(&page, typed, &headers)
}

/// Stores what was chosen; a file whose input does not say where it belongs belongs to `path`.
pub(super) async fn store(web: &Web, session: &Session, home: &FileHome, files: Vec<Part>, path: &str) -> Done {
    let mut done = Done::default();
    for part in files {
        let path = part.input.strip_prefix(FILE).unwrap_or(path);
        match part.file {
            Ok((name, content)) => match web.services.put(session, home, path, &name, content).await {
                Ok(file) => done.taken.push(file),
                Err(error) => done.refused.push(error),
            },
            Err(Missing::NotChosen) => {}
            Err(Missing::Empty) => done.refused.push(ServiceError::invalid(
                path,
                "这个文件是空的，里面什么也没有",
                "请重新拍照，或换一个能打开的文件",
            )),
            Err(Missing::Broken) => {
                done.broken = true;
                done.refused.push(too_large(path));
            }
        }
    }
    done
}

/// The answer to somebody whose file is not read.
async fn refused(error: ServiceError, page: &str, request: Request) -> Response {
    let headers = request.headers().clone();
    parts::pass_by(request.into_body()).await;
    let done = Done {
        refused: vec![error],
        ..Done::default()
    };
    done.answer(page, Pairs::new(), &headers)
}

/// What came of the files of one request.
#[derive(Default)]
pub(super) struct Done {
    taken: Vec<FileView>,
    pub refused: Vec<ServiceError>,
    /// Not all has arrived, and so perhaps not all that was typed.
    pub broken: bool,
}

impl Done {
    /// A script gets its file as JSON or a problem, a plain form goes back to its page with what was typed there.
    fn answer(mut self, page: &str, typed: Pairs, headers: &HeaderMap) -> Response {
        if !wants_page(headers) {
            return match (self.refused.pop(), self.taken.pop()) {
                (None, Some(file)) => (StatusCode::CREATED, Json(file)).into_response(),
                (error, _) => Problem::from(error.unwrap_or(ServiceError::Unavailable)).into_response(),
            };
        }
        if self.refused.contains(&ServiceError::NotSignedIn) {
            return sign_in(page, typed);
        }
        if self.refused.is_empty() && !is_changed(&typed) {
            return go(page);
        }
        let notice = self
            .refused
            .is_empty()
            .then(|| "文件已上传。这一页填写的内容还没有保存，请接着填，再保存或提交。".to_owned());
        let flash = Flash {
            problems: self.refused.iter().flat_map(|error| flash_of(error).problems).collect(),
            values: typed.into(),
            notice,
        };
        go_with(page, &flash)
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

/// A file to be taken out: by its button's address, or in the body of a script and of the page that asks once more.
#[derive(Default, Deserialize)]
struct Remove {
    #[serde(default)]
    file: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    name: String,
}

async fn remove(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    uri: Uri,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Query(pressed) = Query::<Remove>::try_from_uri(&uri).unwrap_or_default();
    if !pressed.file.is_empty() {
        let about = [
            ("file", pressed.file),
            ("page", pressed.page),
            ("name", pressed.name),
            ("action", uri.path().to_owned()),
        ];
        let about = about.map(|(name, value)| (name.to_owned(), value));
        let typed = Vec::from(pairs)
            .into_iter()
            .map(|(name, value)| (format!("{TYPED}{name}"), value));
        let flash = Flash {
            values: about.into_iter().chain(typed).collect(),
            ..Flash::default()
        };
        return go_with("/apply/remove-file", &flash);
    }
    let page = value(&pairs, "page").to_owned();
    let typed: Pairs = pairs
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(TYPED)?.to_owned(), value.clone())))
        .collect();
    let asked_once_more = value(&pairs, "sure") == "yes" || !wants_page(&headers);
    let done = match value(&pairs, "file").parse::<FileId>() {
        _ if !asked_once_more => Ok(()),
        Ok(id) => web.services.remove(&session, &id).await,
        Err(_) => Err(ServiceError::NotFound {
            what: "这个文件".into(),
        }),
    };
    match done {
        Ok(()) if !wants_page(&headers) => StatusCode::NO_CONTENT.into_response(),
        Err(error) if !wants_page(&headers) => Problem::from(error).into_response(),
        Ok(()) if typed.is_empty() => go(&page),
        Ok(()) => go_with(
            &page,
            &Flash {
                values: typed.into(),
                ..Flash::default()
            },
        ),
        Err(ServiceError::NotSignedIn) => sign_in(&page, typed),
        Err(error) => go_with(
            &page,
            &Flash {
                values: typed.into(),
                ..flash_of(&error)
            },
        ),
    }
}
