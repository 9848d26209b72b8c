//! The offices' plain forms about standards, and the preview of a draft.

use app::backend::standards::{Kept, Passing, Settled, Standards, WaitingFilter};
use app::backend::{ServiceError, Session};
use app::flash::Flash;
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use shared::catalogue::ItemId;
use shared::standard::{Step, groups};
use shared::time::Date;

use super::Web;
use super::flash::{Pairs, back, flash_of, go, go_with, sign_in, value};
use super::form::Form;
use super::pages;
use super::rearranged::rearranged;

const DOOR: &str = "/desk/sign-in";
const LIST: &str = "/desk/standards";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/standards/{item}/begin", post(begin))
        .route("/desk/standards/{item}/edit/{group}", post(save).get(pages::page))
        .route("/desk/standards/{item}/merge", post(merge).get(pages::page))
        .route("/desk/standards/{item}/step", post(step))
        .route("/desk/standards/{item}/confirm", post(confirm))
        .route("/desk/standards/{item}/model", post(model))
        .route("/desk/standards/{item}/withdraw", post(withdraw))
        .route("/desk/standards/{item}/preview", get(preview))
        .route("/desk/standards/{item}/preview/check", get(preview_guidance))
        .route("/desk/confirm", post(confirm_many).get(pages::page))
}

fn home(item: &ItemId) -> String {
    format!("{LIST}/{item}")
}

fn note(words: impl Into<String>) -> Flash {
    Flash {
        notice: Some(words.into()),
        ..Flash::default()
    }
}

/// Back to a page with what was done, or with what was wrong and what was typed.
fn told(page: &str, done: Result<String, ServiceError>, typed: Pairs) -> Response {
    match done {
        Ok(words) => go_with(page, &note(words)),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, page, typed),
        Err(error) => back(page, &at_inputs(error), "", typed),
    }
}

/// Problems at the inputs of an act stand beside elements of the sheet of the same name: theirs begin with `act-`.
fn at_inputs(error: ServiceError) -> ServiceError {
    let ServiceError::Invalid { mut problems } = error else {
        return error;
    };
    for problem in &mut problems {
        if matches!(problem.path.as_str(), "reasons" | "day" | "reason") {
            problem.path = format!("act-{}", problem.path);
        }
    }
    ServiceError::Invalid { problems }
}

async fn begin(State(web): State<Web>, Extension(session): Extension<Session>, Path(item): Path<String>) -> Response {
    let Ok(id) = item.parse::<ItemId>() else {
        return go(LIST);
    };
    match web.services.begin_standard(&session, &id).await {
        Ok(()) => go(&format!("{}/edit/basics", home(&id))),
        Err(error) => told(&home(&id), Err(error), Pairs::new()),
    }
}

async fn save(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((item, group)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = item.parse::<ItemId>() else {
        return go(LIST);
    };
    let here = format!("{}/edit/{group}", home(&id));
    let revision = value(&pairs, "revision").parse().unwrap_or(0);
    let kept = web
        .services
        .save_standard(&session, &id, revision, &group, &pairs)
        .await;
    match kept {
        Ok(Kept::Clash { .. }) => go(&format!("{}/merge", home(&id))),
        Ok(Kept::Saved { merged, .. }) => {
            if let Some(place) = rearranged(&here, &pairs) {
                return go(&place);
            }
            let next = groups().skip_while(|(one, _)| *one != group).nth(1);
            match next.filter(|_| value(&pairs, "go") == "next") {
                Some((next, _)) => go(&format!("{}/edit/{next}", home(&id))),
                None if merged => go_with(&here, &note("已保存，同事刚才的修改也合在一起了。")),
                None => go_with(&here, &note("已保存。")),
            }
        }
        Err(error) => told(&here, Err(error), pairs),
    }
}

async fn merge(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = item.parse::<ItemId>() else {
        return go(LIST);
    };
    let decisions: Vec<(String, Settled)> = pairs
        .iter()
        .filter_map(|(name, taken)| {
            let clash = name.strip_prefix("take:")?;
            let settled = match taken.as_str() {
                "mine" => Settled::Mine,
                "theirs" => Settled::Theirs,
                _ => Settled::Written(value(&pairs, &format!("text:{clash}")).replace("\r\n", "\n")),
            };
            Some((clash.to_owned(), settled))
        })
        .collect();
    let page = format!("{}/merge", home(&id));
    if decisions.is_empty() {
        let none = ServiceError::invalid("", "还没有选用哪一个", "每一处选“您写的”“已保存的”或者另写一版，再保存");
        return told(&page, Err(none), pairs);
    }
    let done = web.services.settle_standard(&session, &id, &decisions).await;
    told(&page, done.map(|count| format!("已按您的选择保存 {count} 处。")), pairs)
}

async fn step(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = item.parse::<ItemId>() else {
        return go(LIST);
    };
    let done = async {
        let step: Step = value(&pairs, "step").parse().map_err(|_| ServiceError::Conflict {
            message: "不认识这个操作".into(),
            fix: "请刷新页面后重试".into(),
        })?;
        let revision = value(&pairs, "revision").parse().unwrap_or(0);
        let day = day_of(value(&pairs, "day"))?;
        let reasons = value(&pairs, "reasons");
        web.services
            .step_standard(
                &session,
                &id,
                revision,
                step,
                Passing {
                    reasons,
                    day,
                    confirm: value(&pairs, "confirm") == "yes",
                },
            )
            .await
    };
    told(&home(&id), done.await, pairs.clone())
}

fn day_of(text: &str) -> Result<Option<Date>, ServiceError> {
    let wrong = |_| ServiceError::invalid("day", "日期不对", "请按 2026-12-01 的样子填写");
    match text.trim() {
        "" => Ok(None),
        text => shared::text::plain(text).parse().map(Some).map_err(wrong),
    }
}

async fn confirm(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = item.parse::<ItemId>() else {
        return go(LIST);
    };
    let ticked = pairs.iter().filter(|(name, _)| name == "mark");
    let marks: Vec<String> = ticked.map(|(_, mark)| mark.clone()).collect();
    let done = if marks.is_empty() && value(&pairs, "all").is_empty() {
        Err(ServiceError::invalid(
            "pick",
            "还没有选择要确认的要素",
            "请先勾选，再按“确认”",
        ))
    } else {
        let all = !value(&pairs, "all").is_empty();
        let marks = if all { &[] } else { marks.as_slice() };
        web.services.confirm_standard(&session, &id, marks).await
    };
    told(
        &home(&id),
        done.map(|count| format!("已确认 {count} 处要素。")),
        Pairs::new(),
    )
}

async fn model(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = item.parse::<ItemId>() else {
        return go(LIST);
    };
    let on = value(&pairs, "model") == "on";
    let words = if on {
        "已列为示范指南。"
    } else {
        "已不再列为示范指南。"
    };
    let done = web.services.mark_model(&session, &id, on).await;
    told(&home(&id), done.map(|()| words.to_owned()), Pairs::new())
}

async fn withdraw(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = item.parse::<ItemId>() else {
        return go(LIST);
    };
    let done = web
        .services
        .withdraw_standard(&session, &id, value(&pairs, "reason"))
        .await;
    told(&home(&id), done.map(|()| "已取消这个事项。".to_owned()), pairs)
}

/// An element of an item as the page names it: `JJ-MZ-04 /fee/confirmed`.
fn pick(text: &str) -> Option<(ItemId, String)> {
    let (item, mark) = text.split_once(' ')?;
    Some((item.parse().ok()?, mark.to_owned()))
}

async fn confirm_many(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let here = value(&pairs, "here");
    let here = if here.starts_with("/desk/confirm") {
        here
    } else {
        "/desk/confirm"
    };
    if !value(&pairs, "rest").is_empty() {
        let done = match value(&pairs, "sure").is_empty() {
            true => Err(ServiceError::invalid(
                "sure",
                "不在这一页上的要素也会一并确认，还没有写明已经核对",
                "都核对过的，请先勾选“已经逐项核对”",
            )),
            false => confirm_rest(&web, &session, &pairs).await,
        };
        return told(here, done, Pairs::new());
    }
    // The button of one row, else all of the page, else what is ticked.
    let name = ["one", "all"].into_iter().find(|name| !value(&pairs, name).is_empty());
    let name = match name {
        Some("all") => "seen",
        Some(name) => name,
        None => "pick",
    };
    let picks: Vec<(ItemId, String)> = pairs
        .iter()
        .filter(|(key, _)| key == name)
        .filter_map(|(_, text)| pick(text))
        .collect();
    let done = web.services.confirm_elements(&session, &picks).await;
    match done {
        Ok(count) => go_with(here, &note(format!("已确认 {count} 处要素。"))),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, here, Pairs::new()),
        Err(error) => go_with(here, &flash_of(&error)),
    }
}

/// How many pages one press confirms: the answer says how many are left, and the same button goes on.
const PAGES_A_PRESS: u32 = 4;

async fn confirm_rest(web: &Web, session: &Session, pairs: &Pairs) -> Result<String, ServiceError> {
    let mut filter = WaitingFilter {
        department: value(pairs, "department").parse().ok(),
        item: value(pairs, "item").parse().ok(),
        page: 1,
    };
    let (mut count, mut pages) = (0, 0);
    let (left, all_seen) = loop {
        let page = web.services.waiting_elements(session, &filter).await?;
        let (at, left) = (page.page, page.total);
        if page.rows.is_empty() || pages == PAGES_A_PRESS {
            break (left, page.rows.is_empty());
        }
        let ready = page.rows.into_iter().filter(|row| !row.element.is_unwritten());
        let picks: Vec<_> = ready.map(|row| (row.item, row.element.mark)).collect();
        let confirmed = match picks.is_empty() {
            true => 0,
            false => web.services.confirm_elements(session, &picks).await?,
        };
        count += confirmed;
        match confirmed {
            // Nothing here can be confirmed: what waits stays, and the next page is looked at.
            0 if at >= page.pages => break (left, true),
            0 => filter.page = at + 1,
            // What is confirmed is gone from this page, and others stand in its place.
            _ => pages += 1,
        }
    };
    Ok(match (left, all_seen) {
        (0, _) => format!("已确认 {count} 处要素，这个范围内全部确认完了。"),
        (left, true) => format!("已确认 {count} 处要素；还没有写的 {left} 处，要先修订写上，再来确认。"),
        (left, false) => format!("已确认 {count} 处要素，还剩 {left} 处；再按一次接着确认。"),
    })
}

async fn preview(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    request: Request,
) -> Response {
    let view = match item.parse::<ItemId>() {
        Ok(id) => web.services.preview_standard(&session, &id).await,
        Err(_) => Err(no_item()),
    };
    let base = format!("{LIST}/{item}/preview");
    let shell = move || {
        let (base, view) = (base.clone(), view.clone());
        app::preview_shell(move || app::standards::guide_preview(base, view))
    };
    framed(leptos_axum::render_app_async_with_context(pages::in_page(web), shell)(request).await)
}

async fn preview_guidance(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Query(pairs): Query<Pairs>,
    request: Request,
) -> Response {
    let view = match item.parse::<ItemId>() {
        Ok(id) => web.services.preview_guidance(&session, &id, &pairs).await,
        Err(_) => Err(no_item()),
    };
    let base = format!("{LIST}/{item}/preview");
    let shell = move || {
        let (base, view, pairs) = (base.clone(), view.clone(), pairs.clone());
        app::preview_shell(move || app::standards::guidance_preview(base, view, &pairs))
    };
    framed(leptos_axum::render_app_async_with_context(pages::in_page(web), shell)(request).await)
}

fn no_item() -> ServiceError {
    ServiceError::NotFound {
        what: "这个事项".into(),
    }
}

/// The preview may stand in a frame of our own editor; all else of a page's policy holds.
fn framed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let policy = headers
        .get(CONTENT_SECURITY_POLICY)
        .and_then(|policy| policy.to_str().ok());
    let ours = policy.map(|policy| policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
    if let Some(policy) = ours.and_then(|policy| HeaderValue::try_from(policy).ok()) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
