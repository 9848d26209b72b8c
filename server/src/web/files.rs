//! Reading files: always a download, never run or shown on our origin.

use app::backend::files::MediaType;
use app::backend::{Files, ServiceError, Session};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use shared::id::FileId;

use super::{Problem, Web};

pub(super) async fn read(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Response {
    let read = match id.parse::<FileId>() {
        Ok(id) => web.services.read(&session, &id).await,
        Err(_) => Err(ServiceError::NotFound {
            what: "这个文件".into(),
        }),
    };
    let file = match read {
        Ok(file) => file,
        Err(error) => return Problem::from(error).answer(&headers),
    };
    let media = file.view.media.mime();
    let ending = match file.view.media {
        MediaType::Jpeg => "jpg",
        MediaType::Png => "png",
        MediaType::Webp => "webp",
        MediaType::Heic => "heic",
        MediaType::Pdf => "pdf",
    };
    // The name people gave stays on the page; the header gets one that needs no quoting.
    let disposition = format!("attachment; filename=\"{}.{ending}\"", file.view.id);
    let mut response = file.content.into_response();
    let set = response.headers_mut();
    set.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    set.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    set.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        set.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
