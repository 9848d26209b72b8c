//! Workbooks out and in.

use app::backend::workbooks::{Upload, Workbook};
use app::backend::{ServiceError, Session, Workbooks};
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Deserialize;
use shared::powers::KeptList;

use super::flash::{Pairs, go, sign_in};
use super::parts::{self, Missing};
use super::posted::{Posted, refused};
use super::{Problem, Web, pages};
use crate::jobs::queue::work_through;
use crate::services::queue::Queued as _;
use crate::services::work::Import;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn routes() -> Router<Web> {
    KeptList::ALL.into_iter().fold(Router::new(), |router, list| {
        let home = home(list);
        let with = Extension(list);
        router
            .route(&format!("{home}/template.xlsx"), get(template).layer(with))
            .route(&format!("{home}/export.xlsx"), get(export).layer(with))
            .route(&format!("{home}/import/{{job}}/apply"), post(apply).layer(with))
    })
}

/// Uploads have a limit of their own; the pages at the same addresses come along.
pub(super) fn uploads() -> Router<Web> {
    KeptList::ALL.into_iter().fold(Router::new(), |router, list| {
        let upload = post(upload).get(pages::page).layer(Extension(list));
        router.route(&format!("{}/import", home(list)), upload)
    })
}

fn home(list: KeptList) -> String {
    format!("/desk/{}", list.as_str())
}

async fn template(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Extension(list): Extension<KeptList>,
    headers: HeaderMap,
) -> Response {
    sent(web.services.template(&session, list).await, list, &headers)
}

async fn export(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Extension(list): Extension<KeptList>,
    headers: HeaderMap,
) -> Response {
    sent(web.services.export(&session, list).await, list, &headers)
}

pub(super) fn sent(book: Result<Workbook, ServiceError>, list: KeptList, headers: &HeaderMap) -> Response {
    let book = match book {
        Ok(book) => book,
        Err(ServiceError::NotSignedIn) => return sign_in(&home(list), Pairs::new()),
        Err(error) => return Problem::from(error).answer(headers),
    };
    let mut response = book.content.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(XLSX));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The name in RFC 8187's form: it is Chinese.
    let name: String = book.name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    if let Ok(kind) = HeaderValue::try_from(format!("attachment; filename*=UTF-8''{name}")) {
        headers.insert(CONTENT_DISPOSITION, kind);
    }
    response
}

/// Takes the parts of the form: the tick first, then the file; nothing is read from somebody who may not bring one in.
async fn upload(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Extension(list): Extension<KeptList>,
    request: Request,
) -> Response {
    let page = format!("{}/import", home(list));
    let place = async {
        web.services.may_import(&session, list).await?;
        web.uploads.begin(&session).await
    };
    let done = match place.await {
        Ok(_place) => match Multipart::from_request(request, &web).await {
            Ok(form) => take(&web, &session, list, form).await,
            Err(broken) => return broken.into_response(),
        },
        Err(error) => {
            parts::pass_by(request.into_body()).await;
            Err(error)
        }
    };
    match done {
        Ok(job) => {
            work_on(&web);
            go(&format!("{page}/{job}"))
        }
        Err(error) => refused(&page, "", &error, Pairs::new()),
    }
}

async fn take(web: &Web, session: &Session, list: KeptList, form: Multipart) -> Result<String, ServiceError> {
    let parts = parts::read(form).await;
    let file = parts.files.into_iter().next().map(|part| part.file);
    match file.unwrap_or(Err(Missing::NotChosen)) {
        Ok((file_name, content)) => {
            let upload = Upload {
                file_name,
                content,
                whole: parts.texts.value("whole") == "on",
            };
            web.services.upload_list(session, list, upload).await
        }
        Err(Missing::NotChosen) => Err(ServiceError::invalid(
            "file",
            "还没有选择文件",
            "请选择填好的 .xlsx 文件，再上传",
        )),
        Err(Missing::Empty) => Err(ServiceError::invalid(
            "file",
            "这个文件是空的，里面什么也没有",
            "请打开表格看看，保存以后再上传",
        )),
        Err(Missing::Broken) => {
            let most = web.services.config.upload_limit / (1024 * 1024);
            let fix = format!("请用小于 {most} MB 的文件；行数多的可以分几次上传");
            Err(ServiceError::invalid("file", "文件太大或没有传完", fix))
        }
    }
}

/// An import as its address names it.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct ImportName(pub String);

impl TryFrom<String> for ImportName {
    type Error = &'static str;
    fn try_from(name: String) -> Result<Self, Self::Error> {
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain.then_some(Self(name)).ok_or("no name of an import")
    }
}

async fn apply(Extension(list): Extension<KeptList>, posted: Posted<ImportName>) -> Response {
    let job = &posted.at.0;
    let page = format!("{}/import/{job}", home(list));
    match posted.services().apply_import(&posted.session, list, job).await {
        Ok(()) => {
            work_on(&posted.web);
            go(&page)
        }
        Err(error @ ServiceError::NotFound { .. }) => posted.refused(&home(list), &error),
        Err(error) => posted.refused(&page, &error),
    }
}

/// Begins at once instead of at the next look; should this process stop on the way, another goes on with it.
fn work_on(web: &Web) {
    let services = std::sync::Arc::clone(&web.services);
    tokio::spawn(async move {
        if let Err(error) = work_through(&services, Import::PRIORITY).await {
            tracing::warn!(%error, "imports are taken up again soon");
        }
    });
}
