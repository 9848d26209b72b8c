//! The plain forms of what failed: try again, or give up.

use app::backend::failures::{FailureAct, FailureKind, Failures as _};
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
    Router::new().route("/desk/failed/{kind}/{id}/{act}", post(act))
}

async fn act(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((kind, id, act)): Path<(String, String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let (Ok(kind), Ok(act)) = (kind.parse::<FailureKind>(), act.parse::<FailureAct>()) else {
        return go(HOME);
    };
    let done = match act {
        FailureAct::Resend => web.services.resend(&session, kind, &id).await,
        FailureAct::Discard => web.services.give_up_on(&session, kind, &id).await,
    };
    then(done, act.done(kind), &pairs)
}

/// Back to the page of the list from which it was pressed.
fn then(done: Result<(), ServiceError>, told: &str, pairs: &Pairs) -> Response {
    let page: u32 = value(pairs, "page").parse().unwrap_or(1);
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
