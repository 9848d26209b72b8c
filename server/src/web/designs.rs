//! The designer's plain forms: one change each, and back to what was looked at.

use app::backend::designs::{Designed, Designs as _};
use app::backend::{ServiceError, Session, Standards as _};
use app::designs::{anchor, query_of};
use app::flash::Flash;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use shared::catalogue::ItemId;
use shared::design::Focus;
use shared::form::{Answers, rearrange, take_page, to_pairs};

use super::Web;
use super::flash::{Pairs, back, flash_of, go, go_with, sign_in, value};
use super::form::Form;

/// The staff's sign-in.
const DOOR: &str = "/desk/sign-in";
/// What the designer's inputs are named by, apart from those of the form that is being made.
const OWN: &str = "edit.";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/standards/{item}/form/edit", post(edit))
        .route("/desk/standards/{item}/form/undo", post(undo))
        .route("/desk/standards/{item}/form/redo", post(redo))
        .route("/desk/standards/{item}/form/begin", post(begin))
        .route("/desk/standards/{item}/form/try", post(trial).get(super::pages::page))
}

fn address(item: &ItemId) -> String {
    format!("/desk/standards/{item}/form")
}

/// The page the form was on. Only what our own addresses are made of.
fn from(item: &ItemId, pairs: &Pairs) -> String {
    let query = value(pairs, "from");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'=' | b'&' | b'.' | b'_' | b'-' | b'%');
    if query.is_empty() || query.len() > 200 || !query.bytes().all(plain) {
        return address(item);
    }
    format!("{}?{query}", address(item))
}

fn id_of(text: &str) -> Option<ItemId> {
    text.parse().ok()
}

async fn edit(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Some(item) = id_of(&item) else {
        return go("/desk/standards");
    };
    let here = from(&item, &pairs);
    let revision = value(&pairs, "revision").parse().unwrap_or(0);
    let typed: Pairs = pairs
        .iter()
        .map(|(name, text)| (name.strip_prefix(OWN).unwrap_or(name).to_owned(), text.clone()))
        .collect();
    match edited(&web, &session, &item, revision, typed).await {
        Ok(Designed::Done {
            focus, words, merged, ..
        }) => {
            let words = if merged {
                format!("{words}。别人刚才的修改也都保留着")
            } else {
                words
            };
            go_with(&shown(&item, &focus, value(&pairs, "do")), &notice(words))
        }
        Ok(Designed::Clash { what, mine, theirs }) => {
            let error = ServiceError::Conflict {
                message: format!("{what}刚被别人改成“{theirs}”，您写的是“{mine}”，没有覆盖"),
                fix: "您填写的内容还在框里；商量好以后再保存一次，就以您的为准".into(),
            };
            back(&here, &error, "", pairs)
        }
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, pairs),
        Err(error) => back(&here, &at_inputs(error), "", pairs),
    }
}

/// Does what the form says. A field's whole form is its settings, when it shows and when it must be answered: each a step
/// of its own, so that each can be taken back.
async fn edited(
    web: &Web,
    session: &Session,
    item: &ItemId,
    revision: u32,
    typed: Pairs,
) -> Result<Designed, ServiceError> {
    if value(&typed, "do") != "field" {
        return web.services.edit_design(session, item, revision, &typed).await;
    }
    let (mut revision, mut told, mut any_merged, mut last) = (revision, Vec::new(), false, None);
    for act in ["set", "shown", "required"] {
        // A part that was not on the page is left alone.
        let there = act == "set" || typed.iter().any(|(name, _)| *name == format!("{act}-mode"));
        if !there {
            continue;
        }
        let mut one = typed.clone();
        one.set("do", act);
        match web.services.edit_design(session, item, revision, &one).await? {
            Designed::Done {
                revision: now,
                focus,
                words,
                merged,
            } => {
                revision = now;
                any_merged |= merged;
                if words != NOTHING {
                    told.push(words);
                }
                last = Some(focus);
            }
            clash @ Designed::Clash { .. } => return Ok(clash),
        }
    }
    let focus = last.unwrap_or(Focus::Form);
    let words = if told.is_empty() {
        NOTHING.to_owned()
    } else {
        told.join("；")
    };
    Ok(Designed::Done {
        revision,
        focus,
        words,
        merged: any_merged,
    })
}

/// What an edit says that changed nothing.
const NOTHING: &str = "没有改动";

fn notice(words: String) -> Flash {
    Flash {
        notice: Some(words),
        ..Flash::default()
    }
}

/// Where one goes on: at the line of what was moved or copied, at the settings of what was added or changed.
fn shown(item: &ItemId, focus: &Focus, act: &str) -> String {
    let line = matches!(
        act,
        "up" | "down" | "move" | "duplicate" | "remove" | "page_up" | "page_down"
    );
    let fragment = if line { anchor(focus) } else { "settings".to_owned() };
    match query_of(focus).as_str() {
        "" => format!("{}#{fragment}", address(item)),
        query => format!("{}?{query}#{fragment}", address(item)),
    }
}

/// Problems at the designer's inputs; those of a field's settings are named apart already.
fn at_inputs(error: ServiceError) -> ServiceError {
    let ServiceError::Invalid { mut problems } = error else {
        return error;
    };
    for problem in &mut problems {
        if !problem.path.is_empty() && !problem.path.starts_with("set_") {
            problem.path = format!("{OWN}{}", problem.path);
        }
    }
    ServiceError::Invalid { problems }
}

async fn undo(
    web: State<Web>,
    session: Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    turn(&web, &session, &item, &pairs, false).await
}

async fn redo(
    web: State<Web>,
    session: Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    turn(&web, &session, &item, &pairs, true).await
}

async fn turn(web: &Web, session: &Session, item: &str, pairs: &Pairs, redo: bool) -> Response {
    let Some(item) = id_of(item) else {
        return go("/desk/standards");
    };
    let here = from(&item, pairs);
    let revision = value(pairs, "revision").parse().unwrap_or(0);
    match web.services.turn_design(session, &item, revision, redo).await {
        Ok(Designed::Done { words, .. }) => go_with(&here, &notice(words)),
        Ok(Designed::Clash { .. }) => go(&here),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, Pairs::new()),
        Err(error) => go_with(&here, &flash_of(&error)),
    }
}

async fn begin(State(web): State<Web>, Extension(session): Extension<Session>, Path(item): Path<String>) -> Response {
    let Some(item) = id_of(&item) else {
        return go("/desk/standards");
    };
    let here = address(&item);
    match web.services.begin_standard(&session, &item).await {
        Ok(()) => go_with(&here, &notice("已开始修订，可以改表单了".to_owned())),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &here, Pairs::new()),
        Err(error) => go_with(&here, &flash_of(&error)),
    }
}

/// A trial: what was typed comes back with what is wrong with it; nothing is kept.
async fn trial(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Some(item) = id_of(&item) else {
        return go("/desk/standards");
    };
    let page = format!("{}/try", address(&item));
    let tried = async {
        let view = web.services.design(&session, &item).await?;
        let mut answers = Answers::new();
        for page in &view.whole.pages {
            take_page(&view.whole, page, &mut answers, &pairs, view.today);
        }
        let moved = rearrange(&view.whole, &mut answers, &pairs);
        Ok::<_, ServiceError>((to_pairs(&view.whole, &answers), moved.is_some()))
    }
    .await;
    match tried {
        Ok((values, moved)) => {
            let to = if moved { page } else { format!("{page}?check=1") };
            let flash = Flash {
                values,
                ..Flash::default()
            };
            go_with(&to, &flash)
        }
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, &page, Pairs::new()),
        Err(error) => go_with(&page, &flash_of(&error)),
    }
}
