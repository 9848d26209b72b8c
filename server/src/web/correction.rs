//! The letter of a correction by plain POST: shown before it goes out, and sent only as it was shown.

use app::backend::{Desk, ServiceError, Session};
use app::desk::{CorrectionPost, LOOK};
use app::flash::Flash;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use shared::case::{Askable, CaseNo, Command, Demand, MAX_CORRECTION_DAYS, compose};
use shared::problem::FieldProblem;

use super::Web;
use super::flash::{Pairs, flash_of, go, go_with, sign_in, value};
use super::form::Form;
use super::pages::{page, page_after_post};
use crate::secrets::sha256;

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/desk/cases/{number}/correction", post(correction).get(page))
}

async fn correction(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
    parts: Parts,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/desk/queue");
    };
    let here = format!("/desk/cases/{number}/correction");
    let done = match value(&pairs, "do") {
        "edit" => Ok(Done::Shown(CorrectionPost::default())),
        "look" => looked(&web, &session, &number, value(&pairs, LOOK)).await,
        step => written(&web, &session, &number, &pairs, step == "send").await,
    };
    let post = match done {
        Ok(Done::Sent(words)) => return go_with(&format!("/desk/cases/{number}"), &words),
        Ok(Done::Shown(post)) => post,
        Err(ServiceError::NotSignedIn) => return sign_in("/desk/sign-in", &here, pairs),
        Err(error) => CorrectionPost {
            problems: flash_of(&error).problems,
            ..CorrectionPost::default()
        },
    };
    let post = CorrectionPost {
        typed: pairs.into(),
        ..post
    };
    page_after_post(web, parts, &here, post).await
}

enum Done {
    Sent(Flash),
    Shown(CorrectionPost),
}

/// The same page with what was handed in as it is: one look, written down with its reason.
async fn looked(web: &Web, session: &Session, number: &CaseNo, reason: &str) -> Result<Done, ServiceError> {
    let case = web.services.unmask(session, number, reason).await;
    let case = case.map_err(|error| match error {
        ServiceError::Invalid { mut problems } => {
            problems.iter_mut().for_each(|one| LOOK.clone_into(&mut one.path));
            ServiceError::Invalid { problems }
        }
        other => other,
    })?;
    Ok(Done::Shown(CorrectionPost {
        looked: Some(Box::new(case)),
        ..CorrectionPost::default()
    }))
}

/// Shows the letter, or sends it when it is the one that was shown.
async fn written(
    web: &Web,
    session: &Session,
    number: &CaseNo,
    pairs: &Pairs,
    send: bool,
) -> Result<Done, ServiceError> {
    let sheet = web.services.correction(session, number).await?;
    let (demands, days) = asked(&sheet.askables, pairs)?;
    let seen = named(&demands, days);
    if send && value(pairs, "seen") == seen {
        let revision = value(pairs, "revision").parse().unwrap_or(0);
        let command = Command::RequestCorrection { demands, days };
        let acted = Desk::act(&*web.services, session, number, revision, command).await?;
        return Ok(Done::Sent(Flash {
            notice: Some(acted.words),
            ..Flash::default()
        }));
    }
    let letter = web.services.preview_correction(session, number, demands, days).await?;
    Ok(Done::Shown(CorrectionPost {
        letter: Some(letter),
        seen,
        ..CorrectionPost::default()
    }))
}

/// The demands and the days as typed, or everything that is wrong with them.
fn asked(askables: &[Askable], pairs: &Pairs) -> Result<(Vec<Demand>, Option<u16>), ServiceError> {
    let days = match value(pairs, "days").trim() {
        "" => Ok(None),
        text => {
            let days = shared::text::plain(text).parse::<u16>().ok();
            let days = days.filter(|days| (1..=MAX_CORRECTION_DAYS).contains(days));
            days.map(Some).ok_or_else(|| {
                FieldProblem::new(
                    "days",
                    "补正期限不对",
                    format!("请填写 1 至 {MAX_CORRECTION_DAYS} 的数字，或者不填"),
                )
            })
        }
    };
    match (compose(askables, pairs), days) {
        (Ok(demands), Ok(days)) => Ok((demands, days)),
        (demands, days) => {
            let mut problems = demands.err().unwrap_or_default();
            problems.extend(days.err());
            Err(ServiceError::Invalid { problems })
        }
    }
}

/// A name for exactly this letter.
fn named(demands: &[Demand], days: Option<u16>) -> String {
    sha256(&serde_json::to_vec(&(demands, days)).unwrap_or_default())
}
