//! The letter of a correction by plain POST: shown before it goes out, and sent only as it was shown.

use app::backend::{Desk, ServiceError};
use app::desk::{CorrectionPost, LOOK};
use axum::Router;
use axum::http::request::Parts as Head;
use axum::response::Response;
use axum::routing::post;
use shared::case::{Askable, CaseNo, Command, Demand, MAX_CORRECTION_DAYS, compose};
use shared::problem::FieldProblem;

use super::Web;
use super::flash::{Pairs, flash_of, noted, sign_in, value};
use super::pages::{page, page_after_post};
use super::posted::{Posted, renamed};
use crate::secrets::sha256;

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/desk/cases/{number}/correction", post(correction).get(page))
}

async fn correction(head: Head, posted: Posted<CaseNo>) -> Response {
    let number = &posted.at;
    let here = format!("/desk/cases/{number}/correction");
    let done = match posted.value("do") {
        "edit" => Ok(Done::Shown(CorrectionPost::default())),
        "look" => looked(&posted).await,
        step => written(&posted, step == "send").await,
    };
    let post = match done {
        Ok(Done::Sent(words)) => return noted(&format!("/desk/cases/{number}"), words),
        Ok(Done::Shown(post)) => post,
        Err(ServiceError::NotSignedIn) => return sign_in(&here, posted.typed),
        Err(error) => CorrectionPost {
            problems: flash_of(&error).problems,
            ..CorrectionPost::default()
        },
    };
    let post = CorrectionPost {
        typed: posted.typed.into(),
        ..post
    };
    page_after_post(posted.web, head, &here, post).await
}

enum Done {
    Sent(String),
    Shown(CorrectionPost),
}

/// The same page with what was handed in as it is: one look, written down with its reason.
async fn looked(posted: &Posted<CaseNo>) -> Result<Done, ServiceError> {
    let (session, reason) = (&posted.session, posted.value(LOOK));
    let case = posted.services().unmask(session, &posted.at, reason).await;
    let case = case.map_err(|error| renamed(error, |_| Some(LOOK.to_owned())))?;
    Ok(Done::Shown(CorrectionPost {
        looked: Some(Box::new(case)),
        ..CorrectionPost::default()
    }))
}

/// Shows the letter, or sends it when it is the one that was shown.
async fn written(posted: &Posted<CaseNo>, send: bool) -> Result<Done, ServiceError> {
    let (services, session, number) = (posted.services(), &posted.session, &posted.at);
    let sheet = services.correction(session, number).await?;
    let (demands, days) = asked(&sheet.askables, &posted.typed)?;
    let seen = named(&demands, days);
    if send && posted.value("seen") == seen {
        let command = Command::RequestCorrection { demands, days };
        let acted = Desk::act(services, session, number, posted.revision(), command).await?;
        return Ok(Done::Sent(acted.words));
    }
    let letter = services.preview_correction(session, number, demands, days).await?;
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
