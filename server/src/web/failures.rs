//! The plain forms of what failed: try again, or give up.

use app::backend::failures::{FailureKind, Failures as _};
use app::backend::{ServiceError, Session};
use app::flash::Flash;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};

use super::Web;
use super::flash::{Pairs, back, go, go_with, sign_in, value};
use super::form::Form;

const HOME: &str = "/desk/failed";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/failed/{kind}/{id}/resend", post(resend))
        .route("/desk/failed/{kind}/{id}/discard", post(discard))
}

async fn resend(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((kind, id)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(kind) = kind.parse::<FailureKind>() else {
        return go(HOME);
    };
    let done = web.services.resend(&session, kind, &id).await;
    let told = match kind {
        FailureKind::Message => "已重新发送，过一会儿再看列表；还是发不出去的会再回到这里。",
        FailureKind::Job => "已重新开始，过一会儿再看列表；还是没有办成的会再回到这里。",
    };
    then(done, told, pairs)
}

async fn discard(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((kind, id)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(kind) = kind.parse::<FailureKind>() else {
        return go(HOME);
    };
    let done = web.services.give_up_on(&session, kind, &id).await;
    then(done, "已放弃，不再重试。", pairs)
}

/// Back to the page of the list from which it was pressed.
fn then(done: Result<(), ServiceError>, told: &str, pairs: Pairs) -> Response {
    let page: u32 = value(&pairs, "page").parse().unwrap_or(1);
    let here = if page > 1 {
        format!("{HOME}?page={page}")
    } else {
        HOME.to_owned()
    };
    match done {
        Ok(()) => go_with(
            &here,
            &Flash {
                notice: Some(told.to_owned()),
                ..Flash::default()
            },
        ),
        Err(ServiceError::NotSignedIn) => sign_in("/desk/sign-in", &here, Pairs::new()),
        Err(error) => back(&here, &error, "", Pairs::new()),
    }
}
