//! The plain forms of what failed: try again, or give up.

use app::backend::ServiceError;
use app::backend::failures::{FailureAct, FailureKind, Failures as _};
use axum::Router;
use axum::response::Response;
use axum::routing::post;

use super::Web;
use super::posted::{Posted, pressed};

const HOME: &str = "/desk/failed";

/// What kind, which, and what to do with it.
type Failed = Posted<(FailureKind, String, FailureAct)>;

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/desk/failed/{kind}/{id}/{act}", post(act))
}

async fn act(posted: Failed) -> Response {
    let (kind, id, act) = &posted.at;
    let done = match act {
        FailureAct::Resend => posted.services().resend(&posted.session, *kind, id).await,
        FailureAct::Discard => posted.services().give_up_on(&posted.session, *kind, id).await,
    };
    then(&posted, done, act.done(*kind))
}

/// Back to the page of the list from which it was pressed.
fn then(posted: &Failed, done: Result<(), ServiceError>, told: &str) -> Response {
    let here = match posted.value("page").parse::<u32>() {
        Ok(page) if page > 1 => format!("{HOME}?page={page}"),
        _ => HOME.to_owned(),
    };
    pressed(&here, done.map(|()| told))
}
