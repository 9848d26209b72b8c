//! The offices' plain forms about standards, and the preview of a draft.

mod design;

use app::backend::standards::{Kept, Passing, Settled, Standards, WaitingFilter};
use app::backend::{ServiceError, Session};
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use shared::catalogue::ItemId;
use shared::standard::{Step, groups};
use shared::time::Date;

use crate::web::flash::{Pairs, go, noted};
use crate::web::posted::{Posted, pressed, renamed};
use crate::web::rearranged::rearranged;
use crate::web::{Web, pages};

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
        .merge(design::routes())
}

fn home(item: &ItemId) -> String {
    format!("{LIST}/{item}")
}

/// Problems at the inputs of an act stand beside elements of the sheet of the same name: theirs begin with `act-`.
fn at_inputs(error: ServiceError) -> ServiceError {
    renamed(error, |path| {
        matches!(path, "reasons" | "day" | "reason").then(|| format!("act-{path}"))
    })
}

async fn begin(posted: Posted<ItemId>) -> Response {
    let home = home(&posted.at);
    match posted.services().begin_standard(&posted.session, &posted.at).await {
        Ok(()) => go(&format!("{home}/edit/basics")),
        Err(error) => posted.refused(&home, &error),
    }
}

async fn save(posted: Posted<(ItemId, String)>) -> Response {
    let (id, group) = &posted.at;
    let here = format!("{}/edit/{group}", home(id));
    let kept = posted
        .services()
        .save_standard(&posted.session, id, posted.revision(), group, &posted.typed)
        .await;
    match kept {
        Ok(Kept::Clash { .. }) => go(&format!("{}/merge", home(id))),
        Ok(Kept::Saved { merged, .. }) => {
            if let Some(place) = rearranged(&here, &posted.typed) {
                return go(&place);
            }
            let next = groups().skip_while(|(one, _)| one != group).nth(1);
            match next.filter(|_| posted.value("go") == "next") {
                Some((next, _)) => go(&format!("{}/edit/{next}", home(id))),
                None if merged => noted(&here, "已保存，同事刚才的修改也合在一起了。"),
                None => noted(&here, "已保存。"),
            }
        }
        Err(error) => posted.refused(&here, &at_inputs(error)),
    }
}

async fn merge(posted: Posted<ItemId>) -> Response {
    let decisions: Vec<(String, Settled)> = posted
        .typed
        .iter()
        .filter_map(|(name, taken)| {
            let clash = name.strip_prefix("take:")?;
            let settled = match taken.as_str() {
                "mine" => Settled::Mine,
                "theirs" => Settled::Theirs,
                _ => Settled::Written(posted.value(&format!("text:{clash}")).replace("\r\n", "\n")),
            };
            Some((clash.to_owned(), settled))
        })
        .collect();
    let page = format!("{}/merge", home(&posted.at));
    if decisions.is_empty() {
        let none = ServiceError::invalid("", "还没有选用哪一个", "每一处选“您写的”“已保存的”或者另写一版，再保存");
        return posted.refused(&page, &none);
    }
    let done = posted
        .services()
        .settle_standard(&posted.session, &posted.at, &decisions)
        .await;
    posted.told(&page, done.map(|count| format!("已按您的选择保存 {count} 处。")))
}

async fn step(posted: Posted<ItemId>) -> Response {
    let done = async {
        let step: Step = posted.value("step").parse().map_err(|_| ServiceError::Conflict {
            message: "不认识这个操作".into(),
            fix: "请刷新页面后重试".into(),
        })?;
        let passing = Passing {
            reasons: posted.value("reasons"),
            day: day_of(posted.value("day"))?,
            confirm: posted.value("confirm") == "yes",
        };
        posted
            .services()
            .step_standard(&posted.session, &posted.at, posted.revision(), step, passing)
            .await
    };
    posted.told(&home(&posted.at), done.await.map_err(at_inputs))
}

fn day_of(text: &str) -> Result<Option<Date>, ServiceError> {
    let wrong = |_| ServiceError::invalid("day", "日期不对", "请按 2026-12-01 的样子填写");
    match text.trim() {
        "" => Ok(None),
        text => shared::text::plain(text).parse().map(Some).map_err(wrong),
    }
}

async fn confirm(posted: Posted<ItemId>) -> Response {
    let ticked = posted.typed.iter().filter(|(name, _)| name == "mark");
    let marks: Vec<String> = ticked.map(|(_, mark)| mark.clone()).collect();
    let all = !posted.value("all").is_empty();
    let done = if marks.is_empty() && !all {
        Err(ServiceError::invalid(
            "pick",
            "还没有选择要确认的要素",
            "请先勾选，再按“确认”",
        ))
    } else {
        let marks = if all { &[] } else { marks.as_slice() };
        posted
            .services()
            .confirm_standard(&posted.session, &posted.at, marks)
            .await
    };
    pressed(&home(&posted.at), done.map(|count| format!("已确认 {count} 处要素。")))
}

async fn model(posted: Posted<ItemId>) -> Response {
    let on = posted.value("model") == "on";
    let words = if on {
        "已列为示范指南。"
    } else {
        "已不再列为示范指南。"
    };
    let done = posted.services().mark_model(&posted.session, &posted.at, on).await;
    pressed(&home(&posted.at), done.map(|()| words))
}

async fn withdraw(posted: Posted<ItemId>) -> Response {
    let done = posted
        .services()
        .withdraw_standard(&posted.session, &posted.at, posted.value("reason"))
        .await;
    let done = done.map(|()| "已取消这个事项。").map_err(at_inputs);
    posted.told(&home(&posted.at), done)
}

/// An element of an item as the page names it: `JJ-MZ-04 /fee/confirmed`.
fn pick(text: &str) -> Option<(ItemId, String)> {
    let (item, mark) = text.split_once(' ')?;
    Some((item.parse().ok()?, mark.to_owned()))
}

async fn confirm_many(posted: Posted) -> Response {
    let here = posted.value("here");
    let here = if here.starts_with("/desk/confirm") {
        here
    } else {
        "/desk/confirm"
    };
    if !posted.value("rest").is_empty() {
        let done = match posted.value("sure").is_empty() {
            true => Err(ServiceError::invalid(
                "sure",
                "不在这一页上的要素也会一并确认，还没有写明已经核对",
                "都核对过的，请先勾选“已经逐项核对”",
            )),
            false => confirm_rest(&posted).await,
        };
        return pressed(here, done);
    }
    // The button of one row, else all of the page, else what is ticked.
    let name = ["one", "all"].into_iter().find(|name| !posted.value(name).is_empty());
    let name = match name {
        Some("all") => "seen",
        Some(name) => name,
        None => "pick",
    };
    let picks: Vec<(ItemId, String)> = posted
        .typed
        .iter()
        .filter(|(key, _)| key == name)
        .filter_map(|(_, text)| pick(text))
        .collect();
    let done = posted.services().confirm_elements(&posted.session, &picks).await;
    pressed(here, done.map(|count| format!("已确认 {count} 处要素。")))
}

/// How many pages one press confirms: the answer says how many are left, and the same button goes on.
const PAGES_A_PRESS: u32 = 4;

async fn confirm_rest(posted: &Posted) -> Result<String, ServiceError> {
    let (services, session) = (posted.services(), &posted.session);
    let mut filter = WaitingFilter {
        department: posted.value("department").parse().ok(),
        item: posted.value("item").parse().ok(),
        page: 1,
    };
    let (mut count, mut pages) = (0, 0);
    let (left, all_seen) = loop {
        let page = services.waiting_elements(session, &filter).await?;
        let (at, left) = (page.page, page.total);
        if page.rows.is_empty() || pages == PAGES_A_PRESS {
            break (left, page.rows.is_empty());
        }
        let ready = page.rows.into_iter().filter(|row| !row.element.is_unwritten());
        let picks: Vec<_> = ready.map(|row| (row.item, row.element.mark)).collect();
        let confirmed = match picks.is_empty() {
            true => 0,
            false => services.confirm_elements(session, &picks).await?,
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
