//! A guide's address to be scanned: from a poster, a screen, a paper.

use app::backend::ServiceError;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use shared::catalogue::ItemId;

use super::asked::{ItemAsked, no_item};
use super::guide::PlaceAsked;
use super::{Asked, Problem, Refused};
use crate::qr;
use crate::web::Web;

/// The guide's address as a picture.
#[utoipa::path(
    get,
    path = "/items/{id}/qr.svg",
    tag = "事项",
    summary = "办事指南的二维码",
    description = "用手机扫码，打开办事指南。可以印在窗口、公告栏上。",
    params(
        ("id" = String, Path, description = "事项编号", example = "JJ-MZ-04"),
        PlaceAsked,
    ),
    responses(
        (status = 200, description = "二维码，SVG 图片", body = String, content_type = "image/svg+xml"),
        (status = 400, description = "参数不对", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这个事项", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn qr(
    State(web): State<Web>,
    ItemAsked(id): ItemAsked,
    Asked(asked): Asked<PlaceAsked>,
) -> Result<impl IntoResponse, Refused> {
    let snapshot = web.services.snapshot().await?;
    let known = |id: &ItemId| snapshot.number(id).is_some();
    let id: ItemId = id.parse().ok().filter(known).ok_or_else(|| {
        no_item(ServiceError::NotFound {
            what: "这个事项".into(),
        })
    })?;
    let place = snapshot.place_asked(Some(&asked.place))?;
    let address = web.services.guide_address(&id, place.as_ref().map(|place| &place.code));
    let svg = qr::svg(&address).ok_or(ServiceError::Unavailable)?;
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CACHE_CONTROL, "public, max-age=86400"),
    ];
    Ok((headers, svg))
}
