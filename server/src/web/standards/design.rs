//! The designer's plain forms: one change each, and back to what was looked at.

use app::backend::standards::design::{Designed, Designs as _};
use app::backend::{ServiceError, Standards as _};
use app::flash::Flash;
use app::standards::design::{anchor, query_of};
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use shared::catalogue::ItemId;
use shared::form::{Answers, rearrange, take_page, to_pairs};
use shared::standard::design::Focus;

use crate::web::Web;
use crate::web::flash::{Pairs, go, go_with, noted, value};
use crate::web::posted::{Posted, pressed, refused, renamed};

/// What the designer's inputs are named by, apart from those of the form that is being made.
const OWN: &str = "edit.";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/standards/{item}/form/edit", post(edit))
        .route("/desk/standards/{item}/form/undo", post(undo))
        .route("/desk/standards/{item}/form/redo", post(redo))
        .route("/desk/standards/{item}/form/begin", post(begin))
        .route(
            "/desk/standards/{item}/form/try",
            post(trial).get(crate::web::pages::page),
        )
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

async fn edit(posted: Posted<ItemId>) -> Response {
    let (item, pairs) = (&posted.at, &posted.typed);
    let here = from(item, pairs);
    let typed: Pairs = pairs
        .iter()
        .map(|(name, text)| (name.strip_prefix(OWN).unwrap_or(name).to_owned(), text.clone()))
        .collect();
    match edited(&posted, typed).await {
        Ok(Designed::Done {
            focus, words, merged, ..
        }) => {
            let words = if merged {
                format!("{words}。别人刚才的修改也都保留着")
            } else {
                words
            };
            noted(&shown(item, &focus, posted.value("do")), words)
        }
        Ok(Designed::Clash { what, mine, theirs }) => {
            let error = ServiceError::Conflict {
                message: format!("{what}刚被别人改成“{theirs}”，您写的是“{mine}”，没有覆盖"),
                fix: "您填写的内容还在框里；商量好以后再保存一次，就以您的为准".into(),
            };
            posted.refused(&here, &error)
        }
        Err(error) => posted.refused(&here, &at_inputs(error)),
    }
}

/// Does what the form says. A field's whole form is its settings, when it shows and when it must be answered: each a step
/// of its own, so that each can be taken back.
async fn edited(posted: &Posted<ItemId>, typed: Pairs) -> Result<Designed, ServiceError> {
    let (services, session, item, revision) = (posted.services(), &posted.session, &posted.at, posted.revision());
    if value(&typed, "do") != "field" {
        return services.edit_design(session, item, revision, &typed).await;
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
        match services.edit_design(session, item, revision, &one).await? {
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
    renamed(error, |path| {
        let apart = path.is_empty() || path.starts_with("set_");
        (!apart).then(|| format!("{OWN}{path}"))
    })
}

async fn undo(posted: Posted<ItemId>) -> Response {
    turn(&posted, false).await
}

async fn redo(posted: Posted<ItemId>) -> Response {
    turn(&posted, true).await
}

async fn turn(posted: &Posted<ItemId>, redo: bool) -> Response {
    let here = from(&posted.at, &posted.typed);
    let done = posted
        .services()
        .turn_design(&posted.session, &posted.at, posted.revision(), redo)
        .await;
    match done {
        Ok(Designed::Clash { .. }) => go(&here),
        Ok(Designed::Done { words, .. }) => noted(&here, words),
        Err(error) => refused(&here, "", &error, Pairs::new()),
    }
}

async fn begin(posted: Posted<ItemId>) -> Response {
    let done = posted.services().begin_standard(&posted.session, &posted.at).await;
    pressed(&address(&posted.at), done.map(|()| "已开始修订，可以改表单了"))
}

/// A trial: what was typed comes back with what is wrong with it; nothing is kept.
async fn trial(posted: Posted<ItemId>) -> Response {
    let page = format!("{}/try", address(&posted.at));
    let view = match posted.services().design(&posted.session, &posted.at).await {
        Ok(view) => view,
        Err(error) => return refused(&page, "", &error, Pairs::new()),
    };
    let mut answers = Answers::new();
    for page in &view.whole.pages {
        take_page(&view.whole, page, &mut answers, &posted.typed, view.today);
    }
    let moved = rearrange(&view.whole, &mut answers, &posted.typed).is_some();
    let to = if moved { page } else { format!("{page}?check=1") };
    let flash = Flash {
        values: to_pairs(&view.whole, &answers),
        ..Flash::default()
    };
    go_with(&to, &flash)
}
