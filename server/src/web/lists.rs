//! The plain forms of lists, halls, arrangements and drift.

use app::backend::catalogue::query_string;
use app::backend::lists::{BulkAsk, BulkWhat, Settle, Standing};
use app::backend::{Delegations, Lists, ServiceError, Session};
use app::flash::Flash;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use shared::catalogue::ItemId;
use shared::place::{DivisionCode, Tier};
use shared::places::{Choice, Drift};

use super::Web;
use super::flash::{Pairs, back, go, go_with, sign_in, value};
use super::form::Form;
use super::pages::page;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/lists/{place}/choose", post(choose))
        .route("/desk/lists/{place}/items/{item}", post(save_local).get(page))
        .route("/desk/lists/{place}/copy", post(copy).get(page))
        .route("/desk/lists/bulk", post(plan).get(page))
        .route("/desk/lists/bulk/apply", post(apply))
        .route("/desk/halls/{place}", post(save_hall).get(page))
        .route("/desk/halls/{place}/closures", post(close))
        .route("/desk/halls/{place}/closures/remove", post(reopen))
        .route("/desk/delegation/{item}/{tier}", post(arrange).get(page))
        .route("/desk/delegation/{item}/{tier}/clear", post(clear))
        .route("/desk/drift/settle", post(settle))
}

const DOOR: &str = "/desk/sign-in";

/// On to a page with what was done, or back to it with what is wrong.
fn onward(to: &str, done: Result<String, ServiceError>, field: &str, pairs: Pairs) -> Response {
    match done {
        Ok(notice) => go_with(
            to,
            &Flash {
                notice: Some(notice),
                ..Flash::default()
            },
        ),
        Err(ServiceError::NotSignedIn) => sign_in(DOOR, to, pairs),
        Err(error) => back(to, &error, field, pairs),
    }
}

/// Every value of a name.
fn values<'a, T: std::str::FromStr>(pairs: &'a Pairs, name: &'a str) -> impl Iterator<Item = T> + 'a {
    pairs
        .iter()
        .filter(move |(key, _)| key == name)
        .filter_map(|(_, value)| value.parse().ok())
}

/// The choices that differ from what the row showed, or one for all that are ticked.
fn choices_of(pairs: &Pairs) -> Result<Vec<(ItemId, Choice)>, ServiceError> {
    if value(pairs, "act") == "ticked" {
        let choice = value(pairs, "all")
            .parse::<Choice>()
            .map_err(|_| ServiceError::invalid("all", "没有选改为什么", "请从列表里选一种"))?;
        let ticked: Vec<_> = values(pairs, "item").map(|item| (item, choice)).collect();
        if ticked.is_empty() {
            return Err(ServiceError::invalid(
                "",
                "还没有勾选事项",
                "请先勾选，再点“修改勾选的事项”",
            ));
        }
        return Ok(ticked);
    }
    Ok(pairs
        .iter()
        .filter_map(|(key, chosen)| {
            let item = key.strip_prefix("part:")?;
            let was = value(pairs, &format!("was:{item}"));
            let choice: Choice = chosen.parse().ok().filter(|_| chosen != was)?;
            Some((item.parse().ok()?, choice))
        })
        .collect())
}

/// The same list at another page.
fn turned_to(list: &str, page: u32) -> String {
    let (path, query) = list.split_once('?').unwrap_or((list, ""));
    let kept = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("page="));
    let query: Vec<String> = kept.map(str::to_owned).chain([format!("page={page}")]).collect();
    format!("{path}?{}", query.join("&"))
}

/// Where else of the list this goes on to: another page, narrowed, or all of it.
fn onto(list: &str, here: &str, pairs: &Pairs) -> Option<String> {
    match value(pairs, "go") {
        "narrow" => {
            let parts = ["text", "department", "standing", "drift"].map(|name| (name, value(pairs, name).trim()));
            let query = query_string(parts.into_iter().filter(|(_, value)| !value.is_empty()));
            Some(format!("{list}?{query}").trim_end_matches('?').to_owned())
        }
        "all" => Some(list.to_owned()),
        page => Some(turned_to(here, page.parse().ok()?)),
    }
}

/// What the rows said when the page was made.
fn rows_as_shown(pairs: &Pairs) -> Vec<(ItemId, Standing)> {
    let shown = pairs.iter().filter_map(|(key, was)| {
        let item = key.strip_prefix("was:")?;
        Some((item.parse().ok()?, was.parse().ok()?))
    });
    shown.collect()
}

async fn choose(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(place): Path<DivisionCode>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let query = value(&pairs, "back");
    // What is no part of an address narrows nothing.
    let to = if query.starts_with('?') && query.bytes().all(|byte| byte.is_ascii_graphic()) {
        format!("/desk/lists/{place}{query}")
    } else {
        format!("/desk/lists/{place}")
    };
    let done = match choices_of(&pairs) {
        Ok(choices) => {
            web.services
                .choose(&session, &place, &choices, &rows_as_shown(&pairs))
                .await
        }
        Err(error) => Err(error),
    };
    // Turning the page and narrowing the list save what was chosen on this page first.
    let onto = onto(&format!("/desk/lists/{place}"), &to, &pairs).filter(|_| done.is_ok());
    if let (Some(to), Ok(0)) = (&onto, &done) {
        return go(to);
    }
    let to = onto.unwrap_or(to);
    let done = done.map(|changed| match changed {
        0 => "没有改动，清单本来就是这样。".to_owned(),
        changed => format!("已修改 {changed} 项，群众马上能看到。"),
    });
    // What was chosen comes back; what merely stood there need not.
    let typed = pairs
        .iter()
        .filter(|(key, chosen)| {
            key.strip_prefix("part:")
                .is_some_and(|item| value(&pairs, &format!("was:{item}")) != chosen)
        })
        .cloned()
        .collect();
    onward(&to, done, "", typed)
}

async fn save_local(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((place, item)): Path<(DivisionCode, ItemId)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let to = format!("/desk/lists/{place}/items/{item}");
    let done = web.services.save_local(&session, &place, &item, &pairs).await;
    let done = done.map(|()| "已保存，群众马上能看到。".to_owned());
    onward(&to, done, "", pairs)
}

async fn copy(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(place): Path<DivisionCode>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let to = format!("/desk/lists/{place}/copy");
    let planned = match value(&pairs, "from").parse() {
        Ok(from) => {
            let ask = BulkAsk {
                places: vec![place],
                villages_of: Vec::new(),
                what: BulkWhat::Copy {
                    from,
                    details: value(&pairs, "details") == "yes",
                },
            };
            web.services.plan_bulk(&session, &ask).await
        }
        Err(_) => Err(ServiceError::invalid(
            "from",
            "没有选从哪里复制",
            "请从列表里选一个地点",
        )),
    };
    match planned {
        Ok(id) => go(&plan_page(&id)),
        Err(error) => onward(&to, Err(error), "from", pairs),
    }
}

fn plan_page(id: &str) -> String {
    format!("/desk/lists/bulk?{}", query_string([("plan", id)]))
}

async fn plan(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    let town = value(&pairs, "town");
    let to = format!("/desk/lists/bulk?{}", query_string([("town", town)]));
    let planned = match value(&pairs, "choice").parse() {
        Ok(choice) => {
            let ask = BulkAsk {
                places: values(&pairs, "place").collect(),
                villages_of: values(&pairs, "villages").collect(),
                what: BulkWhat::Set {
                    items: values(&pairs, "item").collect(),
                    choice,
                },
            };
            web.services.plan_bulk(&session, &ask).await
        }
        Err(_) => Err(ServiceError::invalid("choice", "没有选改为什么", "请从列表里选一种")),
    };
    match planned {
        Ok(id) => go(&plan_page(&id)),
        Err(error) => onward(&to, Err(error), "place", pairs),
    }
}

async fn apply(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    let id = value(&pairs, "plan");
    match web.services.apply_bulk(&session, id, value(&pairs, "seal")).await {
        Ok(done) => {
            let refused = match done.refused {
                0 => String::new(),
                refused => format!("不允许的 {refused} 处没有改。"),
            };
            let notice = format!("已修改 {} 个地点的 {} 处。{refused}", done.places, done.changed);
            onward("/desk/lists", Ok(notice), "", Pairs::new())
        }
        Err(error @ ServiceError::NotFound { .. }) => onward("/desk/lists/bulk", Err(error), "", Pairs::new()),
        Err(error) => onward(&plan_page(id), Err(error), "", Pairs::new()),
    }
}

async fn save_hall(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(place): Path<DivisionCode>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let to = format!("/desk/halls/{place}");
    let done = web.services.save_hall(&session, &place, &pairs).await;
    let done = done.map(|guides| match guides {
        0 => "没有改动。".to_owned(),
        guides => format!("已保存，{guides} 份办事指南跟着更新。"),
    });
    onward(&to, done, "", pairs)
}

async fn close(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(place): Path<DivisionCode>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let to = format!("/desk/halls/{place}");
    let done = web.services.close_place(&session, &place, &pairs).await;
    let done = done.map(|words| format!("已登记：{words}。群众马上能看到。"));
    onward(&to, done, "", pairs)
}

async fn reopen(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(place): Path<DivisionCode>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let to = format!("/desk/halls/{place}");
    let done = web.services.reopen_place(&session, &place, value(&pairs, "id")).await;
    let done = done.map(|()| "已取消停办，照常开门。".to_owned());
    onward(&to, done, "", Pairs::new())
}

async fn arrange(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((item, tier)): Path<(ItemId, Tier)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let to = format!("/desk/delegation/{item}/{tier}");
    let done = web.services.arrange(&session, &item, tier, &pairs).await;
    let done = done.map(|narrowed| match narrowed {
        0 => "已保存安排。".to_owned(),
        narrowed => format!("已保存安排。{narrowed} 个站点的分工跟着收窄，已记入各自的变更记录。"),
    });
    onward(&to, done, "", pairs)
}

async fn clear(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((item, tier)): Path<(ItemId, Tier)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let to = format!("/desk/delegation/{item}/{tier}");
    let reason = value(&pairs, "reason");
    let done = web.services.clear_arrangement(&session, &item, tier, reason).await;
    onward(&to, done.map(|()| "已撤销安排。".to_owned()), "reason", pairs)
}

async fn settle(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    let within = value(&pairs, "within");
    let kind = value(&pairs, "kind");
    let to = format!("/desk/drift?{}", query_string([("place", within), ("kind", kind)]));
    let (Ok(kind), Ok(place)) = (kind.parse::<Drift>(), within.parse::<DivisionCode>()) else {
        return go("/desk/drift");
    };
    let which = if value(&pairs, "act") == "all" {
        Settle::AllIn(place)
    } else {
        let ticked = pairs.iter().filter(|(key, _)| key == "finding");
        Settle::These(
            ticked
                .filter_map(|(_, finding)| {
                    let (place, item) = finding.split_once('~')?;
                    Some((place.parse().ok()?, item.parse().ok()?))
                })
                .collect(),
        )
    };
    let done = web.services.settle(&session, kind, &which).await;
    let done = done.map(|settled| format!("已处理 {settled} 条。"));
    onward(&to, done, "", Pairs::new())
}
