//! The plain forms of one's own cases: answering a correction, taking an application back, applying again.

use app::backend::{Cases, Drafts, ServiceError, Session};
use app::flash::Flash;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use shared::case::CaseNo;
use shared::form::{Answers, FieldKind, FormSchema, from_pairs, rearrange, to_pairs};

use super::Web;
use super::commands::{at_inputs, command_of};
use super::flash::{DOOR, Pairs, back, go, go_with, sign_in, value};
use super::form::Form;
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

async fn supply(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/mine");
    };
    supplied(&web, &session, &number, pairs).await
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
        let note = value(&pairs, "supply_note").to_owned();
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
        Ok(Supplied::Whole) => {
            let notice = Some("补正已提交，我们会尽快审查。".to_owned());
            go_with(
                &here,
                &Flash {
                    notice,
                    ..Flash::default()
                },
            )
        }
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, pairs),
        Err(error) => back(&here, &error, "supply_note", pairs),
    }
}

/// Every other act of an applicant: taking the application back.
async fn act(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/mine");
    };
    let here = format!("/mine/{number}");
    let command = session.actor().and_then(|_| command_of(&pairs, web.services.today()));
    let done = match command {
        Ok(command) => Cases::act(&*web.services, &session, &number, command).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(words) => go_with(
            &here,
            &Flash {
                notice: Some(words),
                ..Flash::default()
            },
        ),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, pairs),
        Err(error) => back(&here, &at_inputs(error, &pairs), "", pairs),
    }
}

/// A new draft of the same item with what was answered before. Files belong to the case they were handed in with.
async fn again(State(web): State<Web>, Extension(session): Extension<Session>, Path(number): Path<String>) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/mine");
    };
    let here = format!("/mine/{number}");
    let begun = async {
        let case = Cases::view(&*web.services, &session, &number).await?;
        let mut answers = Answers::new();
        for field in case.form.fields() {
            let carried = !matches!(field.kind, FieldKind::Material { .. } | FieldKind::Declaration { .. });
            if let (true, Some(value)) = (carried, case.answers.get(field.id.as_str())) {
                answers.put(field.id.as_str(), value.clone());
            }
        }
        let draft = web
            .services
            .start(&session, &case.card.item, Some(&case.filed_at), answers)
            .await?;
        Ok(format!("/apply/{}/{draft}/review", case.card.item))
    }
    .await;
    match begun {
        Ok(to) => go(&to),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, Pairs::new()),
        Err(error) => back(&here, &error, "", Pairs::new()),
    }
}
