//! The plain forms of one's own cases: answering a correction, taking an application back, applying again.

use app::backend::{Cases, Drafts, ServiceError, Session};
use app::flash::Flash;
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use shared::case::CaseNo;
use shared::form::{Answers, FieldKind, FormSchema, from_pairs, rearrange, to_pairs};

use super::Web;
use super::commands::{at_inputs, command_of};
use super::flash::{Pairs, go, go_with, noted};
use super::posted::{Posted, refused};
use super::rearranged::rearranged;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/mine/{number}/supply", post(supply))
        .route("/mine/{number}/act", post(act))
        .route("/mine/{number}/again", post(again))
}

/// What a press on the form of a correction came to.
enum Supplied {
    Rearranged(FormSchema, Answers),
    Whole,
}

async fn supply(posted: Posted<CaseNo>) -> Response {
    supplied(&posted.web, &posted.session, &posted.at, posted.typed).await
}

/// Hands in the answer to a correction.
pub(super) async fn supplied(web: &Web, session: &Session, number: &CaseNo, pairs: Pairs) -> Response {
    let here = format!("/mine/{number}");
    let done = async {
        let case = web.services.view(session, number).await?;
        let asked: Vec<_> = case
            .form
            .fields()
            .filter(|field| {
                case.demands
                    .iter()
                    .filter_map(|demand| demand.path.as_deref())
                    .any(|path| path.split(['.', '[']).next() == Some(field.id.as_str()))
            })
            .collect();
        let mut changes = Answers::new();
        for field in &asked {
            if let Some(before) = case.answers.get(field.id.as_str()) {
                changes.put(field.id.as_str(), before.clone());
            }
        }
        from_pairs(&asked, &mut changes, &pairs);
        if rearrange(&case.form, &mut changes, &pairs).is_some() {
            return Ok(Supplied::Rearranged(case.form, changes));
        }
        let kept = pairs
            .iter()
            .filter_map(|(name, words)| Some((name.strip_prefix("kept:")?.to_owned(), words.clone())))
            .collect();
        let note = pairs.value("supply_note").to_owned();
        web.services.supply(session, number, changes, kept, note).await?;
        Ok::<_, ServiceError>(Supplied::Whole)
    }
    .await;
    match done {
        // One more in a list, or one less: nothing is handed in, and all that was typed stays.
        Ok(Supplied::Rearranged(form, changes)) => {
            let words = pairs
                .iter()
                .filter(|(name, _)| name == "supply_note" || name.starts_with("kept:"));
            let values = to_pairs(&form, &changes).into_iter().chain(words.cloned()).collect();
            let place = rearranged(&here, &pairs).unwrap_or(here);
            go_with(
                &place,
                &Flash {
                    values,
                    ..Flash::default()
                },
            )
        }
        Ok(Supplied::Whole) => noted(&here, "补正已提交，我们会尽快审查。"),
        Err(error) => refused(&here, "supply_note", &error, pairs),
    }
}

/// Every other act of an applicant: taking the application back.
async fn act(posted: Posted<CaseNo>) -> Response {
    let done = async {
        posted.session.actor()?;
        let command = command_of(&posted.typed, posted.services().today())?;
        Cases::act(posted.services(), &posted.session, &posted.at, command).await
    };
    let done = done.await.map_err(|error| at_inputs(error, &posted.typed));
    posted.told(&format!("/mine/{}", posted.at), done)
}

/// A new draft of the same item with what was answered before. Files belong to the case they were handed in with.
async fn again(posted: Posted<CaseNo>) -> Response {
    let begun = async {
        let case = Cases::view(posted.services(), &posted.session, &posted.at).await?;
        let mut answers = Answers::new();
        for field in case.form.fields() {
            let carried = !matches!(field.kind, FieldKind::Material { .. } | FieldKind::Declaration { .. });
            if let (true, Some(value)) = (carried, case.answers.get(field.id.as_str())) {
                answers.put(field.id.as_str(), value.clone());
            }
        }
        let draft = posted
            .services()
            .start(&posted.session, &case.card.item, Some(&case.filed_at), answers)
            .await?;
        Ok(format!("/apply/{}/{draft}/review", case.card.item))
    }
    .await;
    match begun {
        Ok(to) => go(&to),
        Err(error) => refused(&format!("/mine/{}", posted.at), "", &error, Pairs::new()),
    }
}
